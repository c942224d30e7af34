/** When the account's grants are other than before, or the copy here fits no longer because they are. */
import type { Account } from '../../../shared/protocol/access.ts';
import type { OpenDesk } from '../openDesk.ts';

/** The copy here fits no longer, perhaps because the grants have changed: what they are now is asked first. */
export async function renewCache(open: OpenDesk): Promise<void> {
  const session = await open.client.call('session');
  // A cache pulled with grants not known here would be trimmed by the former ones: its cursor would be past
  // what was thrown away. The next pull asks again.
  if (!session.ok) return;
  if (session.value.account) await adoptAccount(open, session.value.account);
  if (!open.sync.isPushOnly) await open.cache.rebuild();
}

/** The account as the gateway has it now. What it may no longer look at is gone from every list at once. */
export async function adoptAccount(open: OpenDesk, account: Account): Promise<void> {
  const { identity, cache } = open;
  if (account.name !== identity.account.name) return;
  if (JSON.stringify(account) === JSON.stringify(identity.account)) return;
  identity.account = account;
  await open.saveIdentity();
  const { edition } = identity;
  const mayViewAny = account.grants.some((grant) => grant.right === 'view' && grant.edition === edition);
  if (!open.room || open.sync.isPushOnly) return;
  // With no scope left no new cache can be pulled, so the present one goes at once.
  if (!mayViewAny) {
    const { profile } = cache;
    await cache.reset();
    await cache.feed.setProfile(profile);
  } else if (!cache.trim(account)) return;
  open.showAnew();
}
