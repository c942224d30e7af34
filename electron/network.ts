/** Notices that the machine's addresses have changed: a dock, another Wi-Fi, a VPN that came up or fell. */
import type { NetworkInterfaceInfo } from 'node:os';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** The outward addresses as one text; loopback and link-local ones come and go without meaning. */
export function networkFingerprint(interfaces: Interfaces): string {
  return Object.entries(interfaces)
    .flatMap(([name, addresses]) =>
      (addresses ?? [])
        .filter(({ internal, address }) => !internal && !/^(?:fe80:|169\.254\.)/i.test(address))
        .map(({ address }) => `${name} ${address}`),
    )
    .sort()
    .join('\n');
}

/** Calls `onChange` when the fingerprint differs from the last look; `everyMs` apart. Returns what ends it. */
export function watchNetwork(read: () => Interfaces, everyMs: number, onChange: () => void): () => void {
  let last = networkFingerprint(read());
  const timer = setInterval(() => {
    const now = networkFingerprint(read());
    if (now === last) return;
    last = now;
    onChange();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
