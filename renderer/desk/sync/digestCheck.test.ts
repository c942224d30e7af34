import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ReviewIndex } from '../index/reviewIndex.ts';
import { DigestCheck } from './digestCheck.ts';
import type { GatewayClient } from './gatewayClient.ts';

const row = fc.record({
  kind: fc.constantFrom('units' as const, 'attendees' as const),
  subGroupId: fc.constantFrom('guangzhou', 'foshan', 'jiangmen'),
  // The largest there are: two of them are beyond what a number adds exactly.
  seq: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 2 ** 52 - 9, max: 2 ** 52 - 1 })),
  isGone: fc.boolean(),
});

it('counts and sums what is in scope as the gateway does, to the last digit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), fc.nat(19), async (rows, oneOff) => {
      const index = new ReviewIndex();
      for (const [at, { kind, subGroupId, seq, isGone }] of rows.entries()) {
        const table = index[kind];
        const number = table.ids.add(`${at}`);
        table.subGroupId.set(number, subGroupId);
        table.seq.set(number, seq);
        table.isGone.set(number, isGone ? 1 : 0);
      }
      const here = rows.filter(({ isGone }) => !isGone);
      const subGroups = [...new Set(here.map(({ subGroupId }) => subGroupId))].map((subGroupId) => {
        const own = here.filter((each) => each.subGroupId === subGroupId);
        const sum = own.reduce((total, { seq }) => total + BigInt(seq), 0n);
        return { subGroupId, count: own.length, sumOfSeq: `${sum}` };
      });
      const differs = (told: typeof subGroups) => {
        const client = { call: async () => ({ ok: true, value: { seq: 7, subGroups: told } }) };
        const check = new DigestCheck(client as unknown as GatewayClient, 'e-1', { now: () => 1e9 });
        return check.differs(index, 7, 0);
      };
      expect(await differs(subGroups)).toBe(false);
      const changed = subGroups[oneOff];
      if (!changed) return;
      expect(await differs(subGroups.with(oneOff, { ...changed, count: changed.count + 1 }))).toBe(true);
      const sumOfSeq = `${BigInt(changed.sumOfSeq) + 1n}`;
      expect(await differs(subGroups.with(oneOff, { ...changed, sumOfSeq }))).toBe(true);
    }),
  );
});
