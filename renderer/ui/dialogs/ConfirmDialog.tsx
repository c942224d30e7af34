/** Asks once before something that cannot simply be undone. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import styles from './Dialog.module.css';
import { Dialog } from './Dialog.tsx';

export function ConfirmDialog(props: {
  title: string;
  confirmText: string;
  cancelText: string;
  keysTitle: string;
  isDanger?: boolean;
  isDisabled?: boolean;
  onConfirm: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}) {
  const { onConfirm, onClose } = props;
  const [isBusy, setIsBusy] = useState(false);
  const confirm = () => {
    setIsBusy(true);
    void onConfirm().finally(() => {
      setIsBusy(false);
      onClose();
    });
  };
  const footer = (
    <>
      <Button onClick={onClose}>{props.cancelText}</Button>
      <Button
        // Remade when it may be pressed, so that it takes the focus then.
        key={props.isDisabled ? 'waiting' : 'ready'}
        type="primary"
        danger={props.isDanger ?? false}
        disabled={props.isDisabled ?? false}
        autoFocus
        loading={isBusy}
        onClick={confirm}
      >
        {props.confirmText}
      </Button>
    </>
  );
  return (
    <Dialog title={props.title} onClose={onClose} footer={footer} width={440} keysTitle={props.keysTitle}>
      <div className={styles.question}>{props.children}</div>
    </Dialog>
  );
}
