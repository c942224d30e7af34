/** The whole job: sign in, pull, lose the network, decide and tag, close, reopen offline, come back, once each. */
import { test } from './desk.ts';
import { REVIEWER } from './reviewer.ts';
import { reviewersDay } from './reviewersDay.ts';

test.use({ gatewayOptions: { units: 1000, seed: 11 } });
test.setTimeout(240_000);

test('a reviewer’s day with the network gone in the middle of it', async ({
  page,
  context,
  gateway,
  browser,
}) => {
  await reviewersDay({ page, context, gateway, browser }, { reviewer: REVIEWER, fair: 'ciie-3' });
});
