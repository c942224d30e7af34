/** One picture of the viewer in its frame: dragging pans it, the wheel zooms at the pointer. */
import { type PointerEvent, type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { ImageCanvas } from './ImageCanvas.tsx';
import styles from './ImageViewer.module.css';
import { type ImageView, type Point, type Size, ZOOM_STEP } from './imageView.ts';
import { useDecoded } from './useDecoded.ts';

/** A picture to look at; `text` says why there is none where `url` is null. */
export interface ViewedPicture {
  url: string | null;
  alt: string;
  text: string;
  /** said if it turns out not to be an image */
  brokenText: string;
  caption?: ReactNode;
}

interface ViewerPanelProps {
  picture: ViewedPicture;
  /** its place among the pictures, handed back with what happens here */
  index: number;
  label: string;
  view: Omit<ImageView, 'turn'>;
  turn: ImageView['turn'];
  mark: string;
  /** takes the focus each time it becomes true */
  isFocused: boolean;
  onFocus: (index: number) => void;
  onSizes: (index: number, sizes: Sizes) => void;
  onPan: (index: number, by: Point) => void;
  onZoom: (factor: number, at: Point) => void;
}

export interface Sizes {
  image: Size;
  frame: Size;
}

export function ViewerPanel(props: ViewerPanelProps) {
  const { picture, index, label, view, turn, mark, isFocused, onFocus, onSizes, onPan, onZoom } = props;
  const frameRef = useRef<HTMLElement>(null);
  const dragRef = useRef<Point | null>(null);
  const { image, isBroken } = useDecoded(picture.url);
  useEffect(() => {
    if (isFocused) frameRef.current?.focus();
  }, [isFocused]);
  useEffect(() => {
    const host = frameRef.current;
    if (!host) return;
    const onWheel = (event: WheelEvent) => {
      // Only while focused: scrolling past the picture must not zoom it.
      if (document.activeElement !== host) return;
      event.preventDefault();
      onZoom(event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, pointIn(host, event));
    };
    host.addEventListener('wheel', onWheel, { passive: false });
    return () => host.removeEventListener('wheel', onWheel);
  }, [onZoom]);
  const onFrame = useCallback(
    (frame: Size) => {
      if (image) onSizes(index, { image: { width: image.naturalWidth, height: image.naturalHeight }, frame });
    },
    [image, index, onSizes],
  );
  const turnedView = useMemo(() => ({ ...view, turn }), [view, turn]);
  const onPointerMove = (event: PointerEvent) => {
    if (!dragRef.current) return;
    onPan(index, { x: event.clientX - dragRef.current.x, y: event.clientY - dragRef.current.y });
    dragRef.current = { x: event.clientX, y: event.clientY };
  };
  return (
    <div className={styles.panel}>
      {picture.caption !== undefined && <div className={styles.caption}>{picture.caption}</div>}
      <section
        ref={frameRef}
        className={styles.frame}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the frame takes the viewer's keys
        tabIndex={0}
        aria-label={label}
        onFocus={() => onFocus(index)}
        onPointerDown={(event) => {
          dragRef.current = { x: event.clientX, y: event.clientY };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          dragRef.current = null;
        }}
      >
        {image ? (
          <ImageCanvas image={image} alt={picture.alt} mark={mark} view={turnedView} onFrame={onFrame} />
        ) : (
          (isBroken || picture.url === null) && (
            <p className={styles.missing}>{isBroken ? picture.brokenText : picture.text}</p>
          )
        )}
      </section>
    </div>
  );
}

/** Where the pointer is, from the frame's centre; an accessibility zoom of the page is taken out. */
function pointIn(host: HTMLElement, event: WheelEvent): Point {
  const box = host.getBoundingClientRect();
  const factor = host.offsetWidth > 0 ? box.width / host.offsetWidth : 1;
  return {
    x: (event.clientX - box.left - box.width / 2) / factor,
    y: (event.clientY - box.top - box.height / 2) / factor,
  };
}
