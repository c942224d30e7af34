/** The strip of reasons under the detail: digits toggle, 0 repeats the last ones, Enter sends; the licence stays visible. */
import { Alert, Button, Input, Select } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type GivenReason, TEXT_MAX } from '../../../shared/domain/decision.ts';
import { type Reason, reasonsFor } from '../../../shared/domain/editionProfile.ts';
import { inLanguage } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ariaKeyShortcuts } from '../../ui/keys/chord.ts';
import { useKeyLayer, usePressed } from '../../ui/keys/KeyProvider.tsx';
import type { KeyCommand, KeyLayer } from '../../ui/keys/resolveKey.ts';
import { STRIP_KEYS } from '../keyCatalog.ts';
import { useReview } from '../ReviewProvider.tsx';
import {
  draftFault,
  EMPTY_DRAFT,
  editSentence,
  ON_DIGITS,
  orderedReasons,
  type ReasonDraft,
  suggestedReasons,
  toggleReason,
} from '../reasonDraft.ts';
import { ReasonChip } from './ReasonChip.tsx';
import styles from './ReasonStrip.module.css';
import { lastReasons, reasonUse, rememberReasons } from './reasonMemory.ts';

interface ReasonStripProps {
  kind: 'unit' | 'attendee';
  findings: readonly { code: string; severity: string }[];
  /** inline: Enter sends and Esc closes; embedded in a dialog the dialog has its own buttons */
  isEmbedded?: boolean;
  onSend?: (given: { reasons: GivenReason[]; note?: string }) => void;
  onClose?: () => void;
  onChange?: (draft: ReasonDraft) => void;
}

