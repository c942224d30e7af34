/** The frame of both review screens: the toolbar above, the list beside the detail, the batch's dialog over them. */
import type { ReactNode } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useText } from '../../i18n/i18n.ts';
import { BatchDialog } from '../batch/BatchDialog.tsx';
import { PeekBar } from '../batch/PeekBar.tsx';
import { PaneLayout } from './PaneLayout.tsx';
import styles from './screen.module.css';
import type { ReviewScreen } from './useReviewScreen.ts';

export function ReviewFrame(props: {
  screen: ReviewScreen;
  kind: SubmissionKind;
  title: string;
  toolbar: ReactNode;
  list: ReactNode;
  detail: ReactNode;
  /** dialogs of the one screen */
  children?: ReactNode;
}) {
  const { screen, kind, title } = props;
  const { t } = useText();
  const { panes } = screen;
  const { batch, isDialogOpen, isPeeking, showRow, comeBack, giveUp } = screen.screenBatch;
  return (
    <div className={styles.screen}>
      <h1 className="visually-hidden">{title}</h1>
      {props.toolbar}
      {isPeeking && <PeekBar onBack={comeBack} onGiveUp={giveUp} />}
      <PaneLayout
        isFocusMode={panes.isFocusMode}
        isDrawerOpen={panes.isDrawerOpen}
        onCloseDrawer={panes.close}
        listLabel={title}
        detailLabel={t('detail.label')}
        list={props.list}
        detail={props.detail}
      />
      {screen.copyDialog}
      {isDialogOpen && batch.open && (
        <BatchDialog batch={batch} open={batch.open} kind={kind} isHidden={isPeeking} onOpenRow={showRow} />
      )}
      {props.children}
    </div>
  );
}
