/** Spoils a good picture the way registrants do: out of focus, turned, cut off, glaring, dark or far too small. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { LicenceFlaw, PortraitFlaw } from './imageOrder.ts';
import { TINY_LICENCE_SIZE, TINY_PORTRAIT_SIZE } from './imageOrder.ts';

const DESK = '#6f675c';

function scaled(source: Canvas, width: number, height: number): Canvas {
  const target = createCanvas(width, height);
  target.getContext('2d').drawImage(source, 0, 0, width, height);
  return target;
}

/** Out of focus by a radius in pixels. */
function blurred(source: Canvas, radius: number): Canvas {
  const target = createCanvas(source.width, source.height);
  const ctx = target.getContext('2d');
  ctx.drawImage(source, 0, 0);
  ctx.filter = `blur(${radius}px)`;
  ctx.drawImage(source, 0, 0);
  return target;
}

function quarterTurned(source: Canvas): Canvas {
  const target = createCanvas(source.height, source.width);
  const ctx = target.getContext('2d');
  ctx.translate(source.height, 0);
  ctx.rotate(Math.PI / 2);
  ctx.drawImage(source, 0, 0);
  return target;
}

/** A photo of the licence lying askew, shifted and scaled within the frame. */
function askew(source: Canvas, turn: number, dx: number, dy: number, scale: number): Canvas {
  const target = createCanvas(source.width, source.height);
  const ctx = target.getContext('2d');
  ctx.fillStyle = DESK;
  ctx.fillRect(0, 0, target.width, target.height);
  ctx.translate(target.width / 2 + dx, target.height / 2 + dy);
  ctx.rotate(turn);
  ctx.scale(scale, scale);
  ctx.drawImage(source, -source.width / 2, -source.height / 2);
  return target;
}

function glaring(source: Canvas): Canvas {
  const ctx = source.getContext('2d');
  ctx.resetTransform();
  const spot = ctx.createRadialGradient(330, 300, 20, 330, 300, 300);
  spot.addColorStop(0, 'rgba(255,255,255,1)');
  spot.addColorStop(0.55, 'rgba(255,255,255,0.93)');
  spot.addColorStop(1, 'rgba(255,255,255,0)');
  ctx.fillStyle = spot;
  ctx.fillRect(0, 0, source.width, source.height);
  return source;
}

/** Grey, as from an office copier. */
function copied(source: Canvas): Canvas {
  const ctx = source.getContext('2d');
  ctx.resetTransform();
  ctx.globalCompositeOperation = 'saturation';
  ctx.fillStyle = '#808080';
  ctx.fillRect(0, 0, source.width, source.height);
  ctx.globalCompositeOperation = 'source-over';
  return source;
}

/** The licence with its flaw; the canvas given may be drawn on. */
export function spoilLicence(source: Canvas, flaw: LicenceFlaw): Canvas {
  switch (flaw) {
    case 'blurred':
      return blurred(source, 5);
    case 'rotated':
      return quarterTurned(source);
    case 'tilted':
      return askew(source, -0.22, 0, 0, 0.78);
    case 'cutOff':
      return askew(source, 0.03, 290, 250, 1.15);
    case 'glare':
      return glaring(source);
    case 'copyWithoutSeal':
      return copied(source);
    case 'tiny':
      return scaled(source, TINY_LICENCE_SIZE.width, TINY_LICENCE_SIZE.height);
  }
}

/** The portrait with its flaw; the canvas given may be drawn on. */
export function spoilPortrait(source: Canvas, flaw: PortraitFlaw): Canvas {
  switch (flaw) {
    case 'blurred':
      return blurred(source, 7);
    case 'tiny':
      return scaled(source, TINY_PORTRAIT_SIZE.width, TINY_PORTRAIT_SIZE.height);
    case 'farAway':
      return askew(source, 0, 40, 90, 0.3);
    case 'dark': {
      const ctx = source.getContext('2d');
      ctx.resetTransform();
      ctx.fillStyle = 'rgba(8,8,20,0.8)';
      ctx.fillRect(0, 0, source.width, source.height);
      return source;
    }
  }
}
