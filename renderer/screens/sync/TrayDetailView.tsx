/** One parked decision: why it is parked, mine, theirs, the material of each beside what is now, and what can be done. */
import { Button } from 'antd';
import type { NewsRow } from '../../desk/contract/secretariat.ts';
import type { CompareReply, TrayAction, TrayDetail } from '../../desk/contract/tray.ts';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { hasText } from '../../i18n/texts.ts';
import { ComparisonView } from '../../review/compare/ComparisonView.tsx';
import { PastDecision } from '../../review/detail/PastDecision.tsx';
import { TransferLine } from '../../review/detail/TransferLine.tsx';
import { verdictText } from '../../review/verdictText.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState } from '../../ui/feedback/States.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import styles from './tray.module.css';
import { whyNot, wordsOf } from './trayTextOf.ts';

export type DetailActions = Record<TrayAction | 'note', () => void> & { retry: () => void };

export function TrayDetailView(props: { detail: TrayDetail; actions: DetailActions; onBack: () => void }) {
  const { detail, actions } = props;
  const { t } = useText();
  const { kind, subjectId, mine, theirsSaw } = detail;
  const words = wordsOf(t, detail);
  return (
    <>
      <ScrollRegion className={styles.detailBody} label={detail.name}>
        <header>
          <Button size="small" className={styles.back ?? ''} onClick={props.onBack}>
            {t('tray.back')}
          </Button>
          <h2>
            <span className={styles.soft}>{t(`kind.${kind}`)}</span> {detail.name}
          </h2>
          <p className={styles.sentence}>{t(`tray.result.${detail.result}`)}</p>
          {words !== null && (
            <p>
              {t('tray.gatewayWords')}: {words}
            </p>
          )}
          {detail.withdrawal && (
            <p className={styles.sentence}>
              {t('tray.withdrawal', {
                why: wordsOf(t, detail.withdrawal) ?? t(`tray.kind.${detail.withdrawal.result}`),
              })}
            </p>
          )}
          {detail.moved && <MovedLine moved={detail.moved} />}
          {!detail.canDecideAgain && <p className={styles.soft}>{t('tray.outOfScope')}</p>}
        </header>
        <Sides detail={detail} />
        <section aria-label={t('tray.changed')}>
          <h3>{t('tray.changed')}</h3>
          <Reading
            kind={kind}
            id={subjectId}
            reply={mine}
            after={t('compare.after.now')}
            onRetry={actions.retry}
          />
        </section>
        {theirsSaw && !isSame(theirsSaw) && (
          <section aria-label={t('compare.after.revision')}>
            <h3>{t('compare.after.revision')}</h3>
            <Reading
              kind={kind}
              id={subjectId}
              reply={theirsSaw}
              after={t('compare.after.revision')}
              onRetry={actions.retry}
            />
          </section>
        )}
      </ScrollRegion>
      <DetailButtons detail={detail} actions={actions} />
    </>
  );
}

/** Where the unit went since, as its former sub-group was told. */
function MovedLine({ moved }: { moved: NewsRow }) {
  const { by, at, reason, subGroupId = '' } = moved;
  const note = { by, at: new Date(at).toISOString(), reason, subGroupId };
  return <TransferLine note={note} way="left" />;
}

const isSame = (reply: CompareReply) =>
  reply.ok &&
  reply.comparison.changes.length === 0 &&
  reply.comparison.images.every(({ before, after }) => before === after);

