/** The pictures of the samples, drawn here: a licence that says what it is for, and a figure for a photo. */
import type { UnitMaterial } from '../../../shared/domain/material.ts';

async function bytesOf(canvas: OffscreenCanvas): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

function paper(
  width: number,
  height: number,
): { canvas: OffscreenCanvas; pen: OffscreenCanvasRenderingContext2D } {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas to draw on');
  return { canvas, pen };
}

/** A licence with the unit's own name and code, and «sample» across it. */
export async function drawLicence({
  unitName,
  uscc,
  address,
}: UnitMaterial): Promise<Uint8Array<ArrayBuffer>> {
  const { canvas, pen } = paper(900, 640);
  pen.fillStyle = '#fdfbf2';
  pen.fillRect(0, 0, 900, 640);
  pen.strokeStyle = '#b08d3c';
  pen.lineWidth = 10;
  pen.strokeRect(24, 24, 852, 592);
  pen.fillStyle = '#2b2b2b';
  pen.textAlign = 'center';
  pen.font = 'bold 54px sans-serif';
  pen.fillText('营业执照', 450, 130);
  pen.textAlign = 'left';
  pen.font = '26px sans-serif';
  const lines = [
    `统一社会信用代码  ${uscc ?? ''}`,
    `名称  ${unitName}`,
    '类型  有限责任公司',
    `住所  ${address}`,
  ];
  for (const [at, line] of lines.entries()) pen.fillText(line, 90, 230 + at * 62);
  pen.save();
  pen.translate(450, 400);
  pen.rotate(-0.4);
  pen.textAlign = 'center';
  pen.fillStyle = 'rgba(160, 30, 30, 0.28)';
  pen.font = 'bold 96px sans-serif';
  pen.fillText('练习 SAMPLE', 0, 30);
  pen.restore();
  return bytesOf(canvas);
}

/** A plain figure; `at` varies its colours. */
export async function drawPortrait(at: number): Promise<Uint8Array<ArrayBuffer>> {
  const { canvas, pen } = paper(300, 400);
  pen.fillStyle = '#e8eef6';
  pen.fillRect(0, 0, 300, 400);
  pen.fillStyle = `hsl(${(at * 47) % 360} 35% 40%)`;
  pen.beginPath();
  pen.ellipse(150, 400, 130, 150, 0, Math.PI, 0);
  pen.fill();
  pen.fillStyle = '#e3b48f';
  pen.beginPath();
  pen.ellipse(150, 180, 66, 84, 0, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = '#2f2a26';
  pen.beginPath();
  pen.ellipse(150, 130, 74, 58, 0, Math.PI, 0);
  pen.fill();
  return bytesOf(canvas);
}
