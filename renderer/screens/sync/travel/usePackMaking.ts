/** Making a pack and handing its file out: nothing is begun with a passphrase that will not do. */
import { type FormEvent, useState } from 'react';
import type { SaveFileOutcome } from '../../../app/saveFile.ts';
import type { PackRefused } from '../../../desk/contract/packs.ts';
import { useText } from '../../../i18n/i18n.ts';
import { usePackTask } from '../../../travel/usePackTask.ts';
import { savePack } from './savePack.ts';
import { useSecrets } from './useSecrets.ts';

/** `make` gets the passphrase; `onMade` is called once the file was handed out. */
export function usePackMaking<T extends { ok: true; file: Blob; packId: string }, R extends PackRefused>(
  kind: 'travel' | 'decisions',
  make: (passphrase: string) => Promise<T | R>,
  onMade: () => void = () => undefined,
) {
  const { t } = useText();
  const secrets = useSecrets();
  const task = usePackTask<T>();
  const [saved, setSaved] = useState<SaveFileOutcome>('saved');
  const submit = async () => {
    const wrong = secrets.fault();
    if (wrong !== null) return task.refuse(t(wrong));
    const isMade = await task.run(
      () => make(secrets.passphrase),
      async (made) => setSaved(await savePack(kind, made)),
    );
    if (!isMade) return;
    secrets.clear();
    onMade();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return { secrets, task, saved, onSubmit };
}