function Sides({ detail }: { detail: TrayDetail }) {
  const { t } = useText();
  const { theirs, theirsSaw, theirsRevision, overrides } = detail;
  const findingName = (code: string) => {
    const key = `finding.${code}`;
    return hasText(key) ? t(key) : code;
  };
  return (
    <dl className={styles.sides}>
      <div>
        <dt>{t('tray.mine')}</dt>
        <dd>
          <strong>{verdictText(t, detail.verdict, detail.tag)}</strong>{' '}
          <span className={styles.soft}>
            {t('tray.mine.at', {
              time: recently(detail.confirmedAt, Date.now()),
              revision: detail.baseRevision,
            })}
          </span>
          <ul>
            {detail.reasons.map((reason) => (
              <li key={`${reason.code} ${reason.field ?? ''}`}>
                <span className="mono">{reason.code}</span> {reason.text}
              </li>
            ))}
          </ul>
          {detail.note !== '' && (
            <p>
              {t('detail.note')}: {detail.note}
            </p>
          )}
          {overrides.length > 0 && (
            <p className={styles.soft}>
              {t('tray.overrides')}:{' '}
              {overrides
                .map(({ code, note }) => (note ? `${findingName(code)} (${note})` : findingName(code)))
                .join(t('list.separator'))}
            </p>
          )}
        </dd>
      </div>
      {theirs && (
        <div>
          <dt>{t('tray.theirs')}</dt>
          <dd>
            <PastDecision decision={theirs} />
            {theirs.verdict === 'withdraw' && <p className={styles.soft}>{t('tray.theirs.gone')}</p>}
            {theirsRevision !== null && theirsSaw && (
              <p className={styles.soft}>
                {t(isSame(theirsSaw) ? 'tray.theirs.sawSame' : 'tray.theirs.saw', {
                  revision: theirsRevision,
                })}
              </p>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Reading(props: {
  kind: 'unit' | 'attendee';
  id: string;
  reply: CompareReply;
  after: string;
  onRetry: () => void;
}) {
  const { t } = useText();
  const { reply } = props;
  if (reply.ok) {
    const sides = { before: t('compare.before.seen'), after: props.after };
    return <ComparisonView kind={props.kind} id={props.id} comparison={reply.comparison} sides={sides} />;
  }
  return (
    <EmptyState
      title={t(`compare.why.${reply.why}`)}
      action={reply.why === 'offline' && <Button onClick={props.onRetry}>{t('syncCentre.retry')}</Button>}
    />
  );
}

/** What this kind offers, each with its key; what is closed says why only where one would look for it. */
function DetailButtons({ detail, actions }: { detail: TrayDetail; actions: DetailActions }) {
  const { t } = useText();
  const may = (action: TrayAction) => detail.actions[action] === null;
  const asDecided = t('tray.asDecided.stale', { verdict: verdictText(t, detail.verdict, detail.tag) });
  // Somebody was first: theirs stands unless the reviewer says otherwise.
  const isAcceptFirst = detail.result === 'decided' && may('accept');
  const { overrule } = detail.actions;
  const isTold = overrule !== null && overrule.why !== 'notFor' && overrule.why !== 'notInScope';
  return (
    <div className={styles.detailButtons}>
      {may('review') && (
        <ActionButton type={isAcceptFirst ? 'default' : 'primary'} chord="D" onClick={actions.review}>
          {t(detail.result === 'stale' ? 'tray.review' : 'tray.open')}
        </ActionButton>
      )}
      {may('asDecided') && (
        <ActionButton
          chord="R"
          // Decided as before only with the difference on screen above.
          disabled={!detail.mine.ok}
          title={detail.mine.ok ? undefined : t('tray.seeFirst')}
          onClick={actions.asDecided}
        >
          {detail.result === 'stale' ? asDecided : t('tray.asDecided')}
        </ActionButton>
      )}
      {may('accept') && (
        <ActionButton type={isAcceptFirst ? 'primary' : 'default'} chord="A" onClick={actions.accept}>
          {t('tray.accept')}
        </ActionButton>
      )}
      {may('overrule') && (
        <ActionButton chord="W" onClick={actions.overrule}>
          {t('tray.overrule')}
        </ActionButton>
      )}
      <ActionButton chord="E" onClick={actions.note}>
        {t('tray.note')}
      </ActionButton>
      <ActionButton danger chord="Delete" onClick={actions.discard}>
        {t('tray.discard')}
      </ActionButton>
      {isTold && (
        <p className={styles.soft}>
          {t('tray.why', { action: t('tray.overrule'), why: whyNot(t, overrule) })}
        </p>
      )}
    </div>
  );
}
