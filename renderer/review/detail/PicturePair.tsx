/** Two pictures side by side, zoomed and panned together; what each is stands above it. */
import { useText } from '../../i18n/i18n.ts';
import { ImageViewer } from '../../ui/image/ImageViewer.tsx';
import { useImageMark } from './imageMark.ts';
import { usePicture } from './MarkedImage.tsx';
import { useViewerTexts } from './Picture.tsx';
import styles from './picture.module.css';

export interface PairSide {
  sha256: string | null;
  caption: string;
  alt: string;
}

export function PicturePair({ left, right }: { left: PairSide; right: PairSide }) {
  const { t } = useText();
  const texts = useViewerTexts();
  const mark = useImageMark();
  const first = usePicture(left.sha256 ?? undefined, 'full');
  const second = usePicture(right.sha256 ?? undefined, 'full');
  const brokenText = t('image.why.damaged');
  return (
    <div className={styles.pair}>
      <ImageViewer
        pictures={[
          { ...first, alt: left.alt, brokenText, caption: left.caption },
          { ...second, alt: right.alt, brokenText, caption: right.caption },
        ]}
        texts={texts}
        mark={mark}
      />
    </div>
  );
}
