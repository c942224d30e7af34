/** Step two: which sheet, where its header is, what each column is, and the tag of those who have none. */
import { Alert, Button, Progress, Select } from 'antd';
import { maskDocumentNumber, maskMobile } from '../../../shared/domain/masking.ts';
import { TAGS, type Tag } from '../../../shared/domain/vocabulary.ts';
import type { HeaderRows } from '../../../shared/workbooks/headerRows.ts';
import { LIST_FIELDS, type ListField } from '../../../shared/workbooks/listFields.ts';
import { isMasked } from '../../../shared/workbooks/personName.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from './ImportScreen.module.css';
import { noticeText } from './readTexts.ts';
import type { ImportActions, OpenList } from './useImportFlow.ts';

/** Rows offered as a header. */
const HEADER_CHOICES = 12;

export function ColumnsStep({ actions, list }: { actions: ImportActions; list: OpenList }) {
  const { t } = useText();
  const { matching, tag } = actions.flow;
  const { look, mapping } = list;
  const isEnough = mapping.documentNumber !== null || mapping.name !== null;
  const notices = list.notices.map((notice) => noticeText(t, notice));
  if (look.repeated.length > 0) {
    notices.push(t('read.notice.duplicateHeaders', { names: look.repeated.join(t('common.separator')) }));
  }
  return (
    <div className={styles.columns}>
      {notices.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={
            <ul>
              {notices.map((notice) => (
                <li key={notice}>{notice}</li>
              ))}
            </ul>
          }
        />
      )}
      {look.header === null && <Alert type="warning" showIcon title={t('import.header.notFound')} />}
      <SheetChoice actions={actions} list={list} />
      <ColumnTable actions={actions} list={list} />
      <div className={styles.formRow}>
        <span id="import-tag">{t('import.tag')}</span>
        <Select<Tag | 'none'>
          aria-labelledby="import-tag"
          value={tag ?? 'none'}
          popupMatchSelectWidth={false}
          options={[
            ...TAGS.map((each) => ({ value: each, label: t(`tag.${each}`) })),
            { value: 'none' as const, label: t('import.tag.leaveOut') },
          ]}
          onChange={(value) => actions.chooseTag(value === 'none' ? null : value)}
        />
      </div>
      {!isEnough && <p className={styles.warning}>{t('import.columns.need')}</p>}
      <div className={styles.actions}>
        <Button onClick={actions.restart} disabled={matching !== null}>
          {t('import.another')}
        </Button>
        {matching === null ? (
          <Button type="primary" disabled={!isEnough || look.people === 0} onClick={actions.match}>
            {t('import.match', { count: look.people })}
          </Button>
        ) : (
          <>
            <Progress
              className={styles.progress ?? ''}
              percent={Math.floor((100 * matching.done) / Math.max(1, matching.total))}
              aria-label={t('import.matching', matching)}
            />
            <Button onClick={actions.stopMatching}>{t('import.cancel')}</Button>
          </>
        )}
      </div>
    </div>
  );
}

function SheetChoice({ actions, list }: { actions: ImportActions; list: OpenList }) {
  const { t } = useText();
  const { sheets, sheet, look, name } = list;
  const headerText = (header: HeaderRows | null) =>
    header === null
      ? t('import.header.none')
      : header.first === header.last
        ? t('import.header.row', { row: header.first + 1 })
        : t('import.header.rows', { row: header.first + 1, last: header.last + 1 });
  const rows = Array.from({ length: HEADER_CHOICES }, (_, at) => ({ first: at, last: at }));
  const found = look.header;
  const isPlain = found === null || (found.first === found.last && found.last < HEADER_CHOICES);
  const choices = [null, ...(isPlain ? [] : [found]), ...rows];
  const keyOf = (header: HeaderRows | null) => (header === null ? '-' : `${header.first}-${header.last}`);
  return (
    <div className={styles.formRows}>
      <div className={styles.formRow}>
        <span>{t('import.file')}</span>
        <strong>{name}</strong>
      </div>
      {sheets.length > 1 && (
        <div className={styles.formRow}>
          <span id="import-sheet">{t('import.sheet')}</span>
          <Select<number>
            aria-labelledby="import-sheet"
            value={sheet}
            popupMatchSelectWidth={false}
            options={sheets.map((each, at) => ({
              value: at,
              label: t(each.isHidden ? 'import.sheet.hidden' : 'import.sheet.of', {
                name: each.name,
                count: each.rows,
              }),
            }))}
            onChange={(at) => actions.chooseSheet(at, 'find')}
          />
        </div>
      )}
      <div className={styles.formRow}>
        <span id="import-header">{t('import.header')}</span>
        <Select<string>
          aria-labelledby="import-header"
          value={keyOf(found)}
          popupMatchSelectWidth={false}
          options={choices.map((header) => ({ value: keyOf(header), label: headerText(header) }))}
          onChange={(key) =>
            actions.chooseSheet(sheet, choices.find((header) => keyOf(header) === key) ?? null)
          }
        />
      </div>
    </div>
  );
}

/** A sample tells what a column is; it need not show anybody's number. */
function sampleText(field: ListField, text: string): string {
  if (text === '' || isMasked(text)) return text;
  if (field === 'documentNumber') return maskDocumentNumber(undefined, text);
  return field === 'phone' ? maskMobile(text) : text;
}

function ColumnTable({ actions, list }: { actions: ImportActions; list: OpenList }) {
  const { t } = useText();
  const { look, mapping, isRemembered } = list;
  const labelOf = (column: number) => {
    const label = look.labels[column] ?? '';
    return label === '' ? t('import.columns.unnamed', { column: column + 1 }) : label;
  };
  return (
    <section aria-label={t('import.columns.title')}>
      <h2>{t('import.columns.title')}</h2>
      {isRemembered && <p className={styles.soft}>{t('import.columns.remembered')}</p>}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('import.columns.field')}</th>
            <th scope="col">{t('import.columns.column')}</th>
            <th scope="col">{t('import.columns.samples')}</th>
          </tr>
        </thead>
        <tbody>
          {LIST_FIELDS.map((field) => {
            const column = mapping[field];
            return (
              <tr key={field}>
                <th scope="row">{t(`import.field.${field}`)}</th>
                <td>
                  <Select<number>
                    aria-label={t(`import.field.${field}`)}
                    className={styles.columnSelect ?? ''}
                    value={column ?? -1}
                    popupMatchSelectWidth={false}
                    options={[
                      { value: -1, label: t('import.columns.none') },
                      ...look.labels.map((_, at) => ({ value: at, label: labelOf(at) })),
                    ]}
                    onChange={(value) => actions.mapColumn({ [field]: value < 0 ? null : value })}
                  />
                </td>
                <td className={styles.samples}>
                  {column !== null &&
                    look.samples
                      .map((row) => sampleText(field, row[column] ?? ''))
                      .filter((text) => text !== '')
                      .join(' · ')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
