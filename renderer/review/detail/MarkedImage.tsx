/** A picture that fits its place, with the mark of who looks drawn into it; or why there is none. */
import { useText } from '../../i18n/i18n.ts';
import { ImageCanvas } from '../../ui/image/ImageCanvas.tsx';
import { useDecoded } from '../../ui/image/useDecoded.ts';
import { useImage } from '../ReviewProvider.tsx';
import { useImageMark } from './imageMark.ts';
import styles from './picture.module.css';

/** The picture as an object URL, or why there is none, in words. */
export function usePicture(sha256: string | undefined, variant: 'thumb' | 'full') {
  const { t } = useText();
  const state = useImage(sha256, variant);
  if (state === null) return { url: null, text: t('image.none') };
  if (state.phase === 'ready') return { url: state.url, text: '' };
  return { url: null, text: state.phase === 'loading' ? t('image.loading') : t(`image.why.${state.why}`) };
}

/** Fills its parent, which must be positioned. `alt` is '' where what stands around names it. */
export function MarkedImage({
  sha256,
  variant,
  alt,
}: {
  sha256: string | undefined;
  variant: 'thumb' | 'full';
  alt: string;
}) {
  const { t } = useText();
  const { url, text } = usePicture(sha256, variant);
  const { image, isBroken } = useDecoded(url);
  const mark = useImageMark();
  if (image) return <ImageCanvas image={image} alt={alt} mark={mark} />;
  const said = isBroken ? t('image.why.damaged') : text;
  return said === '' ? null : <span className={styles.thumbText}>{said}</span>;
}
