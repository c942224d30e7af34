/** The workbook, and its images as a zip, single files or a folder. */
import { Button } from 'antd';
import { useRef } from 'react';
import { useText } from '../../../i18n/i18n.ts';
import styles from './submissions.module.css';
import type { Submissions } from './useSubmissions.ts';

export function ChooseFiles({ actions }: { actions: Submissions }) {
  const { t } = useText();
  const { book, images, bundle, isBusy, checked } = actions;
  const [first] = images;
  const chosen =
    images.length > 1 || first?.webkitRelativePath
      ? t('submissions.images.count', { count: images.length })
      : (first?.name ?? t('submissions.none'));
  const found = bundle ? t('submissions.images.count', { count: bundle.images }) : chosen;
  const others = bundle && bundle.others > 0 ? t('submissions.images.others', { count: bundle.others }) : '';
  return (
    <>
      <div className={styles.line}>
        <Chooser
          label={t('submissions.book')}
          accept=".xlsx,.xlsm,.xls,.ods,.et"
          onFiles={([file]) => file && actions.chooseBook(file)}
        />
        <span className={styles.name}>{book?.name ?? t('submissions.none')}</span>
      </div>
      <div className={styles.line}>
        <Chooser
          label={t('submissions.images')}
          accept=".zip,.jpg,.jpeg,.png"
          isMany
          onFiles={actions.chooseImages}
        />
        <Chooser label={t('submissions.folder')} isFolder onFiles={actions.chooseImages} />
        <span className={styles.name}>{[found, others].filter(Boolean).join(' · ')}</span>
      </div>
      <div className={styles.line}>
        <Button
          type={checked ? 'default' : 'primary'}
          disabled={!book}
          loading={isBusy}
          onClick={() => void actions.check()}
        >
          {t('submissions.check')}
        </Button>
      </div>
    </>
  );
}

function Chooser(props: {
  label: string;
  accept?: string;
  isMany?: boolean;
  isFolder?: boolean;
  onFiles: (files: File[]) => void;
}) {
  const inputRef = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => inputRef.current?.click()}>{props.label}</Button>
      <input
        ref={(input) => {
          inputRef.current = input;
          // React knows no such property; every current Chromium does.
          if (props.isFolder) input?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        hidden
        multiple={props.isMany ?? false}
        accept={props.accept ?? ''}
        aria-label={props.label}
        onChange={({ target }) => {
          props.onFiles([...(target.files ?? [])]);
          // The same file may be chosen again after it was mended.
          target.value = '';
        }}
      />
    </>
  );
}
