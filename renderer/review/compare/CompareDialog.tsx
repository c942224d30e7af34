/** The comparison as a dialog; acknowledging it says that this very material has been seen. */
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import type { CompareReply } from '../../desk/contract/tray.ts';
import { useText } from '../../i18n/i18n.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import { useFaultMessage } from '../useFaultMessage.ts';
import { ComparisonView } from './ComparisonView.tsx';
import type { CompareTarget } from './compareTarget.ts';

interface CompareDialogProps {
  kind: 'unit' | 'attendee';
  id: string;
  name: string;
  target: CompareTarget;
  /** the present material's hash: another one is compared anew */
  version: string;
  /** the hash of what was seen, where deciding waits for it */
  onSeen?: (hash: string) => void;
  onClose: () => void;
}

const BEFORE = { changed: 'shown', parked: 'seen', resubmitted: 'revision' } as const;

export function CompareDialog(props: CompareDialogProps) {
  const { kind, id, name, target, version, onSeen, onClose } = props;
  const { t } = useText();
  const desk = useDesk();
  const onFault = useFaultMessage();
  const [reply, setReply] = useState<CompareReply | null>(null);
  const [attempt, setAttempt] = useState(0);
  const { why, before } = target;
  // biome-ignore lint/correctness/useExhaustiveDependencies: version and attempt say when to ask again
  useEffect(() => {
    let isWanted = true;
    desk.compare(kind, id, before).then((given) => isWanted && setReply(given), onFault);
    return () => {
      isWanted = false;
    };
  }, [desk, kind, id, before, version, attempt, onFault]);

  // What cannot be had any more must not stop the reviewer for ever; what a connection would bring may.
  const isSeen = reply !== null && (reply.ok || reply.why !== 'offline');
  const hash = reply?.ok ? (reply.comparison.after.hash ?? version) : version;
  const acknowledge = useMemo(
    () => () => {
      if (!isSeen) return;
      onSeen?.(hash);
      onClose();
    },
    [isSeen, onSeen, hash, onClose],
  );
  const commands = useMemo(
    () => [{ id: 'acknowledge', chords: ['D'], label: t('compare.acknowledge'), run: acknowledge }],
    [acknowledge, t],
  );
  const footer = (
    <>
      <Button onClick={onClose}>{t('common.close')}</Button>
      {onSeen && (
        <ActionButton type="primary" chord="D" autoFocus disabled={!isSeen} onClick={acknowledge}>
          {t('compare.acknowledge')}
        </ActionButton>
      )}
    </>
  );
  return (
    <Dialog
      title={t(`compare.title.${why}`, { name })}
      width={920}
      keysTitle={t('keys.section.dialog')}
      commands={onSeen ? commands : []}
      footer={footer}
      onClose={onClose}
    >
      {reply === null && <SkeletonLines count={6} label={t('common.loading')} />}
      {reply?.ok && (
        <ComparisonView
          kind={kind}
          id={id}
          comparison={reply.comparison}
          sides={{ before: t(`compare.before.${BEFORE[why]}`), after: t('compare.after.now') }}
        />
      )}
      {reply?.ok === false && (
        <EmptyState
          title={t(`compare.why.${reply.why}`)}
          action={
            reply.why === 'offline' && (
              <Button onClick={() => setAttempt(attempt + 1)}>{t('syncCentre.retry')}</Button>
            )
          }
        />
      )}
    </Dialog>
  );
}
