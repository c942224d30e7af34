/** Screen 6, export: what, which rows, which columns, masked or in full; each file is logged before it is handed out. */
import { Button, Checkbox, Input, Radio } from 'antd';
import { useState } from 'react';
import { TAGS, type Tag } from '../../../shared/domain/vocabulary.ts';
import { hasPdf } from '../../app/paper.ts';
import { parseRoute, useHash } from '../../app/route.ts';
import { EXPORT_SUBJECTS, type ExportSubject } from '../../desk/contract/exports.ts';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { allColumns, usualColumns } from '../../review/exportColumns.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import frame from '../../ui/frame.module.css';
import styles from './ExportScreen.module.css';
import { PrintSheet } from './PrintSheet.tsx';
import { type ExportFormat, useExport } from './useExport.ts';
import { type ScopeName, useExportScope } from './useExportScope.ts';

export function ExportScreen() {
  const { t } = useText();
  const fault = useFaultMessage();
  const route = parseRoute(useHash());
  const selected = route.screen === 'export' ? route.selected : undefined;
  const [subject, setSubject] = useState<ExportSubject>(selected ?? 'units');
  const [scopeName, setScopeName] = useState<ScopeName>(selected ? 'ids' : 'all');
  const [tags, setTags] = useState<(Tag | 'none')[]>([]);
  const [columns, setColumns] = useState<Record<ExportSubject, string[]>>({
    units: usualColumns('units'),
    attendees: usualColumns('attendees'),
    decisions: usualColumns('decisions'),
    letters: [],
  });
  const [isFull, setIsFull] = useState(false);
  const [purpose, setPurpose] = useState('');
  const scope = useExportScope(subject, scopeName, tags);
  const { busy, printed, donePrinting, run } = useExport();
  const chosen = columns[subject];
  const isLetters = subject === 'letters';
  const isReady =
    (scope.count ?? 0) > 0 && (isLetters || chosen.length > 0) && (!isFull || purpose.trim() !== '');
  const make = (format: ExportFormat) => {
    scope
      .scope()
      .then(
        (given) =>
          run(
            { subject, scope: given, columns: chosen, isFull, purpose: isFull ? purpose : '' },
            format,
            scope.words,
          ),
        fault,
      );
  };
  return (
    <div className={frame.screen}>
      <header className={styles.head} data-f6="" tabIndex={-1}>
        <h1>{t('export.title')}</h1>
      </header>
      <div className={styles.form} data-f6="" tabIndex={-1}>
        <Row label={t('export.subject')} id="export-subject">
          <Radio.Group
            aria-labelledby="export-subject"
            value={subject}
            options={EXPORT_SUBJECTS.map((each) => ({ value: each, label: t(`export.subject.${each}`) }))}
            onChange={({ target }) => setSubject(target.value as ExportSubject)}
          />
        </Row>
        <Row label={t('export.scope')} id="export-scope">
          <Radio.Group
            aria-labelledby="export-scope"
            value={scope.chosen}
            options={scope.available.map((each) => ({
              value: each,
              label:
                each === 'ids'
                  ? `${t('export.scope.ids')} (${count(scope.selected)})`
                  : t(`export.scope.${each}`),
            }))}
            onChange={({ target }) => setScopeName(target.value as ScopeName)}
          />
        </Row>
        {subject === 'attendees' && scope.chosen !== 'ids' && (
          <Row label={t('export.tags')} id="export-tags">
            <Checkbox.Group
              aria-labelledby="export-tags"
              value={tags}
              options={[...TAGS, 'none' as const].map((each) => ({ value: each, label: t(`tag.${each}`) }))}
              onChange={(value) => setTags(value as (Tag | 'none')[])}
            />
          </Row>
        )}
        {!isLetters && (
          <Row label={t('export.columns')} id="export-columns">
            <div>
              <div className={styles.columnButtons}>
                <Button
                  size="small"
                  onClick={() => setColumns({ ...columns, [subject]: usualColumns(subject) })}
                >
                  {t('export.columns.few')}
                </Button>
                <Button
                  size="small"
                  onClick={() => setColumns({ ...columns, [subject]: [...allColumns(subject)] })}
                >
                  {t('export.columns.all')}
                </Button>
                {chosen.length === 0 && <span className={styles.warning}>{t('export.columns.need')}</span>}
              </div>
              <Checkbox.Group
                aria-labelledby="export-columns"
                className={styles.columns ?? ''}
                value={chosen}
                options={allColumns(subject).map((column) => ({
                  value: column,
                  label: t(`export.column.${column}` as 'export.column.name'),
                }))}
                onChange={(value) => setColumns({ ...columns, [subject]: value as string[] })}
              />
            </div>
          </Row>
        )}
        <Row label={t('export.privacy')} id="export-privacy">
          <Radio.Group
            aria-labelledby="export-privacy"
            value={isFull}
            options={[
              { value: false, label: t('export.privacy.masked') },
              { value: true, label: t('export.privacy.full') },
            ]}
            onChange={({ target }) => setIsFull(target.value as boolean)}
          />
        </Row>
        {isFull && (
          <Row label={t('export.purpose')} id="export-purpose">
            <div className={styles.purpose}>
              <Input
                aria-labelledby="export-purpose"
                value={purpose}
                maxLength={500}
                onChange={({ target }) => setPurpose(target.value)}
              />
              <p className={styles.soft}>{t('export.purpose.hint')}</p>
            </div>
          </Row>
        )}
      </div>
      <div className={frame.bar} data-f6="" tabIndex={-1}>
        <strong>
          {scope.count === 0
            ? t('export.none')
            : t(isLetters ? 'export.count.letters' : 'export.count', { count: scope.count ?? 0 })}
        </strong>
        {isLetters ? (
          <Button type="primary" disabled={!isReady} loading={busy === 'html'} onClick={() => make('html')}>
            {t('export.make.html')}
          </Button>
        ) : (
          <>
            <Button type="primary" disabled={!isReady} loading={busy === 'xlsx'} onClick={() => make('xlsx')}>
              {t('export.make.xlsx')}
            </Button>
            <Button disabled={!isReady} loading={busy === 'csv'} onClick={() => make('csv')}>
              {t('export.make.csv')}
            </Button>
          </>
        )}
        <Button disabled={!isReady} loading={busy === 'print'} onClick={() => make('print')}>
          {t('export.make.print')}
        </Button>
        {hasPdf() && (
          <Button disabled={!isReady} loading={busy === 'pdf'} onClick={() => make('pdf')}>
            {t('desktop.pdf')}
          </Button>
        )}
        {!isLetters && <span className={styles.soft}>{t('export.csv.hint')}</span>}
      </div>
      {printed && <PrintSheet printed={printed} onDone={donePrinting} />}
    </div>
  );
}

function Row({ label, id, children }: { label: string; id: string; children: React.ReactNode }) {
  return (
    <div className={styles.row}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      {children}
    </div>
  );
}
