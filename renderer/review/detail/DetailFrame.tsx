/** What the details of a unit and of a person have in common: head, findings, actions, dialogs, focus mode. */
import type { ReactNode } from 'react';
import type { DetailBase, Row } from '../../desk/contract/rows.ts';
import { useText } from '../../i18n/i18n.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { CompareBanner } from '../compare/CompareBanner.tsx';
import { CompareDialog } from '../compare/CompareDialog.tsx';
import { LastReviewSection } from '../compare/LastReviewSection.tsx';
import { SeeingDialogs } from '../compare/SeeingDialogs.tsx';
import type { Compare } from '../compare/useCompare.ts';
import type { Seeing } from '../compare/useSeeing.ts';
import type { Panes } from '../screen/usePanes.ts';
import styles from './detail.module.css';
import { type Field, Fields } from './Fields.tsx';
import { FindingsSection } from './FindingsSection.tsx';
import { LargePicture, Thumbnail } from './Picture.tsx';
import { PresenceLine } from './PresenceLine.tsx';

type Detail = DetailBase & { row: Row };

export interface DetailFrameProps {
  detail: Detail;
  name: string;
  picture: { sha256: string | undefined; name: string; slot: string; isPhoto?: boolean };
  compare: Compare;
  seeing: Seeing;
  panes: Panes;
  /** the version of this hash has been looked at */
  onSeen: (hash: string) => void;
  /** below the name */
  head: ReactNode;
  /** what can be done, below everything */
  actions: ReactNode;
  /** the sections below the findings */
  children: ReactNode;
}

export function DetailFrame(props: DetailFrameProps) {
  const { detail, picture, panes } = props;
  if (!panes.isFocusMode) return <DetailBody {...props} />;
  const { row, findings } = detail;
  return (
    <div className={styles.focusBody}>
      <div className={styles.focusImage}>
        <LargePicture
          sha256={picture.sha256}
          name={picture.name}
          isFocused={panes.isViewerFocused}
          subject={{
            kind: row.kind,
            id: row.id,
            revision: row.seen.revision,
            slot: picture.slot,
            findings,
            ...(row.kind === 'attendee' ? { unitId: row.unitId } : {}),
          }}
        />
      </div>
      <div className={styles.focusSide}>
        <DetailBody {...props} />
      </div>
    </div>
  );
}

function DetailBody(props: DetailFrameProps) {
  const { detail, name, picture, compare, seeing, panes, onSeen, head, actions, children } = props;
  const { kind, id, seen } = detail.row;
  return (
    <div className={styles.detail}>
      <CompareBanner kind={kind} compare={compare} parked={detail.parked} />
      <PresenceLine kind={kind} id={id} />
      <ScrollRegion className={styles.scroll} label={name}>
        <header className={styles.head}>
          <div className={styles.headText}>
            <h2 className={styles.title}>{name}</h2>
            {head}
          </div>
          {!panes.isFocusMode && (
            <Thumbnail
              sha256={picture.sha256}
              name={picture.name}
              onOpen={panes.openViewer}
              isPhoto={picture.isPhoto ?? false}
            />
          )}
        </header>
        <FindingsSection findings={detail.findings} seeing={seeing} />
        {children}
      </ScrollRegion>
      {actions}
      <SeeingDialogs kind={kind} id={id} name={name} seeing={seeing} />
      {compare.isOpen && compare.target && (
        <CompareDialog
          kind={kind}
          id={id}
          name={name}
          target={compare.target}
          version={seen.hash}
          onClose={compare.close}
          {...(compare.target.why === 'changed' ? { onSeen } : {})}
        />
      )}
    </div>
  );
}

/** The decision that sent it back, if there was one. */
export function LastReviewPart({ detail }: { detail: Detail }) {
  const { row, lastReview } = detail;
  if (!lastReview) return null;
  const { hash, revision } = row.seen;
  return (
    <LastReviewSection
      kind={row.kind}
      id={row.id}
      version={hash}
      lastReview={lastReview}
      revision={revision}
    />
  );
}

/** Its fields, each with the findings on it. */
export function FieldsPart({ detail, fields }: { detail: Detail; fields: readonly Field[] }) {
  const { t } = useText();
  return (
    <section className={styles.section}>
      <h3>{t('detail.fields')}</h3>
      <Fields fields={fields} findings={detail.findings} />
    </section>
  );
}
