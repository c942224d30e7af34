/** The keys of the reason strip: digits toggle, Shift+digits take an own sentence, 0 repeats, Enter sends. */
import { useMemo, useRef } from 'react';
import type { Reason } from '../../../shared/domain/editionProfile.ts';
import type { OwnSentence } from '../../desk/contract/settings.ts';
import { inLanguage } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { useKeyLayer } from '../../ui/keys/KeyProvider.tsx';
import type { KeyCommand, KeyLayer } from '../../ui/keys/resolveKey.ts';
import { STRIP_KEYS } from '../keyCatalog.ts';

export interface StripActs {
  onDigits: readonly Reason[];
  own: readonly OwnSentence[];
  toggle: (reason: Reason) => void;
  takeOwn: (own: OwnSentence) => void;
  same: () => void;
  note: () => void;
  send: () => void;
  close: (() => void) | undefined;
}

/** `isEmbedded`: in a dialog, which has its own buttons to send and to close. */
export function useStripKeys(acts: StripActs, isEmbedded: boolean): void {
  const { t, language } = useText();
  const latest = useRef(acts);
  latest.current = acts;
  const { onDigits, own } = acts;
  const layer = useMemo<KeyLayer>(() => {
    const digits: KeyCommand[] = STRIP_KEYS.reason.chords.map((chord, i) => ({
      id: `reason${chord}`,
      chords: [chord],
      label: onDigits[i] ? inLanguage(onDigits[i].text, language) : t('command.reason'),
      isEnabled: onDigits[i] !== undefined,
      run: () => {
        const reason = latest.current.onDigits[i];
        if (reason) latest.current.toggle(reason);
      },
    }));
    const sentences: KeyCommand[] = STRIP_KEYS.ownSentence.chords.map((chord, i) => ({
      id: `own${chord}`,
      chords: [chord],
      label: own[i]?.name ?? t('command.ownSentence'),
      isEnabled: own[i] !== undefined,
      run: () => {
        const sentence = latest.current.own[i];
        if (sentence) latest.current.takeOwn(sentence);
      },
    }));
    const command = (
      id: string,
      entry: { chords: readonly string[]; inTyping?: true },
      label: string,
      run: () => void,
    ): KeyCommand => ({ id, ...entry, chords: entry.chords, label, run });
    const both = [
      command('same', { chords: STRIP_KEYS.sameReasons.chords }, t('command.sameReasons'), () =>
        latest.current.same(),
      ),
      command('note', { chords: STRIP_KEYS.note.chords }, t('command.note'), () => latest.current.note()),
    ];
    const typing = { inTyping: true as const };
    const inline = [
      command('send', { chords: STRIP_KEYS.send.chords }, t('command.send'), () => latest.current.send()),
      command(
        'sendFromText',
        { chords: STRIP_KEYS.sendFromText.chords, ...typing },
        t('command.sendFromText'),
        () => latest.current.send(),
      ),
      command('escape', { chords: STRIP_KEYS.escape.chords, ...typing }, t('common.close'), () =>
        latest.current.close?.(),
      ),
    ];
    return {
      id: isEmbedded ? 'embeddedReasons' : 'strip',
      title: t('keys.section.strip'),
      level: isEmbedded ? 4 : 2,
      covers: !isEmbedded,
      commands: [...digits, ...sentences, ...both, ...(isEmbedded ? [] : inline)],
    };
  }, [onDigits, own, isEmbedded, language, t]);
  useKeyLayer(layer);
}
