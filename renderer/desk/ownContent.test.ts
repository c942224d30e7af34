/** Own sentences and views at rest: sealed, repaired on the way in, never a reason not to open. */
import { expect, it } from 'vitest';
import { NO_OWN_CONTENT, parseOwnContent, sealOwnContent, unsealOwnContent } from './ownContent.ts';
import { sealingKey } from './vault/sealing.ts';

const random = { bytes: (length: number) => new Uint8Array(length).fill(7) };
const sentence = {
  id: 's-1',
  use: 'unit' as const,
  name: '补章',
  text: '请补盖公章后重新上传',
  reasons: [{ code: 'U-DOC-SEAL', text: '复印件未加盖公章', field: 'qualificationDocument' }],
};
const view = {
  id: 'v-1',
  name: '李工的单位',
  query: { kind: 'unit' as const, queue: 'pending' as const, search: '李工' },
};

it('comes back as it was sealed, and reads as nothing in clear', async () => {
  const key = await sealingKey(new Uint8Array(32).fill(1), random);
  const sealed = await sealOwnContent(key, { sentences: [sentence], views: [view] });
  expect(new TextDecoder().decode(sealed)).not.toContain('李工');
  expect(await unsealOwnContent(key, sealed)).toEqual({ sentences: [sentence], views: [view] });
});

it('leaves out what it does not understand and keeps the rest', () => {
  const parsed = parseOwnContent({
    sentences: [sentence, { ...sentence, use: 'letter' }, { ...sentence, name: '' }, 'x'],
    views: [view, { ...view, query: { kind: 'person', queue: 'all' } }],
  });
  expect(parsed).toEqual({ sentences: [sentence], views: [view] });
  expect(parseOwnContent(null)).toEqual(NO_OWN_CONTENT);
  expect(parseOwnContent({ sentences: Array(100).fill(sentence) }).sentences).toHaveLength(60);
});

it('opens without own content where its block is damaged or sealed with another key', async () => {
  const key = await sealingKey(new Uint8Array(32).fill(1), random);
  const other = await sealingKey(new Uint8Array(32).fill(2), random);
  const sealed = await sealOwnContent(other, { sentences: [sentence], views: [] });
  expect(await unsealOwnContent(key, sealed)).toEqual(NO_OWN_CONTENT);
  expect(await unsealOwnContent(key, undefined)).toEqual(NO_OWN_CONTENT);
});
