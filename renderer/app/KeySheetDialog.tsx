/** The keys of this screen, as they are now. */
import { useMemo } from 'react';
import { useText } from '../i18n/i18n.ts';
import { Dialog } from '../ui/dialogs/Dialog.tsx';
import { useCurrentKeyLayers } from '../ui/keys/KeyProvider.tsx';
import { KeySheet } from '../ui/keys/KeySheet.tsx';
import styles from './KeySheetDialog.module.css';

export function KeySheetDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const layers = useCurrentKeyLayers();
  const sections = useMemo(
    () =>
      layers
        .map(({ id, title, commands }) => ({
          id,
          title,
          commands: commands.filter(({ isHidden }) => !isHidden),
        }))
        .filter(({ commands }) => commands.length > 0),
    [layers],
  );
  return (
    <Dialog title={t('header.keys')} onClose={onClose} width={1080} keysTitle={t('keys.section.dialog')}>
      <p className={styles.hint}>{t('keys.hint')}</p>
      <KeySheet sections={sections} />
    </Dialog>
  );
}
