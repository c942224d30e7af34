/** The contact form of each sub-group (annex 3 of the notice): filled in, exported, printed. */

import { App, Button } from 'antd';
import { useState } from 'react';
import type { SubGroupContact } from '../../../shared/protocol/reports.ts';
import { useDesk, useStatusOf } from '../../app/DeskContext.tsx';
import { hasPdf } from '../../app/paper.ts';
import { day } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { useReview } from '../../review/ReviewProvider.tsx';
import { useSubGroups } from '../../review/useSubGroups.ts';
import { SkeletonLines } from '../../ui/feedback/States.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { CONTACT_FIELDS, ContactDialog, contactLabel } from './ContactDialog.tsx';
import { KeptNotice } from './KeptNotice.tsx';
import styles from './ProgressScreen.module.css';
import { ReportPaper } from './ReportPaper.tsx';
import { subGroupName } from './reportSheets.ts';
import { useReloaded } from './useReloaded.ts';
import { type ReportFormat, stamp, useReportFile } from './useReportFile.ts';

export function ContactsPane() {
  const { t, language } = useText();
  const desk = useDesk();
  const { message } = App.useApp();
  const { profile } = useReview();
  const subGroups = useSubGroups();
  const connectivity = useStatusOf((status) => status.connectivity, 'unknown');
  const { value: copy, reload } = useReloaded(() => desk.contacts(), connectivity);
  const writable = useReloaded(() => desk.progress(), 'once').value?.writable ?? [];
  const [edited, setEdited] = useState<string | null>(null);
  const { busy, printed, donePrinting, run } = useReportFile();
  if (!profile) return null;
  const words = { t, language, profile };
  const forms = new Map((copy?.value ?? []).map((form) => [form.subGroupId, form]));
  const rows = subGroups.map(({ id }) => ({ id, form: forms.get(id) ?? null }));
  const make = (format: ReportFormat) =>
    run(
      {
        what: 'contacts',
        title: t('contacts.title'),
        fileName: t('contacts.file', { day: day(Date.now()) }),
        sheets: [
          {
            name: t('progress.tab.contacts'),
            headers: [
              t('progress.column.subGroup'),
              ...CONTACT_FIELDS.map((field) => contactLabel(t, field)),
            ],
            rows: rows.map(({ id, form }) => [
              subGroupName(words, id),
              ...CONTACT_FIELDS.map((field) => form?.[field] ?? ''),
            ]),
          },
        ],
        lines: copy?.fetchedAt ? [[t('export.info.asOf'), stamp(copy.fetchedAt)]] : [],
        saved: t('contacts.saved'),
      },
      format,
    );
  const save = async (form: SubGroupContact): Promise<boolean> => {
    const reply = await desk.saveContact(form);
    if (!reply.ok) void message.error(t(`progress.why.${reply.why}`));
    else void message.success(t('deals.saved'));
    reload();
    return reply.ok;
  };
  return (
    <ScrollRegion className={styles.body} isF6 label={t('progress.tab.contacts')}>
      {copy && <KeptNotice copy={copy} />}
      <div className={styles.bar}>
        <Button disabled={forms.size === 0} loading={busy === 'xlsx'} onClick={() => make('xlsx')}>
          {t('export.make.xlsx')}
        </Button>
        <Button disabled={forms.size === 0} loading={busy === 'print'} onClick={() => make('print')}>
          {t('progress.make.print')}
        </Button>
        {hasPdf() && (
          <Button disabled={forms.size === 0} loading={busy === 'pdf'} onClick={() => make('pdf')}>
            {t('desktop.pdf')}
          </Button>
        )}
      </div>
      {!copy && <SkeletonLines count={6} label={t('common.loading')} />}
      {copy && (
        <section className={styles.listRegion}>
          <h2>{t('contacts.title')}</h2>
          <table className={styles.list}>
            <caption className="visually-hidden">{t('contacts.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('progress.column.subGroup')}</th>
                {CONTACT_FIELDS.map((field) => (
                  <th key={field} scope="col">
                    {contactLabel(t, field)}
                  </th>
                ))}
                <th scope="col">{t('deals.actions')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, form }) => (
                <tr key={id}>
                  <th scope="row">{subGroupName(words, id)}</th>
                  {form ? (
                    CONTACT_FIELDS.map((field) => <td key={field}>{form[field] ?? ''}</td>)
                  ) : (
                    <td colSpan={CONTACT_FIELDS.length} className={styles.soft}>
                      {t('contacts.none')}
                    </td>
                  )}
                  <td>
                    <Button
                      type="link"
                      size="small"
                      disabled={connectivity !== 'online' || !writable.includes(id)}
                      aria-label={`${t('contacts.edit')} ${subGroupName(words, id)}`}
                      onClick={() => setEdited(id)}
                    >
                      {t('contacts.edit')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {edited !== null && (
        <ContactDialog
          subGroup={{ id: edited, name: subGroupName(words, edited) }}
          form={forms.get(edited) ?? null}
          onSave={save}
          onClose={() => setEdited(null)}
        />
      )}
      {printed && <ReportPaper printed={printed} onDone={donePrinting} />}
    </ScrollRegion>
  );
}
