/** Settings of the display: language, light or dark, the accessibility mode. They hold for this machine. */
import { Checkbox, Radio } from 'antd';
import { changeAppearance, THEME_CHOICES, useAppearance } from '../../app/appearance.ts';
import { changeLanguage, useText } from '../../i18n/i18n.ts';
import styles from './SettingsScreen.module.css';

export function DisplaySettings() {
  const { t, language } = useText();
  const { theme, isRoomy } = useAppearance();
  return (
    <section className={styles.section}>
      <h2>{t('settings.display')}</h2>
      <div className={styles.row}>
        <span>{t('settings.language')}</span>
        <Radio.Group
          value={language}
          aria-label={t('settings.language')}
          onChange={({ target }) => void changeLanguage(target.value === 'en' ? 'en' : 'zh-CN')}
        >
          <Radio value="zh-CN">中文</Radio>
          <Radio value="en">English</Radio>
        </Radio.Group>
      </div>
      <div className={styles.row}>
        <span>{t('settings.theme')}</span>
        <Radio.Group
          value={theme}
          aria-label={t('settings.theme')}
          onChange={({ target }) => changeAppearance({ theme: target.value })}
        >
          {THEME_CHOICES.map((choice) => (
            <Radio key={choice} value={choice}>
              {t(`settings.theme.${choice}`)}
            </Radio>
          ))}
        </Radio.Group>
      </div>
      <div className={styles.row}>
        <span>{t('settings.roomy')}</span>
        <div>
          <Checkbox
            checked={isRoomy}
            onChange={({ target }) => changeAppearance({ isRoomy: target.checked })}
          >
            {t('settings.roomy.label')}
          </Checkbox>
          <p>{t('settings.roomy.help')}</p>
        </div>
      </div>
    </section>
  );
}
