/** Images for those who may view a submission that names them, past revisions included. */
import { sql } from 'kysely';
import { inspectImage } from '../../shared/checks/image.ts';
import { scopeOf } from '../access/grants.ts';
import { inScope } from '../feed/items.ts';
import type { Caller, OpenImage, Ports } from '../ports.ts';

export interface ReadableImage extends OpenImage {
  mediaType: string;
}

/** The image, or null if there is none or none of its submissions is in the caller's scope. */
export async function readImage(
  ports: Ports,
  caller: Caller,
  edition: string,
  sha256: string,
  variant: 'thumb' | 'full',
): Promise<ReadableImage | null> {
  const row = await ports.db
    .selectFrom('image')
    .select(['media_type', 'has_thumb'])
    .where('edition', '=', edition)
    .where('sha256', '=', sha256)
    .where(sql<boolean>`exists (
      select 1 from image_ref r
      join submission s on s.edition = r.edition and s.kind = r.kind and s.id = r.id
      where r.edition = image.edition and r.sha256 = image.sha256 and not s.is_deleted
        and ${inScope('s.sub_group_id', scopeOf(caller, edition, 'view'))})`)
    .executeTakeFirst();
  if (!row || (variant === 'thumb' && !row.has_thumb)) return null;
  if (variant === 'full') {
    const image = await ports.images.open(sha256);
    return image ? { ...image, mediaType: row.media_type } : null;
  }
  const body = await ports.images.get(`${sha256}.thumb`);
  if (!body) return null;
  const mediaType = inspectImage(body).type === 'png' ? 'image/png' : 'image/jpeg';
  return { body, sizeBytes: body.length, mediaType };
}
