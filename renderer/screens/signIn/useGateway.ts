/** The gateway's address under the desktop host; in a browser it is the page's own and there is nothing to set. */
import { useCallback, useEffect, useState } from 'react';
import { desktopBridge } from '../../app/desktopBridge.ts';

export interface Gateway {
  address: string;
  setAddress: (address: string) => void;
  /** Hands a changed address to the host; returns why it was refused, or null. */
  save: () => Promise<'notHttps' | 'malformed' | null>;
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
    if (!bridge || wanted === saved) return null;
    const reply = await bridge.setGateway(wanted);
    if (!reply.ok) return reply.why;
    setSaved(reply.gateway);
    setAddress(reply.gateway);
    return null;
  }, [address, saved]);
  return { address, setAddress, save };
}
