import fc from 'fast-check';
import { expect, it } from 'vitest';
import { submissionHash } from '../../../shared/domain/canonical.ts';
import { contentHash } from './contentHash.ts';

it('is the hash that the browser’s cryptography gives, whatever the content', async () => {
  const material = fc.dictionary(
    fc.string({ unit: 'grapheme' }),
    fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer(), fc.boolean()),
  );
  await fc.assert(
    fc.asyncProperty(material, fc.nat(), async (given, revision) => {
      const content = { kind: 'unit', id: 'u-1', revision, material: given, images: {} } as const;
      expect(contentHash(content)).toBe(await submissionHash(content));
    }),
  );
});
