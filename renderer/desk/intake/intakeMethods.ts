/** The part of the desk's contract that hands submissions in: one plan at a time, sent in slices. */
import { INTAKE_ITEMS_MAX, type IntakeItem } from '../../../shared/protocol/intake.ts';
import type { IntakeDesk, IntakeStop } from '../contract/intake.ts';
import type { OpenDesk } from '../openDesk.ts';
import { type DeskPorts, uuid } from '../ports.ts';
import type { Failure } from '../sync/gatewayClient.ts';
import { orderOf, planIntake } from './planIntake.ts';

function stopOf(failure: Failure): IntakeStop {
  if (failure.kind === 'unreachable' || failure.kind === 'notGateway') return 'offline';
  if (failure.kind !== 'problem') return 'gatewayFault';
  if (failure.status === 401) return 'signInNeeded';
  if (failure.slug === 'not-granted') return 'notGranted';
  if (failure.slug === 'image-invalid' || failure.slug === 'too-large') return 'imageRefused';
  return failure.status >= 500 || failure.status === 429 ? 'offline' : 'gatewayFault';
}

interface Held {
  planId: string;
  order: number[];
  items: Map<number, IntakeItem>;
}

export function intakeMethods(desk: () => OpenDesk, ports: Pick<DeskPorts, 'random'>): IntakeDesk {
  let held: Held | null = null;
  const params = () => ({ edition: desk().identity.edition });
  return {
    async mayImportSubmissions() {
      const { account, edition } = desk().identity;
      return account.grants.some(
        (grant) => grant.right === 'intake' && grant.edition === edition && grant.subGroupId === undefined,
      );
    },
    async planIntake(rows) {
      const open = desk();
      const planned = await planIntake(open.room.context, open.identity.edition, rows);
      const order = orderOf(planned, rows);
      const items = new Map(planned.flatMap(({ item }, at) => (item ? [[at, item] as const] : [])));
      held = { planId: uuid(ports.random), order, items };
      return { planId: held.planId, rows: planned.map(({ item: _item, ...told }) => told), order };
    },
    async putIntakeImage(sha256, bytes) {
      const reply = await desk().client.call('putImage', {
        params: { ...params(), sha256 },
        rawBody: new Uint8Array(bytes),
        timeoutMs: 60_000,
      });
      return reply.ok ? { ok: true } : { ok: false, why: stopOf(reply) };
    },
    async sendIntake(planId, from, to) {
      if (held?.planId !== planId) return { ok: false, why: 'gatewayFault' };
      const { items, order } = held;
      const rows = order.slice(from, Math.min(to, from + INTAKE_ITEMS_MAX));
      const body = { items: rows.flatMap((at) => items.get(at) ?? []) };
      const reply = await desk().client.call('submissions', { params: params(), body, timeoutMs: 60_000 });
      if (!reply.ok) return { ok: false, why: stopOf(reply) };
      const answers = reply.value.items;
      return {
        ok: true,
        rows: rows.map((at, index) => {
          const answer = answers[index];
          const detail = answer?.problem?.detail;
          return { at, result: answer?.result ?? 'refused', ...(detail === undefined ? {} : { detail }) };
        }),
      };
    },
    async logIntake({ rowCount, fileHash }) {
      const open = desk();
      void open.inBackground(open.sync.syncNow());
      return open.audit.write({ action: 'submissionsIn', rowCount, fileHash });
    },
    async closeIntake() {
      held = null;
    },
  };
}
