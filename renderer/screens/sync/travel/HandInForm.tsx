/** Handing a decisions pack in, and what the gateway made of it. */
import { Alert, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useDesk } from '../../../app/DeskContext.tsx';
import type { HandedIn, HandInInterrupted, NotApplied } from '../../../desk/contract/packs.ts';
import { useText } from '../../../i18n/i18n.ts';
import { verdictText } from '../../../review/verdictText.ts';
import { FileField, PackFate, SecretField } from '../../../travel/PackFields.tsx';
import styles from '../../../travel/travel.module.css';
import { usePackTask } from '../../../travel/usePackTask.ts';

export function HandInForm() {
  const { t } = useText();
  const desk = useDesk();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const task = usePackTask<HandedIn>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!file || passphrase === '') return;
    await task.run<HandInInterrupted>(
      () => desk.handIn({ file, passphrase }),
      undefined,
      ({ done = 0, total }) => (total === undefined ? '' : t('travel.handIn.part', { done, total })),
    );
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} aria-label={t('travel.handIn.do')}>
      <FileField label={t('travel.file.decisions')} file={file} onChange={setFile} />
      <SecretField label={t('travel.passphrase')} value={passphrase} onChange={setPassphrase} />
      <PackFate progress={task.progress} fault={task.fault} canStop />
      {task.done && <Outcome done={task.done} />}
      <Button type="primary" htmlType="submit" loading={task.isBusy} disabled={!file || passphrase === ''}>
        {t('travel.handIn.do')}
      </Button>
    </form>
  );
}

function Outcome({ done }: { done: HandedIn }) {
  const { t } = useText();
  const { decisions, applied, replayed, notApplied } = done;
  const said = t('travel.handIn.done', { decisions, applied, failed: notApplied.length, replayed });
  return (
    <>
      <Alert
        type={notApplied.length ? 'warning' : 'success'}
        showIcon
        title={said}
        description={t('travel.handIn.next')}
      />
      {notApplied.length > 0 && <NotAppliedTable rows={notApplied} />}
    </>
  );
}

function NotAppliedTable({ rows }: { rows: readonly NotApplied[] }) {
  const { t } = useText();
  return (
    <table className={styles.table} aria-label={t('travel.handIn.notApplied')}>
      <thead>
        <tr>
          <th scope="col">{t('travel.handIn.column.name')}</th>
          <th scope="col">{t('travel.handIn.column.decision')}</th>
          <th scope="col">{t('travel.handIn.column.why')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.kind}:${row.id}:${row.verdict}:${row.tag ?? ''}`}>
            <td>{row.name}</td>
            <td>{verdictText(t, row.verdict, row.tag)}</td>
            <td>{row.result === 'applied' ? '' : t(`travel.result.${row.result}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
