/** An image of a submission: a thumbnail that opens large, or the viewer with a second picture beside it. */
import { useMemo } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { ImageViewer, type ViewerTexts } from '../../ui/image/ImageViewer.tsx';
import type { ViewedPicture } from '../../ui/image/ViewerPanel.tsx';
import { ariaKeyShortcuts } from '../../ui/keys/chord.ts';
import { KeyHint } from '../../ui/keys/KeyHint.tsx';
import { usePressed } from '../../ui/keys/KeyProvider.tsx';
import { BesideChooser } from './BesideChooser.tsx';
import { useImageMark } from './imageMark.ts';
import { MarkedImage, usePicture } from './MarkedImage.tsx';
import styles from './picture.module.css';
import { type BesideSubject, useBeside } from './useBeside.ts';

interface PictureProps {
  sha256: string | undefined;
  /** «广州晨曦… 的单位资质文件» */
  name: string;
}

export function Thumbnail({
  sha256,
  name,
  onOpen,
  isPhoto = false,
}: PictureProps & { onOpen: () => void; isPhoto?: boolean }) {
  const { t } = useText();
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
      <MarkedImage sha256={sha256} variant="thumb" alt="" />
      {sha256 !== undefined && key !== undefined && (
        <span className={styles.thumbKey}>
          <KeyHint chord={key} />
        </span>
      )}
    </button>
  );
}

export function useViewerTexts(): ViewerTexts {
  const { t } = useText();
  return useMemo(
    () => ({
      label: (picture: ViewedPicture) => t('image.viewer', { name: picture.alt }),
      title: t('keys.section.viewer'),
      zoomIn: t('image.zoomIn'),
      zoomOut: t('image.zoomOut'),
      fit: t('image.fit'),
      rotate: t('image.rotate'),
      pan: t('command.pan'),
      compare: t('image.compare'),
    }),
    [t],
  );
}

/** The viewer of focus mode: the picture alone, or beside a former one or somebody else's. */
export function LargePicture({
  sha256,
  name,
  isFocused,
  subject,
}: PictureProps & { isFocused: boolean; subject: BesideSubject }) {
  const { t } = useText();
  const texts = useViewerTexts();
  const mark = useImageMark();
  const { url, text } = usePicture(sha256, 'full');
  const beside = useBeside(subject);
  const chosen = beside.chosen;
  const other = usePicture(chosen?.sha256, 'full');
  const compare = useMemo(() => ({ isOn: beside.isOn, toggle: beside.toggle }), [beside.isOn, beside.toggle]);
  if (sha256 === undefined && !beside.isOn) return <p className={styles.noImage}>{text}</p>;
  const brokenText = t('image.why.damaged');
  const own: ViewedPicture = {
    url,
    alt: name,
    text,
    brokenText,
    ...(beside.isOn ? { caption: <strong>{t('image.beside.own')}</strong> } : {}),
  };
  const second: ViewedPicture = {
    url: other.url,
    alt: chosen?.label ?? t('image.compare'),
    text: chosen ? other.text : beside.emptyText,
    brokenText,
    caption: <BesideChooser beside={beside} />,
  };
  return (
    <ImageViewer
      pictures={beside.isOn ? [own, second] : [own]}
      texts={texts}
      mark={mark}
      isFocused={isFocused}
      compare={compare}
    />
  );
}