export function ReasonStrip({
  kind,
  findings,
  isEmbedded = false,
  onSend,
  onClose,
  onChange,
}: ReasonStripProps) {
  const { t, language } = useText();
  const { profile } = useReview();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [fault, setFault] = useState<string | null>(null);
  const hostRef = useRef<HTMLElement>(null);
  const reasons = useMemo(
    () => (profile ? orderedReasons(reasonsFor(profile, kind), reasonUse()) : []),
    [profile, kind],
  );
  const suggested = suggestedReasons(reasons, findings);
  const onDigits = useMemo(() => reasons.slice(0, ON_DIGITS), [reasons]);
  const others = reasons.slice(ON_DIGITS);
  const last = lastReasons(kind);

  const change = (next: ReasonDraft) => {
    setDraft(next);
    setFault(null);
    onChange?.(next);
  };
  const focusText = useCallback((code: string | null) => {
    // After the render that makes the box appear.
    requestAnimationFrame(() => {
      const wanted = code === null ? '[data-note]' : `[data-sentence="${code}"]`;
      hostRef.current?.querySelector<HTMLElement>(wanted)?.focus();
    });
  }, []);
  const toggle = (reason: Reason) => {
    const next = toggleReason(draft, reason);
    change(next);
    if (reason.requiresText && next.chosen.length > draft.chosen.length) focusText(reason.code);
  };
  const send = (given: ReasonDraft) => {
    const why = draftFault(given);
    if (why) {
      setFault(why.why === 'reasonMissing' ? t('reasons.none') : t('reasons.textNeeded'));
      if (why.why === 'textMissing') focusText(why.code);
      return;
    }
    rememberReasons(kind, given.chosen);
    const note = given.note.trim();
    onSend?.({ reasons: [...given.chosen], ...(note === '' ? {} : { note }) });
  };
  const same = () => {
    if (last.length === 0) setFault(t('reasons.noLast'));
    else if (isEmbedded) change({ ...draft, chosen: last });
    else send({ chosen: last, note: '' });
  };

  const latest = useRef({ toggle, send: () => send(draft), same, onClose, onDigits });
  latest.current = { toggle, send: () => send(draft), same, onClose, onDigits };
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
    const own: KeyCommand[] = [
      {
        id: 'same',
        chords: STRIP_KEYS.sameReasons.chords,
        label: t('command.sameReasons'),
        run: () => latest.current.same(),
      },
      { id: 'note', chords: STRIP_KEYS.note.chords, label: t('command.note'), run: () => focusText(null) },
    ];
    const inline: KeyCommand[] = [
      {
        id: 'send',
        chords: STRIP_KEYS.send.chords,
        label: t('command.send'),
        run: () => latest.current.send(),
      },
      {
        id: 'sendFromText',
        chords: STRIP_KEYS.sendFromText.chords,
        label: t('command.sendFromText'),
        inTyping: true,
        run: () => latest.current.send(),
      },
      {
        id: 'escape',
        chords: STRIP_KEYS.escape.chords,
        label: t('common.close'),
        inTyping: true,
        run: () => latest.current.onClose?.(),
      },
    ];
    return {
      id: isEmbedded ? 'embeddedReasons' : 'strip',
      title: t('keys.section.strip'),
      level: isEmbedded ? 4 : 2,
      covers: !isEmbedded,
      commands: [...digits, ...own, ...(isEmbedded ? [] : inline)],
    };
  }, [onDigits, isEmbedded, language, t, focusText]);
  useKeyLayer(layer);
  useEffect(() => {
    if (!isEmbedded) hostRef.current?.focus();
  }, [isEmbedded]);

  const noteKey = usePressed('N');
  const isChosen = (code: string) => draft.chosen.some((given) => given.code === code);
  const title = t(kind === 'unit' ? 'reasons.title.reject' : 'reasons.title.return');
  const chip = (reason: Reason, digit?: number) => (
    <ReasonChip
      key={reason.code}
      reason={reason}
      {...(digit === undefined ? {} : { digit })}
      isChosen={isChosen(reason.code)}
      onToggle={toggle}
    />
  );
  return (
    <section ref={hostRef} className={isEmbedded ? '' : styles.strip} aria-label={title} tabIndex={-1}>
      <div className={styles.body}>
        {!isEmbedded && <h3 className={styles.title}>{title}</h3>}
        {suggested.length > 0 && (
          <div className={styles.row}>
            <span className={styles.lead}>{t('reasons.suggested')}</span>
            {suggested.map((reason) => chip(reason))}
          </div>
        )}
        <div className={styles.row}>
          {onDigits.map((reason, i) => chip(reason, i + 1))}
          {others.length > 0 && (
            <Select<string | null>
              className={styles.more ?? ''}
              aria-label={t('reasons.more')}
              placeholder={t('reasons.more')}
              value={null}
              showSearch={{ optionFilterProp: 'label' }}
              options={others.map((reason) => ({
                value: reason.code,
                label: inLanguage(reason.text, language),
              }))}
              onChange={(code) => {
                const reason = others.find((each) => each.code === code);
                if (reason) toggle(reason);
              }}
            />
          )}
        </div>
        {draft.chosen.map((given) => (
          <div key={given.code} className={styles.sentence}>
            <span className="mono">{given.code}</span>
            <Input
              data-sentence={given.code}
              value={given.text}
              maxLength={TEXT_MAX}
              aria-label={t('reasons.sentence', { code: given.code })}
              status={given.text.trim() === '' ? 'error' : ''}
              onChange={({ target }) => change(editSentence(draft, given.code, target.value))}
              onPressEnter={({ nativeEvent, currentTarget }) => {
                if (!nativeEvent.isComposing && !nativeEvent.ctrlKey) currentTarget.blur();
              }}
            />
            <Button
              size="small"
              type="text"
              aria-label={`${t('select.clear')} ${given.code}`}
              onClick={() =>
                change({ ...draft, chosen: draft.chosen.filter(({ code }) => code !== given.code) })
              }
            >
              ×
            </Button>
          </div>
        ))}
        <Input.TextArea
          data-note=""
          value={draft.note}
          maxLength={TEXT_MAX}
          rows={isEmbedded ? 2 : 1}
          aria-label={t('reasons.note')}
          {...(noteKey === undefined ? {} : { 'aria-keyshortcuts': ariaKeyShortcuts([noteKey]) })}
          placeholder={t('reasons.note')}
          onChange={({ target }) => change({ ...draft, note: target.value })}
        />
        {fault !== null && <Alert type="error" title={fault} showIcon />}
      </div>
      {!isEmbedded && (
        <div className={styles.row}>
          <ActionButton type="primary" danger chord="Enter" onClick={() => send(draft)}>
            {t(kind === 'unit' ? 'reasons.send.reject' : 'reasons.send.return')}
          </ActionButton>
          <ActionButton
            chord="0"
            disabled={last.length === 0}
            onClick={same}
            title={last.map(({ text }) => text).join('；')}
          >
            {t('reasons.same')}
          </ActionButton>
          <ActionButton chord="Escape" onClick={() => onClose?.()}>
            {t('common.cancel')}
          </ActionButton>
        </div>
      )}
    </section>
  );
}
