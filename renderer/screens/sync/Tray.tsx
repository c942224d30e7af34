/** Decisions that did not take effect: each stays, with its text, until its author resolves it. */
import { App, Button } from 'antd';
import { useState } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import { navigate } from '../../app/route.ts';
import type { TrayRow } from '../../desk/contract/outbox.ts';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { hasText } from '../../i18n/texts.ts';
import { fieldText } from '../../review/detail/findingText.ts';
import { PastDecision } from '../../review/detail/PastDecision.tsx';
import { verdictText } from '../../review/verdictText.ts';
import { ConfirmDialog } from '../../ui/dialogs/ConfirmDialog.tsx';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import styles from './SyncScreen.module.css';
import { useLoaded } from './useLoaded.ts';

export function Tray({ version }: { version: string }) {
  const { t } = useText();
  const desk = useDesk();
  const loaded = useLoaded(() => desk.tray(), version);
  if (loaded.phase === 'loading') return <SkeletonLines count={8} label={t('common.loading')} />;
  if (loaded.phase === 'fault') return <EmptyState title={t('list.fault', { detail: loaded.detail })} />;
  if (loaded.value.length === 0) {
    return <EmptyState title={t('syncCentre.empty.tray')} text={t('syncCentre.empty.tray.text')} />;
  }
  return (
    <ul className={styles.tray}>
      {loaded.value.map((row) => (
        <TrayItem key={row.decisionId} row={row} />
      ))}
    </ul>
  );
}

function TrayItem({ row }: { row: TrayRow }) {
  const { t } = useText();
  const desk = useDesk();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<'discarded' | 'accepted' | null>(null);
  const whyKey = `lifeCycle.${row.why ?? ''}`;
  const why = hasText(whyKey) ? t(whyKey) : (row.detail ?? row.why);
  const resolve = (how: 'discarded' | 'accepted') =>
    desk.resolve([row.decisionId], how).catch((fault: unknown) => void message.error(String(fault)));
  return (
    <li className={styles.item}>
      <article aria-label={row.name}>
        <h2>
          <span className={styles.soft}>{t(`kind.${row.kind}`)}</span> {row.name}
          <span className={styles.soft}>
            {t('tray.receivedAt', { time: recently(row.receivedAt, Date.now()) })}
          </span>
        </h2>
        <p className={styles.sentence}>{t(`tray.result.${row.result}`)}</p>
        {why !== undefined && why !== '' && (
          <p>
            {t('tray.gatewayWords')}: {why}
          </p>
        )}
        <dl className={styles.sides}>
          <div>
            <dt>{t('tray.mine')}</dt>
            <dd>
              <strong>{verdictText(t, row.verdict, row.tag)}</strong>{' '}
              <span className={styles.soft}>{recently(row.confirmedAt, Date.now())}</span>
              <ul>
                {row.reasons.map((reason) => (
                  <li key={reason.code}>
                    <span className="mono">{reason.code}</span> {reason.text}
                  </li>
                ))}
              </ul>
              {row.note !== '' && (
                <p>
                  {t('detail.note')}: {row.note}
                </p>
              )}
            </dd>
          </div>
          {row.theirs && (
            <div>
              <dt>{t('tray.theirs')}</dt>
              <dd>
                <PastDecision decision={row.theirs} />
              </dd>
            </div>
          )}
          {row.changed.length > 0 && (
            <div>
              <dt>{t('tray.changed')}</dt>
              <dd>{row.changed.map((field) => fieldText(t, field)).join(t('common.separator'))}</dd>
            </div>
          )}
        </dl>
        {!row.canDecideAgain && <p className={styles.soft}>{t('tray.outOfScope')}</p>}
        <div className={styles.buttons}>
          {row.canDecideAgain && (
            <Button
              type="primary"
              onClick={() =>
                navigate({ screen: row.kind === 'unit' ? 'units' : 'attendees', id: row.subjectId })
              }
            >
              {t('tray.again')}
            </Button>
          )}
          {row.theirs && <Button onClick={() => setAsked('accepted')}>{t('tray.accept')}</Button>}
          <Button danger onClick={() => setAsked('discarded')}>
            {t('tray.discard')}
          </Button>
        </div>
        {asked !== null && (
          <ConfirmDialog
            title={t(asked === 'accepted' ? 'tray.accept.ask' : 'tray.discard.ask')}
            confirmText={t(asked === 'accepted' ? 'tray.accept' : 'tray.discard')}
            cancelText={t('common.cancel')}
            keysTitle={t('keys.section.dialog')}
            isDanger={asked === 'discarded'}
            onConfirm={() => resolve(asked)}
            onClose={() => setAsked(null)}
          >
            <p>
              <strong>{row.name}</strong>
            </p>
            <p>
              {t('tray.mine')}: {verdictText(t, row.verdict, row.tag)}
            </p>
            {row.theirs && (
              <p>
                {t('tray.theirs')}: {verdictText(t, row.theirs.verdict, row.theirs.tag)}
              </p>
            )}
            <p>{t('tray.resolve.text')}</p>
          </ConfirmDialog>
        )}
      </article>
    </li>
  );
}
