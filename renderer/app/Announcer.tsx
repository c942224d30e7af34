/** One polite live region: it speaks each decision and the next item, and nothing else does. */
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const AnnounceContext = createContext<(text: string) => void>(() => {});

export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: '', turn: 0 });
  const announce = useCallback((text: string) => setSaid(({ turn }) => ({ text, turn: turn + 1 })), []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="visually-hidden" aria-live="polite" data-region="announcer">
        {/* A no-break space now and then makes the same sentence news again. */}
        {said.turn % 2 === 0 ? said.text : `${said.text}\u00a0`}
      </div>
    </AnnounceContext>
  );
}

/** Speaks a sentence. */
export const useAnnounce = () => useContext(AnnounceContext);
