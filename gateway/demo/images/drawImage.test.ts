/** The drawn images: real types, sizes and weights as planned, the same bytes for the same order. */
import { beforeAll, describe, expect, it } from 'vitest';
import { inspectImage } from '../../../shared/checks/image.ts';
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import { CIIE3 } from '../../../shared/domain/profiles/ciie3.ts';
import { plannedFacts } from '../../testing/plannedFacts.ts';
import { layOutDemo } from '../layout.ts';
import { planSubGroup } from '../planSubGroup.ts';
import type { ImageOrder } from './imageOrder.ts';

type Draw = typeof import('./drawImage.ts')['drawImage'];

describe('drawImage', () => {
  let drawImage: Draw;
  let orders: ImageOrder[];
  beforeAll(async () => {
    ({ drawImage } = await import('./drawImage.ts'));
    const layout = layOutDemo(CIIE3, { units: 900, seed: 3 });
    const units = planSubGroup(layout, 'guangzhou', { today: '2020-09-20' });
    const all = units.flatMap((unit) =>
      [unit, ...unit.people].flatMap(({ versions }) => versions.flatMap(({ image }) => image ?? [])),
    );
    // One of each kind, form and flaw.
    const kindOf = (order: ImageOrder): string =>
      [
        order.kind,
        'form' in order && order.form,
        'flaw' in order && order.flaw,
        'format' in order && order.format,
      ].join();
    orders = [...new Map(all.map((order) => [kindOf(order), order])).values()];
  });

  it('draws what was planned, each licence well below 100 kB, each portrait below 25 kB', () => {
    expect(orders.length).toBeGreaterThan(15);
    for (const order of orders) {
      const { bytes } = drawImage(order);
      const { sizeBytes, ...facts } = inspectImage(bytes);
      const { sizeBytes: plannedBytes, ...planned } = plannedFacts(order);
      expect([order, facts]).toEqual([order, planned]);
      expect(sizeBytes > CIIE3.image.maxBytes).toBe(plannedBytes > CIIE3.image.maxBytes);
      if (order.kind === 'licence') expect(sizeBytes).toBeLessThan(90_000);
      if (order.kind === 'portrait') expect(sizeBytes).toBeLessThan(25_000);
    }
  });

  it('draws the same bytes again', async () => {
    for (const order of orders) {
      expect(await sha256Hex(drawImage(order).bytes)).toBe(await sha256Hex(drawImage(order).bytes));
    }
  });

  it('gives each decodable image a thumbnail of at most 240 pixels', () => {
    for (const order of orders) {
      const { thumb } = drawImage(order);
      if (order.kind === 'strayFile' && order.format === 'truncatedJpeg') expect(thumb).toBeNull();
      else {
        const facts = thumb && inspectImage(thumb);
        expect(Math.max(facts?.width ?? 999, facts?.height ?? 999)).toBeLessThanOrEqual(240);
      }
    }
  });

  it('draws other people differently', async () => {
    const faces = Array.from({ length: 60 }, (_, i) =>
      drawImage({ kind: 'portrait', face: `f/${i}`, gender: i % 2 ? 'male' : 'female', age: 20 + i }),
    );
    expect(new Set(await Promise.all(faces.map(({ bytes }) => sha256Hex(bytes)))).size).toBe(60);
  });
});
