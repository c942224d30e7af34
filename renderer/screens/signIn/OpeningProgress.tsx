/** Opening the desk: what is happening, and how many rows of how many are there. */
import { Progress } from 'antd';
import type { DeskStatus } from '../../desk/contract/status.ts';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from './SignInScreen.module.css';

/** `isTakingOver`: the other window is being asked first. */
export function OpeningProgress({ pull, isTakingOver }: { pull: DeskStatus['pull']; isTakingOver: boolean }) {
  const { t } = useText();
  const { stage, done, total } = pull;
  const label = t(isTakingOver && stage === 'idle' ? 'signIn.takingOver' : `signIn.pull.${stage}`);
  const percent = total === null || total === 0 ? 0 : Math.min(100, Math.floor((100 * done) / total));
  return (
    <div className={styles.progress}>
      <p>{label}</p>
      <Progress percent={percent} status="active" aria-label={label} showInfo={total !== null} />
      <p className={styles.soft}>
        {stage !== 'idle' &&
          (total === null
            ? t('signIn.rowsSoFar', { done: count(done) })
            : t('signIn.rows', { done: count(done), total: count(total) }))}
      </p>
    </div>
  );
}
