/** One thing done with a pack: how far it has come, what came of it, or why it was refused. */
import { useEffect, useState } from 'react';
import { useDesk } from '../app/DeskContext.tsx';
import type { PackProgress, PackRefused } from '../desk/contract/packs.ts';
import { useText } from '../i18n/i18n.ts';
import { packRefusalText } from './packTexts.ts';

const ASK_EVERY_MS = 400;

export function usePackTask<T extends { ok: true }>() {
  const { t } = useText();
  const desk = useDesk();
  const [isBusy, setIsBusy] = useState(false);
  const [progress, setProgress] = useState<PackProgress | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [done, setDone] = useState<T | null>(null);
  useEffect(() => {
    if (!isBusy) return undefined;
    let isWanted = true;
    const timer = setInterval(() => {
      desk.packProgress().then(
        (now) => isWanted && setProgress(now),
        // How far it has come is only for looking; what fails is told by the task itself.
        () => undefined,
      );
    }, ASK_EVERY_MS);
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [isBusy, desk]);
  return {
    isBusy,
    /** null unless it is under way */
    progress: isBusy ? progress : null,
    fault,
    done,
    refuse: setFault,
    /** Runs it; `after` gets what came of it, and `told` may say more of a refusal. */
    async run<R extends PackRefused>(
      task: () => Promise<T | R>,
      after?: (made: T) => Promise<void>,
      told?: (refused: R) => string,
    ): Promise<boolean> {
      setFault(null);
      setDone(null);
      setProgress(null);
      setIsBusy(true);
      try {
        const reply = await task();
        if (!reply.ok) {
          const refused = reply as R;
          setFault([packRefusalText(t, refused), told?.(refused) ?? ''].join(' ').trim());
          return false;
        }
        const made = reply as T;
        await after?.(made);
        setDone(made);
        return true;
      } catch (error) {
        setFault(error instanceof Error ? error.message : String(error));
        return false;
      } finally {
        setIsBusy(false);
      }
    },
  };
}
