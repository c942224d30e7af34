/** Looks at one picture or at two side by side: zoom at the pointer, turn, pan; keys only while it has the focus. */
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { ariaKeyShortcuts } from '../keys/chord.ts';
import { KeyHint } from '../keys/KeyHint.tsx';
import { useKeyLayer, usePressed } from '../keys/KeyProvider.tsx';
import { REGION_ATTRIBUTE } from '../keys/keyLayers.ts';
import type { KeyLayer } from '../keys/resolveKey.ts';
import styles from './ImageViewer.module.css';
import { FITTED, type ImageView, type Point, panned, turned, ZOOM_STEP, zoomed } from './imageView.ts';
import { type Sizes, type ViewedPicture, ViewerPanel } from './ViewerPanel.tsx';

export interface ViewerTexts {
  title: string;
  zoomIn: string;
  zoomOut: string;
  fit: string;
  rotate: string;
  pan: string;
  compare: string;
  /** accessible name of a picture's frame */
  label: (picture: ViewedPicture) => string;
}

interface ImageViewerProps {
  /** one, or two side by side: zoomed and panned together, each turned by itself */
  pictures: readonly ViewedPicture[];
  texts: ViewerTexts;
  /** drawn into the pictures: who looks, and when */
  mark: string;
  isFocused?: boolean;
  /** how a second picture is called for; null where there is nothing to compare with */
  compare?: { isOn: boolean; toggle: () => void } | null;
}

const PAN_STEP = 60;
const REGION = 'viewer';
const NO_SIZES: Sizes = { image: { width: 0, height: 0 }, frame: { width: 0, height: 0 } };

/** Zoom and shift are shared, so that the same place is seen in both. */
function useView(first: string | null) {
  const [view, setView] = useState<Omit<ImageView, 'turn'>>(FITTED);
  const [turns, setTurns] = useState<readonly ImageView['turn'][]>([0, 0]);
  const sizes = useRef<Sizes[]>([]);
  const active = useRef(0);
  const fit = useCallback(() => setView(FITTED), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture starts fitted and upright
  useEffect(() => {
    setView(FITTED);
    setTurns([0, 0]);
    active.current = 0;
  }, [first]);
  const zoom = useCallback((factor: number, at?: Point) => {
    setView((before) => zoomed({ ...before, turn: 0 }, factor, at));
  }, []);
  const panOf = useCallback(
    (index: number, by: Point) => {
      const { image, frame } = sizes.current[index] ?? NO_SIZES;
      setView((before) => panned({ ...before, turn: turns[index] ?? 0 }, by, image, frame));
    },
    [turns],
  );
  const rotate = useCallback(() => {
    setTurns((before) =>
      before.map((turn, i) => (i === active.current ? turned({ ...FITTED, turn }).turn : turn)),
    );
    setView(FITTED);
  }, []);
  const onActive = useCallback((index: number) => {
    active.current = index;
  }, []);
  const onSizes = useCallback((index: number, given: Sizes) => {
    sizes.current[index] = given;
  }, []);
  return { view, turns, active, fit, zoom, panOf, rotate, onActive, onSizes };
}

export function ImageViewer({ pictures, texts, mark, isFocused = false, compare = null }: ImageViewerProps) {
  const { view, turns, active, fit, zoom, panOf, rotate, onActive, onSizes } = useView(
    pictures[0]?.url ?? null,
  );
  const layerId = useId();
  const toggleCompare = compare?.toggle;
  const layer = useMemo<KeyLayer>(() => {
    const arrow = (chord: string, x: number, y: number, isHidden: boolean) => ({
      id: `pan${chord}`,
      chords: [chord],
      label: texts.pan,
      run: () => panOf(active.current, { x, y }),
      repeats: true,
      isHidden,
    });
    return {
      id: layerId,
      title: texts.title,
      // Above a dialog's keys: a viewer may stand in one, and hears only while it has the focus.
      level: 4,
      region: REGION,
      commands: [
        { id: 'zoomIn', chords: ['+'], label: texts.zoomIn, run: () => zoom(ZOOM_STEP), repeats: true },
        { id: 'zoomOut', chords: ['-'], label: texts.zoomOut, run: () => zoom(1 / ZOOM_STEP), repeats: true },
        { id: 'fit', chords: ['0'], label: texts.fit, run: fit },
        { id: 'rotate', chords: ['R'], label: texts.rotate, run: rotate },
        ...(toggleCompare
          ? [{ id: 'compareImages', chords: ['C'], label: texts.compare, run: toggleCompare }]
          : []),
        arrow('ArrowUp', 0, PAN_STEP, false),
        arrow('ArrowDown', 0, -PAN_STEP, true),
        arrow('ArrowLeft', PAN_STEP, 0, true),
        arrow('ArrowRight', -PAN_STEP, 0, true),
      ],
    };
  }, [layerId, texts, toggleCompare, active, fit, zoom, panOf, rotate]);
  useKeyLayer(layer);
  return (
    <div className={styles.viewer} {...{ [REGION_ATTRIBUTE]: REGION }}>
      <div className={styles.panels}>
        {pictures.map((picture, i) => (
          <ViewerPanel
            // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second are places, not pictures
            key={i}
            index={i}
            picture={picture}
            label={texts.label(picture)}
            view={view}
            turn={turns[i] ?? 0}
            mark={mark}
            isFocused={isFocused && i === 0}
            onFocus={onActive}
            onSizes={onSizes}
            onPan={panOf}
            onZoom={zoom}
          />
        ))}
      </div>
      <div className={styles.tools}>
        <Tool label={texts.zoomIn} sign="+" chord="+" run={() => zoom(ZOOM_STEP)} />
        <Tool label={texts.zoomOut} sign="-" chord="-" run={() => zoom(1 / ZOOM_STEP)} />
        <Tool label={texts.fit} sign={texts.fit} chord="0" run={fit} />
        <Tool label={texts.rotate} sign={texts.rotate} chord="R" run={rotate} />
        {compare && (
          <Tool
            label={texts.compare}
            sign={texts.compare}
            chord="C"
            run={compare.toggle}
            isOn={compare.isOn}
          />
        )}
      </div>
    </div>
  );
}

function Tool(props: { label: string; sign: string; chord: string; run: () => void; isOn?: boolean }) {
  const { label, sign, chord, run, isOn } = props;
  const pressed = usePressed(chord);
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={label}
      title={label}
      {...(pressed === undefined ? {} : { 'aria-keyshortcuts': ariaKeyShortcuts([pressed]) })}
      {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
      onClick={run}
    >
      <span aria-hidden="true">{sign}</span>
      {pressed !== undefined && sign !== pressed && <KeyHint chord={pressed} />}
    </button>
  );
}
