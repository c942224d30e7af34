/** Before an act is taken back: how much of it never left, how much is withdrawn, and what stays, with why. */
import { useEffect, useState } from 'react';
import { useDesk } from '../app/DeskContext.tsx';
import type { TakeBackPreview } from '../desk/contract/decisions.ts';
import type { ActRow } from '../desk/contract/outbox.ts';
import { useText } from '../i18n/i18n.ts';
import { ConfirmDialog } from '../ui/dialogs/ConfirmDialog.tsx';
import { SkeletonLines } from '../ui/feedback/States.tsx';
import { groupByWhy } from './batchResult.ts';
import { refusalText } from './refusalText.ts';
import { useFaultMessage } from './useFaultMessage.ts';
import { verdictText } from './verdictText.ts';

export function TakeBackDialog(props: { act: ActRow; onConfirm: () => Promise<void>; onClose: () => void }) {
  const { t } = useText();
  const desk = useDesk();
  const fault = useFaultMessage();
  const { act } = props;
  const [preview, setPreview] = useState<TakeBackPreview | null>(null);
  useEffect(() => {
    desk.previewTakeBack(act.batchId).then(setPreview, fault);
  }, [desk, act.batchId, fault]);
  const going = preview ? preview.here + preview.uploaded : 0;
  return (
    <ConfirmDialog
      title={t('recent.takeBack.title')}
      confirmText={t('recent.takeBack.confirm', { count: going })}
      cancelText={t('common.cancel')}
      keysTitle={t('keys.section.dialog')}
      isDisabled={going === 0}
      isDanger
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <p>
        {t(act.count > 1 ? 'recent.takeBack.many' : 'recent.takeBack.one', {
          verdict: verdictText(t, act.verdict, act.tag),
          name: act.name,
          count: act.count,
        })}
      </p>
      {preview === null ? (
        <SkeletonLines count={2} label={t('common.loading')} />
      ) : (
        <ul>
          {preview.here > 0 && <li>{t('recent.takeBack.here', { count: preview.here })}</li>}
          {preview.uploaded > 0 && <li>{t('recent.takeBack.uploaded', { count: preview.uploaded })}</li>}
          {groupByWhy(preview.refused).map(({ why, detail, items }) => (
            <li key={`${why} ${detail ?? ''}`}>
              {t('undo.refused', { count: items.length, why: refusalText(t, why, detail) })}
            </li>
          ))}
        </ul>
      )}
    </ConfirmDialog>
  );
}
