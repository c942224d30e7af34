/** The fields that packs are made and opened with. */
import { Alert, Button, Input, Progress } from 'antd';
import { type ReactNode, useId, useRef } from 'react';
import { useDesk } from '../app/DeskContext.tsx';
import type { PackProgress } from '../desk/contract/packs.ts';
import { useText } from '../i18n/i18n.ts';
import { packProgressText } from './packTexts.ts';
import styles from './travel.module.css';

export function SecretField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  autoComplete?: string;
}) {
  const [id, hintId] = [useId(), useId()];
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{props.label}</label>
      <Input.Password
        id={id}
        value={props.value}
        autoComplete={props.autoComplete ?? 'off'}
        onChange={({ target }) => props.onChange(target.value)}
        {...(props.hint === undefined ? {} : { 'aria-describedby': hintId })}
      />
      {props.hint !== undefined && (
        <span id={hintId} className={styles.soft}>
          {props.hint}
        </span>
      )}
    </div>
  );
}

export function FileField(props: { label: string; file: File | null; onChange: (file: File) => void }) {
  const { t } = useText();
  const inputRef = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.file}>
      <Button onClick={() => inputRef.current?.click()}>{props.label}</Button>
      <span className={styles.fileName}>{props.file?.name ?? t('travel.file.none')}</span>
      <input
        ref={inputRef}
        type="file"
        accept=".erdpack"
        hidden
        aria-label={props.label}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) props.onChange(file);
          target.value = '';
        }}
      />
    </div>
  );
}

/** How far it has come, with the way to stop it, or why it was refused. */
export function PackFate(props: { progress: PackProgress | null; fault: string | null; canStop: boolean }) {
  const { t } = useText();
  const desk = useDesk();
  return (
    <>
      {props.progress !== null && (
        <div className={styles.progress}>
          {props.progress.total !== null && (
            <Progress
              percent={percentOf(props.progress)}
              showInfo={false}
              aria-label={t(`travel.stage.of.${props.progress.stage}`)}
            />
          )}
          <p aria-live="polite">
            {packProgressText(t, props.progress)}
            {props.canStop && (
              <Button size="small" onClick={() => void desk.cancelPack()}>
                {t('travel.stop')}
              </Button>
            )}
          </p>
        </div>
      )}
      {props.fault !== null && <Alert type="error" title={props.fault} showIcon />}
    </>
  );
}

const percentOf = ({ done, total }: PackProgress) =>
  Math.min(100, Math.floor((100 * done) / Math.max(1, total ?? 1)));

export function PackCard({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.card}>
      <h2 id={id}>{title}</h2>
      <p className={styles.soft}>{text}</p>
      {children}
    </section>
  );
}
