/** A few names out of a batch, each of which opens its row. */
import { Button } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import styles from './batch.module.css';

const SHOWN_MAX = 6;

export function BatchNames(props: {
  title: string;
  names: readonly { id: string; name: string }[];
  isWarning?: boolean;
  onOpen: (id: string) => void;
}) {
  const { t } = useText();
  const { names } = props;
  return (
    <div className={props.isWarning ? styles.warning : undefined}>
      <h3 className={styles.heading}>{props.title}</h3>
      <div className={styles.chips}>
        {names.slice(0, SHOWN_MAX).map(({ id, name }) => (
          <Button
            key={id}
            size="small"
            aria-label={t('batch.open', { name })}
            onClick={() => props.onOpen(id)}
          >
            {name}
          </Button>
        ))}
        {names.length > SHOWN_MAX && <span>{t('batch.more', { count: names.length - SHOWN_MAX })}</span>}
      </div>
    </div>
  );
}
