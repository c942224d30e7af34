/** Looks at one image: zoom at the pointer, turn, pan; its keys work only while it has the focus. */
import { type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ariaKeyShortcuts } from '../keys/chord.ts';
import { KeyHint } from '../keys/KeyHint.tsx';
import { useKeyLayer } from '../keys/KeyProvider.tsx';
import { REGION_ATTRIBUTE } from '../keys/keyLayers.ts';
import type { KeyLayer } from '../keys/resolveKey.ts';
import styles from './ImageViewer.module.css';
import { FITTED, fitScale, panned, turned, ZOOM_STEP, zoomed } from './imageView.ts';

export interface ViewerTexts {
  /** accessible name of the viewer */
  label: string;
  /** alternative text of the image */
  alt: string;
  title: string;
  zoomIn: string;
  zoomOut: string;
  fit: string;
  rotate: string;
  pan: string;
}

const PAN_STEP = 60;
const REGION = 'viewer';

export function ImageViewer({
  url,
  texts,
  isFocused = false,
}: {
  url: string;
  texts: ViewerTexts;
  isFocused?: boolean;
}) {
  const frameRef = useRef<HTMLElement>(null);
  const [view, setView] = useState(FITTED);
  const [image, setImage] = useState({ width: 0, height: 0 });
  const [frame, setFrame] = useState({ width: 0, height: 0 });
  const dragRef = useRef<{ x: number; y: number } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another image starts fitted again
  useEffect(() => setView(FITTED), [url]);
  useEffect(() => {
    if (isFocused) frameRef.current?.focus();
  }, [isFocused]);
  useEffect(() => {
    const host = frameRef.current;
    if (!host) return;
    const observer = new ResizeObserver(() =>
      setFrame({ width: host.clientWidth, height: host.clientHeight }),
    );
    observer.observe(host);
    const onWheel = (event: WheelEvent) => {
      // Only while focused: scrolling past the picture must not zoom it.
      if (document.activeElement !== host) return;
      event.preventDefault();
      const box = host.getBoundingClientRect();
      const at = { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
      setView((before) => zoomed(before, event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, at));
    };
    host.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      observer.disconnect();
      host.removeEventListener('wheel', onWheel);
    };
  }, []);

  const pan = useCallback(
    (x: number, y: number) => setView((before) => panned(before, { x, y }, image, frame)),
    [image, frame],
  );
  const layer = useMemo<KeyLayer>(() => {
    const zoom = (factor: number) => setView((before) => zoomed(before, factor));
    const arrow = (chord: string, x: number, y: number, isHidden: boolean) => ({
      id: `pan${chord}`,
      chords: [chord],
      label: texts.pan,
      run: () => pan(x, y),
      repeats: true,
      isHidden,
    });
    return {
      id: REGION,
      title: texts.title,
      level: 2,
      region: REGION,
      commands: [
        { id: 'zoomIn', chords: ['+'], label: texts.zoomIn, run: () => zoom(ZOOM_STEP), repeats: true },
        { id: 'zoomOut', chords: ['-'], label: texts.zoomOut, run: () => zoom(1 / ZOOM_STEP), repeats: true },
        { id: 'fit', chords: ['0'], label: texts.fit, run: () => setView(FITTED) },
        { id: 'rotate', chords: ['R'], label: texts.rotate, run: () => setView(turned) },
        arrow('ArrowUp', 0, PAN_STEP, false),
        arrow('ArrowDown', 0, -PAN_STEP, true),
        arrow('ArrowLeft', PAN_STEP, 0, true),
        arrow('ArrowRight', -PAN_STEP, 0, true),
      ],
    };
  }, [pan, texts]);
  useKeyLayer(layer);

  const onPointerMove = (event: PointerEvent) => {
    if (!dragRef.current) return;
    pan(event.clientX - dragRef.current.x, event.clientY - dragRef.current.y);
    dragRef.current = { x: event.clientX, y: event.clientY };
  };
  const scale = fitScale(image, frame, view.turn) * view.zoom;
  const button = (label: string, sign: string, chord: string, run: () => void) => (
    <button
      type="button"
      className={styles.tool}
      aria-label={label}
      aria-keyshortcuts={ariaKeyShortcuts([chord])}
      title={label}
      onClick={run}
    >
      <span aria-hidden="true">{sign}</span>
      {sign !== chord && <KeyHint chord={chord} />}
    </button>
  );
  return (
    <div className={styles.viewer} {...{ [REGION_ATTRIBUTE]: REGION }}>
      <section
        ref={frameRef}
        className={styles.frame}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the frame takes the viewer's keys
        tabIndex={0}
        aria-label={texts.label}
        onPointerDown={(event) => {
          dragRef.current = { x: event.clientX, y: event.clientY };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          dragRef.current = null;
        }}
      >
        <img
          className={styles.image}
          src={url}
          alt={texts.alt}
          draggable={false}
          onLoad={({ currentTarget }) =>
            setImage({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
          }
          style={{
            transform: `translate(-50%, -50%) translate(${view.shift.x}px, ${view.shift.y}px) rotate(${view.turn}deg) scale(${scale})`,
            visibility: image.width > 0 ? 'visible' : 'hidden',
          }}
        />
      </section>
      <div className={styles.tools}>
        {button(texts.zoomIn, '+', '+', () => setView((before) => zoomed(before, ZOOM_STEP)))}
        {button(texts.zoomOut, '-', '-', () => setView((before) => zoomed(before, 1 / ZOOM_STEP)))}
        {button(texts.fit, texts.fit, '0', () => setView(FITTED))}
        {button(texts.rotate, texts.rotate, 'R', () => setView(turned))}
      </div>
    </div>
  );
}
