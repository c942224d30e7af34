/** An image of an object URL, decoded off the main thread; never the one of another URL. */
import { useEffect, useState } from 'react';

export interface Decoded {
  image: HTMLImageElement | null;
  isBroken: boolean;
}
const NOTHING: Decoded = { image: null, isBroken: false };

export function useDecoded(url: string | null): Decoded {
  const [decoded, setDecoded] = useState<Decoded & { url: string | null }>({ ...NOTHING, url: null });
  useEffect(() => {
    if (url === null) return;
    let isWanted = true;
    const image = new Image();
    image.src = url;
    image.decode().then(
      () => isWanted && setDecoded({ url, image, isBroken: false }),
      () => isWanted && setDecoded({ url, image: null, isBroken: true }),
    );
    return () => {
      isWanted = false;
    };
  }, [url]);
  // The picture of another submission must not stand under this one's name for a moment.
  return decoded.url === url ? decoded : NOTHING;
}
