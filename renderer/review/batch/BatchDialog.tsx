/** The dialog of a batch: how many go, who is left out and why, what becomes of people, and the confirmation. */
import { Button, Checkbox, Input, Progress } from 'antd';
import { useId, useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { TextKey } from '../../i18n/texts.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import { SkeletonLines } from '../../ui/feedback/States.tsx';
import { confirmsNumber } from '../batchPolicy.ts';
import { mayInclude } from '../batchResult.ts';
import { draftFault, EMPTY_DRAFT, registrantText } from '../reasonDraft.ts';
import { ReasonStrip } from '../reasons/ReasonStrip.tsx';
import { rememberReasons } from '../reasons/reasonMemory.ts';
import { BatchNames } from './BatchNames.tsx';
import styles from './batch.module.css';
import { CascadeSummary } from './CascadeSummary.tsx';
import { LeftOutGroups } from './LeftOutGroups.tsx';
import { OverrideNote } from './OverrideNote.tsx';
import { type Batch, batchKind, type OpenBatch } from './useBatch.ts';
import { WithdrawalPart } from './WithdrawalPart.tsx';

interface BatchDialogProps {
  batch: Batch;
  open: OpenBatch;
  kind: 'unit' | 'attendee';
  /** a row out of it is being looked at: out of sight until the reviewer comes back */
  isHidden: boolean;
  /** shows that row and comes back to the dialog later */
  onOpenRow: (id: string) => void;
}

export function BatchDialog({ batch, open, kind, isHidden, onOpenRow }: BatchDialogProps) {
  const { t } = useText();
  const [include, setInclude] = useState<string[]>([]);
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [typed, setTyped] = useState('');
  const [overrideNote, setOverrideNote] = useState('');
  const numberId = useId();
  const { action, preview, progress } = open;
  const isRejection = batchKind(action, kind) === 'reject';
  const withdrawal = preview?.withdrawal ?? null;
  const [why, setWhy] = useState('');
  const forced = preview && isRejection ? preview.leftOut.filter(mayInclude).length : 0;
  const going = preview ? preview.go + include.length + forced : 0;
  const leftOut = preview?.leftOut.filter((item) => !(isRejection && mayInclude(item))) ?? [];
  const isUnitWithdrawal = batchKind(action, kind) === 'withdraw';
  const titleKey: TextKey = isUnitWithdrawal ? 'batch.title.withdrawUnits' : `batch.title.${action.verdict}`;
  const title = t(titleKey, action.tag === undefined ? {} : { tag: t(`tag.${action.tag}`) });
  const mustType = open.ask === 'dialogWithNumber';
  // Those with an error finding go only with a word why.
  const needsWord =
    preview?.leftOut.some(
      ({ id, why, severity }) => why === 'flagged' && severity === 'error' && include.includes(id),
    ) ?? false;
  const mayGo =
    preview !== null &&
    progress === null &&
    going > 0 &&
    (!isRejection || draftFault(draft) === null) &&
    (!needsWord || overrideNote.trim() !== '') &&
    ((withdrawal?.ofOthers ?? 0) === 0 || why.trim() !== '') &&
    (!mustType || confirmsNumber(typed, going));

  const confirm = () => {
    if (isRejection) rememberReasons(kind, draft.chosen);
    const note = withdrawal ? why.trim() : draft.note.trim();
    void batch.confirm({
      include,
      ...(isRejection ? { reasons: [...draft.chosen] } : {}),
      ...(note === '' ? {} : { note }),
      ...(needsWord ? { overrideNote: overrideNote.trim() } : {}),
    });
  };
  const footer = (
    <>
      <Button onClick={batch.close} disabled={progress !== null}>
        {t('common.cancel')}
      </Button>
      <Button
        // Remade when the preview arrives, so that Enter confirms a plain approval at once.
        key={preview === null ? 'preparing' : 'ready'}
        autoFocus={preview !== null && !isRejection && !mustType && !withdrawal}
        type="primary"
        danger={isRejection || isUnitWithdrawal}
        disabled={!mayGo}
        loading={progress !== null}
        onClick={confirm}
      >
        {t(isUnitWithdrawal ? 'batch.confirm.withdrawUnits' : `batch.confirm.${action.verdict}`, {
          count: going,
        })}
      </Button>
    </>
  );
  return (
    <Dialog
      title={title}
      width={720}
      footer={footer}
      keysTitle={t('keys.section.dialog')}
      isHidden={isHidden}
      onClose={() => progress === null && batch.close()}
    >
      {preview === null ? (
        <>
          <p>{t('batch.preparing', { count: open.size })}</p>
          <SkeletonLines count={4} label={t('common.loading')} />
        </>
      ) : (
        <div className={styles.body}>
          <p className={styles.go}>{going > 0 ? t('batch.go', { count: going }) : t('batch.nothingGoes')}</p>
          {going > 0 && <CascadeSummary action={action} preview={preview} include={include} />}
          {withdrawal && going > 0 && (
            <WithdrawalPart kind={kind} withdrawal={withdrawal} note={why} onNote={setWhy} />
          )}
          {action.verdict === 'approve' && (
            <Checkbox
              checked={action.alsoTag !== undefined}
              onChange={({ target }) => {
                const { alsoTag: _, ...plain } = action;
                void batch.change(target.checked ? { ...plain, alsoTag: 'professional' } : plain);
              }}
            >
              {t('batch.alsoTag')}
            </Checkbox>
          )}
          {leftOut.length > 0 && (
            <LeftOutGroups
              items={leftOut}
              text="batch.leftOut"
              included={include}
              onOpen={onOpenRow}
              onInclude={(ids, isIn) =>
                setInclude((now) => (isIn ? [...now, ...ids] : now.filter((id) => !ids.includes(id))))
              }
            />
          )}
          {needsWord && <OverrideNote value={overrideNote} onChange={setOverrideNote} />}
          {isRejection && preview.neverOpened.length > 0 && (
            <BatchNames
              title={t('batch.neverOpened', { count: preview.neverOpened.length })}
              names={preview.neverOpened}
              isWarning
              onOpen={onOpenRow}
            />
          )}
          {!isRejection && !withdrawal && preview.spotCheck.length > 0 && (
            <BatchNames
              title={t('batch.spotCheck', { count: preview.spotCheck.length })}
              names={preview.spotCheck}
              onOpen={onOpenRow}
            />
          )}
          {isRejection && (
            <>
              <ReasonStrip kind={kind} findings={[]} isEmbedded initial={draft} onChange={setDraft} />
              <div>
                <h3 className={styles.heading}>{t('batch.preview')}</h3>
                <p className={styles.preview}>{registrantText(draft) || t('batch.preview.empty')}</p>
              </div>
            </>
          )}
          {mustType && going > 0 && (
            <label htmlFor={numberId} className={styles.type}>
              {t('batch.typeNumber', { count: going })}
              <Input
                id={numberId}
                autoFocus={!isRejection}
                value={typed}
                inputMode="numeric"
                autoComplete="off"
                onChange={({ target }) => setTyped(target.value)}
              />
            </label>
          )}
          {progress !== null && (
            <div>
              <Progress
                percent={Math.floor((100 * progress.done) / Math.max(1, progress.total))}
                aria-label={title}
              />
              <p>{t('batch.running', progress)}</p>
            </div>
          )}
        </div>
      )}
    </Dialog>
  );
}
