/** The gateway's address under the desktop host; in a browser it is the page's own and there is nothing to set. */
import { useCallback, useEffect, useState } from 'react';
import { desktopBridge } from '../../app/desktopBridge.ts';

export interface Gateway {
  address: string;
  setAddress: (address: string) => void;
  /** Hands a changed address to the host; the gateway in force, null in a browser, or why it was refused. */
  save: () => Promise<{ ok: true; gateway: string | null } | { ok: false; why: 'notHttps' | 'malformed' }>;
}

export function useGateway(): Gateway {
  const [address, setAddress] = useState('');
  const [saved, setSaved] = useState('');
  useEffect(() => {
    void desktopBridge()
      ?.hostInfo()
      .then(({ gateway }) => {
        setAddress((now) => (now === '' ? (gateway ?? '') : now));
        setSaved(gateway ?? '');
      });
  }, []);
  const save = useCallback(async () => {
    const bridge = desktopBridge();
    const wanted = address.trim();
    if (!bridge) return { ok: true as const, gateway: null };
    if (wanted === saved) return { ok: true as const, gateway: saved };
    const reply = await bridge.setGateway(wanted);
    if (!reply.ok) return reply;
    setSaved(reply.gateway);
    setAddress(reply.gateway);
    return reply;
  }, [address, saved]);
  return { address, setAddress, save };
}
