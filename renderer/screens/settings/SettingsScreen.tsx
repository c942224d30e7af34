/** Screen 7, settings: undo window, idle lock, language, local data, keys. */
import { App, InputNumber, Select } from 'antd';
import { useId } from 'react';
import { useDesk, useStatusOf } from '../../app/DeskContext.tsx';
import { useSettings } from '../../app/useSettings.ts';
import type { DeskSettings } from '../../desk/contract/settings.ts';
import { useText } from '../../i18n/i18n.ts';
import { KEY_SECTIONS } from '../../review/keyCatalog.ts';
import { OwnSentenceEditor } from '../../review/reasons/OwnSentenceEditor.tsx';
import { useOwnSentences } from '../../review/reasons/useOwnSentences.ts';
import { SkeletonLines } from '../../ui/feedback/States.tsx';
import { KeySheet } from '../../ui/keys/KeySheet.tsx';
import { parseSubstitution, pressedFor } from '../../ui/keys/substitution.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { DesktopSection } from './DesktopSection.tsx';
import { DisplaySettings } from './DisplaySettings.tsx';
import { HelpSection } from './HelpSection.tsx';
import { KeyEditor } from './KeyEditor.tsx';
import { LocalData } from './LocalData.tsx';
import styles from './SettingsScreen.module.css';
import { WipeSection } from './WipeSection.tsx';
import { Workstations } from './Workstations.tsx';

const UNDO_SECONDS: readonly DeskSettings['undoWindowSeconds'][] = [5, 10, 20, 30];

export function SettingsScreen() {
  const { t } = useText();
  const { message } = App.useApp();
  const desk = useDesk();
  const { settings, change } = useSettings();
  const own = useOwnSentences();
  const version = useStatusOf(({ dataVersion }) => dataVersion, 0);
  const ids = { undo: useId(), idle: useId() };
  const save = (part: Partial<DeskSettings>) => {
    change(part).then(
      () => void message.success(t('settings.saved')),
      (fault: unknown) => void message.error(String(fault)),
    );
  };
  const substitution = parseSubstitution(settings?.keys);
  const sections = KEY_SECTIONS.map(({ title, entries }) => ({
    id: title,
    title: t(title),
    commands: Object.entries(entries).map(([id, { chords, text }]) => ({
      id,
      chords: chords.flatMap((chord) => pressedFor(chord, substitution) ?? []),
      label: t(text),
    })),
  }));
  return (
    <ScrollRegion className={styles.screen} isF6 label={t('settings.title')}>
      <h1>{t('settings.title')}</h1>
      {settings === null ? (
        <SkeletonLines count={4} label={t('common.loading')} />
      ) : (
        <section className={styles.section}>
          <h2>{t('settings.review')}</h2>
          <div className={styles.row}>
            <label htmlFor={ids.undo}>{t('settings.undoWindow')}</label>
            <div>
              <Select
                id={ids.undo}
                value={settings.undoWindowSeconds}
                options={UNDO_SECONDS.map((seconds) => ({
                  value: seconds,
                  label: t('settings.undoWindow.seconds', { count: seconds }),
                }))}
                onChange={(undoWindowSeconds) => save({ undoWindowSeconds })}
              />
              <p>{t('settings.undoWindow.help')}</p>
            </div>
          </div>
          <div className={styles.row}>
            <label htmlFor={ids.idle}>{t('settings.idleLock')}</label>
            <div>
              <InputNumber<number>
                // Its buttons would have English names in both languages; the arrow keys do the same.
                controls={false}
                id={ids.idle}
                value={settings.idleLockMinutes}
                min={1}
                max={120}
                precision={0}
                changeOnWheel={false}
                style={{ width: 140 }}
                suffix={t('settings.idleLock.minutes')}
                onChange={(minutes) => {
                  if (minutes !== null && minutes !== settings.idleLockMinutes)
                    save({ idleLockMinutes: minutes });
                }}
              />
              <p>{t('settings.idleLock.help')}</p>
            </div>
          </div>
        </section>
      )}
      <section className={styles.section}>
        <h2>{t('own.title')}</h2>
        <OwnSentenceEditor own={own} />
      </section>
      <DisplaySettings />
      <DesktopSection />
      <LocalData load={() => desk.storage()} version={String(version)} />
      <HelpSection sections={sections} />
      <WipeSection />
      <section className={styles.section}>
        <h2>{t('workstations.title')}</h2>
        <p className={styles.hint}>{t('workstations.help')}</p>
        <Workstations />
      </section>
      <section className={styles.section}>
        <h2>{t('settings.keys')}</h2>
        <p className={styles.hint}>{t('keys.hint')}</p>
        {settings !== null && (
          <KeyEditor substitution={substitution} onChange={(keys) => save({ keys: { ...keys } })} />
        )}
        <KeySheet sections={sections} />
      </section>
    </ScrollRegion>
  );
}
