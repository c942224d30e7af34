/** Why signing in was refused, as a sentence. */
import type { SignInReply } from '../desk/contract/signIn.ts';
import type { Translate } from './i18n.ts';

export function signInRefusalText(t: Translate, reply: Extract<SignInReply, { ok: false }>): string {
  return reply.why === 'tooManyAttempts' && reply.retryAfterSeconds !== undefined
    ? t('signIn.why.tooManyAttemptsIn', { count: Math.ceil(reply.retryAfterSeconds) })
    : t(`signIn.why.${reply.why}`);
}
