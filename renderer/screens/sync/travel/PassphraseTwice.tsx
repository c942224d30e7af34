/** A pack's passphrase, typed twice. */
import { useText } from '../../../i18n/i18n.ts';
import { SecretField } from '../../../travel/PackFields.tsx';
import type { Secrets } from './useSecrets.ts';

export function PassphraseTwice({ secrets }: { secrets: Secrets }) {
  const { t } = useText();
  return (
    <>
      <SecretField
        label={t('travel.passphrase')}
        hint={t('travel.passphrase.hint')}
        value={secrets.passphrase}
        onChange={secrets.setPassphrase}
        autoComplete="new-password"
      />
      <SecretField
        label={t('travel.passphrase.repeat')}
        value={secrets.repeat}
        onChange={secrets.setRepeat}
        autoComplete="new-password"
      />
    </>
  );
}
