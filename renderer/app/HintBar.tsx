/** A hint for who sees a screen for the first time: dismissed once for the account, never in the way of a key. */
import { Button } from 'antd';
import { useText } from '../i18n/i18n.ts';
import { usePractice } from './practice/practiceContext.ts';
import type { ScreenName } from './route.ts';
import styles from './Shell.module.css';
import { useSettings } from './useSettings.ts';

const HINTED = ['units', 'attendees', 'sync'] as const;

export function HintBar({ screen }: { screen: ScreenName }) {
  const { t } = useText();
  const practice = usePractice();
  const { settings, change } = useSettings();
  const hinted = HINTED.find((each) => each === screen);
  const seen = settings?.hintsSeen ?? [];
  if (settings === null || hinted === undefined || practice.isOn || seen.includes(hinted)) return null;
  // Not being able to note it shows the hint once more, nothing else.
  const dismiss = () => void change({ hintsSeen: [...seen, hinted] }).catch(() => undefined);
  return (
    <section className={styles.hint} aria-label={t('hint.label')}>
      <span>{t(`hint.${hinted}`)}</span>
      {hinted === 'units' && (
        <Button size="small" onClick={practice.start}>
          {t('practice.start')}
        </Button>
      )}
      <Button size="small" onClick={dismiss}>
        {t('hint.dismiss')}
      </Button>
    </section>
  );
}
