/** A unit or a person by name, with what it is; leads to it where it is still in the list. */
import { Button } from 'antd';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { navigate } from '../../app/route.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from './SyncScreen.module.css';

export function SubjectLink(props: { kind: SubmissionKind; id: string; name: string; isGone?: boolean }) {
  const { kind, id, name, isGone = false } = props;
  const { t } = useText();
  const lead = () => navigate({ screen: kind === 'unit' ? 'units' : 'attendees', id });
  return (
    <>
      <span className={styles.soft}>{t(`kind.${kind}`)}</span>{' '}
      {isGone ? (
        name
      ) : (
        <Button type="link" size="small" onClick={lead}>
          {name}
        </Button>
      )}
    </>
  );
}
