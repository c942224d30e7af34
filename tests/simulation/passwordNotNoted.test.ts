/** Getting in with a password that the journal took no note of. */
import { expect, test } from 'vitest';
import { CREDENTIALS, Rig } from './harness.ts';

const NEXT = 'another-password';

test('a password the journal took no note of holds at the gateway, and here from the next sign-in on', async () => {
  const rig = new Rig();
  await rig.start();
  await rig.signIn();
  rig.machine.journals.fault = 'QuotaExceededError';
  const reply = await rig.desk.changePassword({ current: CREDENTIALS.password, next: NEXT });
  expect(reply).toEqual({ ok: true, unlocksWithFormer: true });
  rig.machine.journals.fault = null;

  await rig.crash();
  rig.network.isUp = false;
  expect(await rig.desk.signIn({ ...CREDENTIALS, password: NEXT })).toMatchObject({ ok: false });
  expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: true });

  await rig.crash();
  rig.network.isUp = true;
  expect(await rig.desk.signIn({ ...CREDENTIALS, password: NEXT })).toEqual({ ok: true });
  await rig.crash();
  rig.network.isUp = false;
  expect(await rig.desk.signIn({ ...CREDENTIALS, password: NEXT })).toEqual({ ok: true });
});
