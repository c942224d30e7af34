/** A modal dialog whose keys cover those of the page below. */
import { Modal } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { useKeyLayer } from '../keys/KeyProvider.tsx';
import type { KeyCommand, KeyLayer } from '../keys/resolveKey.ts';
import styles from './Dialog.module.css';

interface DialogProps {
  title: ReactNode;
  onClose: () => void;
  footer?: ReactNode;
  width?: number;
  /** keys of the dialog besides Esc, which antd handles */
  commands?: readonly KeyCommand[];
  keysTitle: string;
  children: ReactNode;
}

/** Mount it to open it. */
export function Dialog({
  title,
  onClose,
  footer = null,
  width = 560,
  commands,
  keysTitle,
  children,
}: DialogProps) {
  const layer = useMemo<KeyLayer>(
    () => ({ id: 'dialog', title: keysTitle, level: 3, covers: true, commands: commands ?? [] }),
    [commands, keysTitle],
  );
  useKeyLayer(layer);
  return (
    <Modal
      open
      centered
      destroyOnHidden
      title={title}
      footer={footer}
      width={width}
      onCancel={onClose}
      transitionName=""
      maskTransitionName=""
    >
      <div className={styles.body}>{children}</div>
    </Modal>
  );
}
