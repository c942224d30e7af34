/** Asks before something that cannot be taken back: a name is typed as it was asked for, then it may be done. */
import { Alert, Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Dialog } from './Dialog.tsx';
import styles from './TypedNameDialog.module.css';

interface TypedNameDialogProps {
  title: string;
  confirmText: string;
  cancelText: string;
  keysTitle: string;
  width?: number;
  /** the name to type and the words that ask for it; null where none has to be */
  ask: { name: string; text: string } | null;
  /** something else stands in the way, whatever is typed */
  isDisabled?: boolean;
  /** Does it; answers the words for what went wrong, null if nothing did. */
  onConfirm: () => Promise<string | null>;
  onClose: () => void;
  /** what is said, or chosen, before the name */
  children: ReactNode;
}

export function TypedNameDialog(props: TypedNameDialogProps) {
  const { ask, isDisabled = false, onConfirm, onClose } = props;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isConfirmed = !isDisabled && (ask === null || typed.trim() === ask.name);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isConfirmed) return;
    setIsBusy(true);
    try {
      const why = await onConfirm();
      if (why !== null) setFault(why);
    } catch (thrown) {
      setFault(String(thrown));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog title={props.title} onClose={onClose} width={props.width ?? 480} keysTitle={props.keysTitle}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        {props.children}
        {ask && (
          <label className={styles.field} htmlFor={id}>
            {ask.text}
            <Input
              id={id}
              value={typed}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => setTyped(target.value)}
            />
          </label>
        )}
        {fault !== null && <Alert type="error" title={fault} showIcon />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{props.cancelText}</Button>
          <Button type="primary" danger htmlType="submit" loading={isBusy} disabled={!isConfirmed}>
            {props.confirmText}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
