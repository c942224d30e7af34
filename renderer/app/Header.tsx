/** The header: which fair and sub-group, how long it is open, language, keys, account. */
import { Button } from 'antd';
import { inLanguage, monthDay } from '../i18n/format.ts';
import { changeLanguage, useText } from '../i18n/i18n.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { useStatusPart } from './DeskContext.tsx';
import styles from './Shell.module.css';

const URGENT_DAYS = 3;

export function LanguageSwitch() {
  const { t, language } = useText();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <Button
      type="text"
      aria-label={`${t('header.language')}: ${other === 'en' ? 'English' : '中文'}`}
      lang={other}
      onClick={() => void changeLanguage(other)}
    >
      {other === 'en' ? 'EN' : '中文'}
    </Button>
  );
}

export function Header({ onKeys }: { onKeys: () => void }) {
  const { t, language } = useText();
  const edition = useStatusPart((status) => status.edition);
  const names = edition?.subGroups ?? [];
  const [only] = names;
  const scope =
    names.length === 1 && only
      ? t('header.subGroup', { name: inLanguage(only.name, language) })
      : t('header.allSubGroups', { count: names.length });
  const days = edition?.daysLeft ?? 0;
  const deadlineKey = days < 0 ? 'header.closed' : days === 0 ? 'header.closesToday' : 'header.deadline';
  return (
    <header className={styles.header}>
      <span className={styles.brand}>{t('app.name')}</span>
      {edition && (
        <>
          <span className={styles.fair}>
            {inLanguage(edition.name, language)} · {inLanguage(edition.delegation, language)} / {scope}
          </span>
          <span className={`${styles.deadline} ${days <= URGENT_DAYS ? styles.urgent : ''}`}>
            {t(deadlineKey, { date: monthDay(edition.registrationCloses), count: days })}
          </span>
        </>
      )}
      <div className={styles.tools}>
        <LanguageSwitch />
        <ActionButton type="text" chord="F1" onClick={onKeys} aria-label={t('header.keys')}>
          ?
        </ActionButton>
        <AccountMenu />
      </div>
    </header>
  );
}
