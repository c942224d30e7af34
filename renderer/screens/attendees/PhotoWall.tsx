/** The photo wall: six by three people of the list at a time. Cursor and selection are the list's, as in the grid. */
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useSyncExternalStore } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { keyLayer, WALL_KEYS } from '../../review/keyCatalog.ts';
import type { ReviewList } from '../../review/list/listTypes.ts';
import { useListState, useReview } from '../../review/ReviewProvider.tsx';
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import { useKeyLayer } from '../../ui/keys/KeyProvider.tsx';
import styles from './PhotoWall.module.css';
import { WallCard } from './WallCard.tsx';
import { pageOf, WALL_COLUMNS, WALL_ROWS, WALL_SIZE } from './wallPage.ts';

const REGION = 'wall';

export function PhotoWall(props: {
  list: ReviewList<'attendee'>;
  label: string;
  onChoose: () => void;
  onOpen: () => void;
  onFault: (fault: unknown) => void;
  ref?: Ref<GridHandle>;
}) {
  const { t } = useText();
  const { list, onFault } = props;
  const hostRef = useRef<HTMLDivElement>(null);
  const { index, opened, selection } = useListState(list);
  const total = opened?.total ?? 0;
  const from = pageOf(index);
  useRowsVersion(list);
  useWallKeys(list);
  const queryId = opened?.queryId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other rows in the same places
  useEffect(() => {
    if (total > 0) list.fetch(from, Math.min(total, from + WALL_SIZE)).catch(onFault);
  }, [list, from, total, queryId, onFault]);
  usePhotosAhead(list, from, total);
  useImperativeHandle(
    props.ref,
    () => ({ focus: () => focusCard(hostRef.current, list.cursor()), rowsPerPage: () => WALL_SIZE }),
    [list],
  );
  useEffect(() => {
    // The focus follows the cursor, as long as it is on the wall.
    if (hostRef.current?.contains(document.activeElement)) focusCard(hostRef.current, index);
  }, [index]);
  return (
    <div ref={hostRef} className={styles.wall} data-key-region={REGION} tabIndex={-1}>
      <table
        className={styles.table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid with a cursor, not a table to read
        role="grid"
        aria-label={props.label}
        aria-multiselectable
        aria-rowcount={Math.ceil(total / WALL_COLUMNS)}
        aria-colcount={WALL_COLUMNS}
      >
        <tbody className={styles.rows}>
          {Array.from({ length: WALL_ROWS }, (_, row) => from + row * WALL_COLUMNS)
            .filter((start) => start < total)
            .map((start) => (
              <tr
                // biome-ignore lint/a11y/noRedundantRoles: laid out otherwise than as a table, a row is told as none
                role="row"
                key={start - from}
                aria-rowindex={Math.floor(start / WALL_COLUMNS) + 1}
                className={styles.row}
              >
                {Array.from({ length: WALL_COLUMNS }, (_, column) => start + column)
                  .filter((at) => at < total)
                  .map((at) => (
                    <WallCard
                      key={at - from}
                      row={list.at(at) ?? null}
                      index={at}
                      isCursor={at === index}
                      isSelected={isIn(list, at, selection)}
                      list={list}
                      onChoose={props.onChoose}
                      onOpen={props.onOpen}
                    />
                  ))}
              </tr>
            ))}
        </tbody>
      </table>
      {total > 0 && (
        <p className={styles.page}>
          {t('wall.page', { from: from + 1, to: Math.min(total, from + WALL_SIZE), total })}
        </p>
      )}
    </div>
  );
}

/** The selection is named so that another one draws the cards anew. */
function isIn(list: ReviewList<'attendee'>, at: number, _selection: unknown): boolean {
  const row = list.at(at);
  return row ? list.isSelected(row.id) : false;
}

function focusCard(host: HTMLElement | null, index: number): void {
  const card = host?.querySelector<HTMLElement>(`[data-index="${index}"]`);
  (card ?? host)?.focus();
}

/** Rises with each row that is loaded or changed. */
function useRowsVersion(list: ReviewList<'attendee'>): number {
  const version = useRef(0);
  const source = useMemo(
    () => ({
      subscribe: (listener: () => void) =>
        list.subscribeViewport(() => {
          version.current++;
          listener();
        }),
      get: () => version.current,
    }),
    [list],
  );
  return useSyncExternalStore(source.subscribe, source.get);
}

function useWallKeys(list: ReviewList<'attendee'>): void {
  const { t } = useText();
  const layer = useMemo(
    () =>
      keyLayer(
        WALL_KEYS,
        {
          right: () => list.moveBy(1),
          left: () => list.moveBy(-1),
          down: () => list.moveBy(WALL_COLUMNS),
          up: () => list.moveBy(-WALL_COLUMNS),
          pageDown: () => list.moveBy(WALL_SIZE),
          pageUp: () => list.moveBy(-WALL_SIZE),
        },
        { id: 'wall', level: 1, region: REGION, title: 'keys.section.wall' },
        t,
      ),
    [list, t],
  );
  useKeyLayer(layer);
}

/** The photos of the page and of the next one, so that turning shows faces and not frames. */
function usePhotosAhead(list: ReviewList<'attendee'>, from: number, total: number): void {
  const { images } = useReview();
  useEffect(() => {
    let isWanted = true;
    void list.fetch(from, Math.min(total, from + 2 * WALL_SIZE)).then(
      (rows) => {
        if (!isWanted) return;
        const photos = rows.flatMap((row) => row?.photo ?? []);
        void images.ahead(photos.map((sha256) => ({ sha256, variant: 'thumb' as const })));
      },
      // The rows of this page are asked for by themselves, and their fault is told there.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [list, images, from, total]);
}
