/** The strip of reasons under the detail: digits toggle, 0 repeats the last ones, Enter sends; the licence stays visible. */
import { Alert, Input, Select } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type GivenReason, TEXT_MAX } from '../../../shared/domain/decision.ts';
import { type Reason, reasonsFor } from '../../../shared/domain/editionProfile.ts';
import type { OwnSentence } from '../../desk/contract/settings.ts';
import { inLanguage } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ariaKeyShortcuts } from '../../ui/keys/chord.ts';
import { usePressed } from '../../ui/keys/KeyProvider.tsx';
import { useReview } from '../ReviewProvider.tsx';
import {
  draftFault,
  EMPTY_DRAFT,
  editSentence,
  ON_DIGITS,
  orderedReasons,
  pinReason,
  type ReasonDraft,
  suggestedReasons,
  toggleReason,
  withOwnSentence,
} from '../reasonDraft.ts';
import { ChosenReasons } from './ChosenReasons.tsx';
import { OwnSentenceRow } from './OwnSentenceRow.tsx';
import { ReasonChip } from './ReasonChip.tsx';
import styles from './ReasonStrip.module.css';
import { reasonUse, rememberReasons } from './reasonMemory.ts';
import { useLastReasons } from './useLastReasons.ts';
import { useOwnSentences } from './useOwnSentences.ts';
import { useStripKeys } from './useStripKeys.ts';

interface ReasonStripProps {
  kind: 'unit' | 'attendee';
  findings: readonly { code: string; severity: string }[];
  /** inline: Enter sends and Esc closes; embedded in a dialog the dialog has its own buttons */
  isEmbedded?: boolean;
  /** what was chosen before, where the strip comes back */
  initial?: ReasonDraft;
  onSend?: (given: { reasons: GivenReason[]; note?: string }) => void;
  onClose?: () => void;
  onChange?: (draft: ReasonDraft) => void;
}

export function ReasonStrip({
  kind,
  findings,
  isEmbedded = false,
  initial = EMPTY_DRAFT,
  onSend,
  onClose,
  onChange,
}: ReasonStripProps) {
  const { t, language } = useText();
  const { profile } = useReview();
  const [draft, setDraft] = useState(initial);
  const [fault, setFault] = useState<string | null>(null);
  const hostRef = useRef<HTMLElement>(null);
  const reasons = useMemo(
    () => (profile ? orderedReasons(reasonsFor(profile, kind), reasonUse()) : []),
    [profile, kind],
  );
  const suggested = suggestedReasons(reasons, findings);
  const onDigits = useMemo(() => reasons.slice(0, ON_DIGITS), [reasons]);
  const others = reasons.slice(ON_DIGITS);
  const last = useLastReasons(kind);
  const own = useOwnSentences();
  const offered = useMemo(() => own.all?.filter(({ use }) => use === kind) ?? [], [own.all, kind]);

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

  const takeOwn = (sentence: OwnSentence) => change(withOwnSentence(draft, sentence));
  useStripKeys(
    {
      onDigits,
      own: offered,
      toggle,
      takeOwn,
      same,
      note: () => focusText(null),
      send: () => send(draft),
      close: onClose,
    },
    isEmbedded,
  );
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
        <ChosenReasons
          kind={kind}
          chosen={draft.chosen}
          onEdit={(code, text) => change(editSentence(draft, code, text))}
          onPin={(code, field) => change(pinReason(draft, code, field))}
          onRemove={(code) =>
            change({ ...draft, chosen: draft.chosen.filter((given) => given.code !== code) })
          }
        />
        <OwnSentenceRow use={kind} own={own} offered={offered} draft={draft} onTake={takeOwn} />
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
            title={last.map(({ text }) => text).join(t('list.separator'))}
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
