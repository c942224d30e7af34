/** An image of a submission: a thumbnail that opens large, or the viewer; and why there is none. */

import { useMemo } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { ImageViewer } from '../../ui/image/ImageViewer.tsx';
import { ariaKeyShortcuts } from '../../ui/keys/chord.ts';
import { KeyHint } from '../../ui/keys/KeyHint.tsx';
import { usePressed } from '../../ui/keys/KeyProvider.tsx';
import { useImage } from '../ReviewProvider.tsx';
import styles from './detail.module.css';

interface PictureProps {
  sha256: string | undefined;
  /** «广州晨曦… 的单位资质文件» */
  name: string;
}

function useStateText(sha256: string | undefined, variant: 'thumb' | 'full') {
  const { t } = useText();
  const state = useImage(sha256, variant);
  if (state === null) return { url: null, text: t('image.none') };
  if (state.phase === 'ready') return { url: state.url, text: '' };
  return { url: null, text: state.phase === 'loading' ? t('image.loading') : t(`image.why.${state.why}`) };
}

export function Thumbnail({
  sha256,
  name,
  onOpen,
  isPhoto = false,
}: PictureProps & { onOpen: () => void; isPhoto?: boolean }) {
  const { t } = useText();
  const { url, text } = useStateText(sha256, 'thumb');
  const key = usePressed('L');
  return (
    <button
      type="button"
      className={`${styles.thumb} ${isPhoto ? styles.photo : ''}`}
      onClick={onOpen}
      disabled={sha256 === undefined}
      {...(key === undefined ? {} : { 'aria-keyshortcuts': ariaKeyShortcuts([key]) })}
      aria-label={`${t('image.open')}: ${name}`}
    >
      {url === null ? <span className={styles.thumbText}>{text}</span> : <img src={url} alt="" />}
      {sha256 !== undefined && key !== undefined && (
        <span className={styles.thumbKey}>
          <KeyHint chord={key} />
        </span>
      )}
    </button>
  );
}

export function LargePicture({ sha256, name, isFocused }: PictureProps & { isFocused: boolean }) {
  const { t } = useText();
  const { url, text } = useStateText(sha256, 'full');
  const texts = useMemo(
    () => ({
      label: t('image.viewer', { name }),
      alt: name,
      title: t('keys.section.viewer'),
      zoomIn: t('image.zoomIn'),
      zoomOut: t('image.zoomOut'),
      fit: t('image.fit'),
      rotate: t('image.rotate'),
      pan: t('command.pan'),
    }),
    [t, name],
  );
  return url === null ? (
    <p className={styles.noImage}>{text}</p>
  ) : (
    <ImageViewer url={url} texts={texts} isFocused={isFocused} />
  );
}
