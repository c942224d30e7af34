/** A submission beside one it may duplicate: statuses, who decided, pictures, and the fields that differ. */
import { Button, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useDesk, useStatusOf } from '../../app/DeskContext.tsx';
import { navigate } from '../../app/route.ts';
import type { Twins } from '../../desk/contract/seeing.ts';
import { useText } from '../../i18n/i18n.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import { useFaultMessage } from '../useFaultMessage.ts';
import { TwinsView } from './TwinsView.tsx';
import styles from './twins.module.css';
import type { Seeing } from './useSeeing.ts';

interface TwinsDialogProps {
  kind: SubmissionKind;
  id: string;
  name: string;
  seeing: Seeing;
}

export function TwinsDialog({ kind, id, name, seeing }: TwinsDialogProps) {
  const { t } = useText();
  const { others, beside, openBeside, close } = seeing;
  const pair = useTwins(kind, id, beside ?? '');
  const at = others.findIndex((other) => other.id === beside);
  const commands = useMemo(() => {
    const step = (by: number) => {
      const next = others[at + by];
      if (next) openBeside(next.id);
    };
    return [
      { id: 'twinNext', chords: [']'], label: t('twins.next'), run: () => step(1) },
      { id: 'twinPrevious', chords: ['['], label: t('twins.previous'), run: () => step(-1) },
    ];
  }, [others, at, openBeside, t]);
  const goTo = () => {
    if (beside === null) return;
    close();
    navigate(kind === 'unit' ? { screen: 'units', id: beside } : { screen: 'attendees', id: beside });
  };
  const footer = (
    <>
      <Button onClick={goTo}>{t('twins.goTo')}</Button>
      <Button type="primary" autoFocus onClick={close}>
        {t('common.close')}
      </Button>
    </>
  );
  return (
    <Dialog
      title={t('twins.title', { name })}
      width={1040}
      keysTitle={t('keys.section.dialog')}
      commands={others.length > 1 ? commands : []}
      footer={footer}
      onClose={close}
    >
      {others.length > 1 && (
        <div className={styles.chooser}>
          <span>{t('twins.which', { at: at + 1, count: others.length })}</span>
          <ActionButton size="small" chord="[" disabled={at <= 0} onClick={commands[1]?.run}>
            {t('twins.previous')}
          </ActionButton>
          <ActionButton size="small" chord="]" disabled={at >= others.length - 1} onClick={commands[0]?.run}>
            {t('twins.next')}
          </ActionButton>
          <Select
            size="small"
            className={styles.select ?? ''}
            aria-label={t('twins.choose')}
            value={beside ?? ''}
            options={others.map((other) => ({ value: other.id, label: other.label }))}
            onChange={openBeside}
          />
        </div>
      )}
      {pair === undefined && <SkeletonLines count={8} label={t('common.loading')} />}
      {pair === null && <EmptyState title={t('list.row.gone')} />}
      {pair && <TwinsView kind={kind} pair={pair} />}
    </Dialog>
  );
}

/** The pair as it is now, asked again when anything changes; undefined while unknown. */
function useTwins(kind: SubmissionKind, id: string, otherId: string): Twins | null | undefined {
  const desk = useDesk();
  const onFault = useFaultMessage();
  const version = useStatusOf((status) => status.dataVersion, 0);
  const [found, setFound] = useState<{ of: string; pair: Twins | null } | null>(null);
  const of = `${kind}:${id}:${otherId}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: version says when to ask again
  useEffect(() => {
    let isWanted = true;
    desk.twins(kind, id, otherId).then((pair) => isWanted && setFound({ of, pair }), onFault);
    return () => {
      isWanted = false;
    };
  }, [desk, kind, id, otherId, of, version, onFault]);
  return found?.of === of ? found.pair : undefined;
}
