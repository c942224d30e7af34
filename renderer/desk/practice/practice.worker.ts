/** The practice's worker: the real desk on ports in memory, beside a gateway of its own. Gone when it is ended. */
import * as Comlink from 'comlink';
import { z } from 'zod';
import { shanghaiDate } from '../../../shared/domain/calendar.ts';
import type { DeskEvent } from '../contract/status.ts';
import { createDesk } from '../createDesk.ts';
import { PRACTICE_ACCOUNT, PracticeGateway } from './practiceGateway.ts';
import { practicePorts } from './practicePorts.ts';
import { makeSamples, practiceProfile } from './samples.ts';

// The page's policy forbids eval, which Zod would otherwise try.
z.config({ jitless: true });

const now = () => Date.now();
let displayName = '';
const gateway = makeSamples(now()).then(
  (samples) => new PracticeGateway(samples, practiceProfile(shanghaiDate(now())), now, () => displayName),
);
const desk = createDesk(practicePorts(async (url, init) => (await gateway).fetch(url, init)));

Comlink.expose({
  ...desk,
  async subscribe(listener: (event: DeskEvent) => void) {
    return Comlink.proxy(await desk.subscribe(listener));
  },
  async image(...args: Parameters<typeof desk.image>) {
    const reply = await desk.image(...args);
    return reply.ok ? Comlink.transfer(reply, [reply.bytes]) : reply;
  },
  /** Opens the desk; there is no password to know. `nameShown`: the account's, in the page's language. */
  async startPractice(nameShown: string): Promise<boolean> {
    displayName = nameShown;
    await desk.boot();
    const { name, password } = PRACTICE_ACCOUNT;
    return (await desk.signIn({ account: name, password })).ok;
  },
});
