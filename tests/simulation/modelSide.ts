/** The model gateway as a side of the day. */
import { ModelGateway } from './modelGateway.ts';
import { HOME } from './modelState.ts';
import { DOCUMENT_NUMBER, type Held, PHONE, type SeatAccount, type SeatName, type Side } from './side.ts';

const ACCOUNTS: Record<SeatName, string> = {
  first: 'reviewer.guangzhou',
  second: 'reviewer2.guangzhou',
  secretariat: 'secretariat',
};

export class ModelSide implements Side {
  readonly kind = 'model';
  readonly gateway = new ModelGateway();
  readonly contradictions: readonly string[] = [];
  #nowMs = 0;
  #registered = 0;
  #backup: ReturnType<ModelSide['copy']> | null = null;

  constructor() {
    this.gateway.addAccount(ACCOUNTS.second, '广州市分团审核员二', [HOME]);
    this.gateway.addAccount(ACCOUNTS.secretariat, '秘书处', null);
    this.gateway.now = () => this.#nowMs;
  }

  setNow(ms: number): void {
    this.#nowMs = ms;
  }

  readonly fetch = (url: string, init: RequestInit) => this.gateway.fetch(url, init);

  seat(who: SeatName): SeatAccount {
    return { account: ACCOUNTS[who], password: this.gateway.password };
  }

  async register(unitId: string, people: number, subGroupId: string): Promise<void> {
    const uscc = `91440101MA5X${String(++this.#registered).padStart(6, '0')}`;
    await this.gateway.putUnit(unitId, { uscc }, subGroupId);
    for (let person = 1; person <= people; person++) await this.#person(unitId, `${unitId}-a${person}`);
  }

  /** Each with a number and a telephone of their own: nobody is everybody's duplicate. */
  async #person(unitId: string, id: string): Promise<void> {
    const number = String(++this.#registered).padStart(4, '0');
    await this.gateway.putAttendee(id, unitId, {
      documentNumber: `${DOCUMENT_NUMBER}${number}`,
      phone: `${PHONE}${number}`,
    });
  }

  async amend(kind: 'unit' | 'attendee', id: string): Promise<void> {
    const item = this.gateway.items.get(`${kind}:${id}`);
    const isOpen = item && ['rejected', 'returned', 'pendingReview', 'awaitingTag'].includes(item.status);
    if (isOpen) await this.gateway.amend(kind, id);
  }

  async addPerson(unitId: string, id: string): Promise<void> {
    if (this.gateway.unit(unitId) && !this.gateway.attendee(id)) await this.#person(unitId, id);
  }

  async advance(attendeeId: string): Promise<void> {
    this.gateway.advance(attendeeId);
  }

  async remove(kind: 'unit' | 'attendee', id: string): Promise<void> {
    this.gateway.remove(kind, id);
  }

  async transfer(unitId: string, to: string): Promise<void> {
    this.gateway.transfer(unitId, to);
  }

  async endSessions(): Promise<void> {
    this.gateway.isSignedIn = false;
  }

  async regrant(subGroups: string[]): Promise<boolean> {
    this.gateway.regrant(ACCOUNTS.second, subGroups);
    return true;
  }

  async forgetCursors(): Promise<void> {
    for (const { name, subGroups } of this.gateway.accounts.values()) this.gateway.regrant(name, subGroups);
  }

  copy() {
    const { items, gone, exits, receipts, effects, workstations, head } = this.gateway;
    return structuredClone({ items, gone, exits, receipts, effects, workstations, head });
  }

  async backUp(): Promise<boolean> {
    this.#backup = this.copy();
    return true;
  }

  async restore(): Promise<boolean> {
    const backup = this.#backup && structuredClone(this.#backup);
    if (!backup) return false;
    const { gateway } = this;
    for (const name of ['items', 'receipts', 'workstations'] as const) {
      gateway[name].clear();
      for (const [key, value] of backup[name]) (gateway[name] as Map<string, unknown>).set(key, value);
    }
    gateway.gone.splice(0, gateway.gone.length, ...backup.gone);
    gateway.exits.splice(0, gateway.exits.length, ...backup.exits);
    gateway.effects.splice(0, gateway.effects.length, ...backup.effects);
    gateway.head = backup.head;
    gateway.epoch = `epoch-${Number(gateway.epoch.slice(6)) + 1}`;
    return true;
  }

  async all(): Promise<Held[]> {
    return [...this.gateway.items.values()].map((item) => ({
      kind: item.kind,
      id: item.id,
      unitId: item.kind === 'unit' ? item.id : item.unitId,
      subGroupId: item.subGroupId,
      revision: item.revision,
      hash: item.hash,
      seq: item.seq,
      status: item.status,
      tag: item.kind === 'attendee' ? (item.tag ?? null) : null,
      decisionId: item.decision?.id ?? null,
      hasOrder: item.kind === 'attendee' && item.order !== undefined,
      image: Object.values(item.images)[0] ?? null,
    }));
  }

  async inScope(who: SeatName): Promise<Held[]> {
    const account = this.gateway.accounts.get(ACCOUNTS[who]);
    return (await this.all()).filter((held) => account && this.gateway.isInScope(account, held.subGroupId));
  }

  async receipts() {
    return new Map([...this.gateway.receipts].map(([id, { receipt }]) => [id, receipt]));
  }

  async issued() {
    return this.gateway.issued;
  }

  async effects() {
    return this.gateway.effects;
  }

  async numbers() {
    return new Map(
      [...this.gateway.workstations].map(([ws, { numbers }]) => [
        ws,
        [...numbers.keys()].sort((a, b) => a - b),
      ]),
    );
  }

  arrived() {
    return this.gateway.arrived;
  }

  async seqOfCursor(who: SeatName, cursor: string): Promise<number | null> {
    const [, seq, scopeGen, ...epoch] = cursor.split('-');
    const account = this.gateway.accounts.get(ACCOUNTS[who]);
    const fits = Number(scopeGen) === account?.scopeGen && epoch.join('-') === this.gateway.epoch;
    return fits ? Number(seq) : null;
  }

  async close(): Promise<void> {
    // Plain memory: nothing to close.
  }
}
