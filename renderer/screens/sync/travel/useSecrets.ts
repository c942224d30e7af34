/** A passphrase typed twice, as for a password: what is wrong with it is said before anything is begun. */
import { useState } from 'react';
import { PASSPHRASE_MIN } from '../../../desk/contract/packs.ts';
import type { TextKey } from '../../../i18n/texts.ts';

export type Secrets = ReturnType<typeof useSecrets>;

export function useSecrets() {
  const [passphrase, setPassphrase] = useState('');
  const [repeat, setRepeat] = useState('');
  return {
    passphrase,
    setPassphrase,
    repeat,
    setRepeat,
    isTyped: passphrase !== '' && repeat !== '',
    fault(): TextKey | null {
      if (passphrase.length < PASSPHRASE_MIN) return 'travel.why.passphraseShort';
      return passphrase === repeat ? null : 'travel.passphrase.differs';
    },
    clear() {
      setPassphrase('');
      setRepeat('');
    },
  };
}
