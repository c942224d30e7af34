/** A picture drawn on a canvas together with its mark, as it lies in its frame. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import styles from './ImageViewer.module.css';
import { FITTED, fitScale, type ImageView, type Size } from './imageView.ts';
import { drawMark } from './watermark.ts';

interface ImageCanvasProps {
  image: HTMLImageElement;
  /** alternative text; '' where what stands around it names it */
  alt: string;
  /** drawn into the picture: who looks, and when */
  mark: string;
  view?: ImageView;
  /** hears the frame's size in CSS pixels */
  onFrame?: (frame: Size) => void;
}

const EMPTY: Size = { width: 0, height: 0 };

/** Fills its parent; the picture fits into it, or lies there as `view` says. */
export function ImageCanvas({ image, alt, mark, view = FITTED, onFrame }: ImageCanvasProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const [frame, setFrame] = useState(EMPTY);
  useEffect(() => {
    const host = canvasRef.current?.parentElement;
    if (!host) return;
    const observer = new ResizeObserver(() => {
      const size = { width: host.clientWidth, height: host.clientHeight };
      setFrame(size);
      onFrame?.(size);
    });
    observer.observe(host);
    return () => observer.disconnect();
  }, [onFrame]);
  useLayoutEffect(() => {
    if (canvasRef.current) paint(canvasRef.current, image, frame, view, mark);
  }, [image, frame, view, mark]);
  return (
    <canvas
      ref={canvasRef}
      className={styles.canvas}
      {...(alt === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': alt })}
    />
  );
}

/** One surface for picture and mark: there is no node of the mark's own that could be taken away. */
function paint(
  canvas: HTMLCanvasElement,
  image: HTMLImageElement,
  frame: Size,
  view: ImageView,
  mark: string,
): void {
  const context = canvas.getContext('2d');
  if (!context || frame.width <= 0 || frame.height <= 0) return;
  const ratio = window.devicePixelRatio || 1;
  // Setting the size clears the canvas, too.
  canvas.width = Math.round(frame.width * ratio);
  canvas.height = Math.round(frame.height * ratio);
  const size = { width: image.naturalWidth, height: image.naturalHeight };
  const scale = fitScale(size, frame, view.turn) * view.zoom;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.imageSmoothingQuality = 'high';
  context.save();
  context.translate(frame.width / 2 + view.shift.x, frame.height / 2 + view.shift.y);
  context.rotate((view.turn * Math.PI) / 180);
  context.scale(scale, scale);
  context.drawImage(image, -size.width / 2, -size.height / 2);
  context.restore();
  drawMark(context, frame, mark);
}
