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
  /** out of sight for a while, what its owner holds is kept */
  isHidden?: boolean;
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
  isHidden = false,
  keysTitle,
  children,
}: DialogProps) {
  const layer = useMemo<KeyLayer | null>(
    () =>
      isHidden ? null : { id: 'dialog', title: keysTitle, level: 3, covers: true, commands: commands ?? [] },
    [commands, keysTitle, isHidden],
  );
  useKeyLayer(layer);
  return (
    <Modal
      open={!isHidden}
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
