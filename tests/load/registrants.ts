/** The registration side: hears what was decided, amends, adds people, orders and pays. */

import { attendeeMaterial, newAttendee, unitMaterial } from '../../gateway/testing/samples.ts';
import type { IntakeReply, OutcomesPage } from '../../shared/protocol/intake.ts';
import { type ClientParts, createClient } from './client.ts';
import { pause } from './workstation.ts';

const ACT_EVERY_MS = 400;
const OUTCOMES_EVERY_MS = 2000;
const EVENTS_PER_ACT = 20;

export interface Registrants {
  signIn(): Promise<void>;
  work(signal: AbortSignal): Promise<void>;
  /** reads outcomes to the end */
  drain(): Promise<void>;
  /** seqs of all outcomes heard, in their order */
  heard(): readonly number[];
  violations(): readonly string[];
}

export function createRegistrants(parts: ClientParts): Registrants {
  const { chance, measure } = parts;
  const client = createClient(parts);
  const seqs: number[] = [];
  const violations: string[] = [];
  /** what was decided lately, as events in answer to it */
  let answers: object[] = [];
  let cursor: string | null = null;
  let added = 0;

  const follow = async (): Promise<void> => {
    for (;;) {
      const page: OutcomesPage = await client.insist<OutcomesPage>('outcomes', {
        query: cursor === null ? {} : { cursor },
      });
      for (const item of page.items) {
        if (item.seq <= (seqs.at(-1) ?? 0)) violations.push(`I5: outcome ${item.seq} came out of order`);
        seqs.push(item.seq);
        const event = answerTo(item);
        if (event && answers.length < 2000) answers.push(event);
      }
      cursor = page.cursor;
      if (!page.more) return;
    }
  };

  const answerTo = ({ kind, id, status, verdict, seq }: OutcomesPage['items'][number]): object | null => {
    if (verdict === 'reject' && chance.hits(0.6)) {
      return { kind, id, event: 'amended', material: unitMaterial({ address: `改 ${seq}` }) };
    }
    if (verdict === 'return' && chance.hits(0.8)) {
      return { kind, id, event: 'amended', material: attendeeMaterial({ jobTitle: `${seq}` }) };
    }
    if (status === 'awaitingPayment' && chance.hits(0.02)) {
      const order = { orderNo: `V${String(seq).padStart(23, '5')}`, amount: '200.00', payStatus: 'unpaid' };
      return { kind, id, event: 'ordered', order };
    }
    if (kind === 'unit' && status === 'approved' && chance.hits(0.02)) {
      added += 1;
      return { ...newAttendee(`late${added}-${id}`, id), event: 'added' };
    }
    return null;
  };

  const act = async (): Promise<void> => {
    const items = answers.slice(0, EVENTS_PER_ACT);
    if (items.length === 0) return;
    const reply = await client.attempt<IntakeReply>('submissions', { body: { items } });
    // Without a reply the same events go again: what had arrived is then unchanged or refused.
    if (!reply) return;
    answers = answers.slice(items.length);
    for (const { result } of reply.items) measure.count(`intake ${result}`);
  };

  return {
    signIn: () => client.signIn(),
    async work(signal) {
      let outcomesAt = 0;
      while (!signal.aborted) {
        if (Date.now() >= outcomesAt) {
          outcomesAt = Date.now() + OUTCOMES_EVERY_MS;
          await follow();
        }
        await act();
        await pause(chance.around(ACT_EVERY_MS), signal);
      }
    },
    drain: follow,
    heard: () => seqs,
    violations: () => violations,
  };
}
