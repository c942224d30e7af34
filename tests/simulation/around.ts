/** What happens around the seats: registrants, the bureau, the secretariat's transfers, the gateway's operators. */
import { HOME } from './modelState.ts';
import { pickOf } from './pickOf.ts';
import type { Held, Side } from './side.ts';
import type { Step } from './steps.ts';

const AWAY = 'foshan';

export type AroundStep = Exclude<Step, { seat: unknown } | { type: 'pass' }>;

export class Around {
  #added = 0;
  /** a gateway that came back from a backup has forgotten what was parked: its numbers may have holes */
  wasRestored = false;

  constructor(private readonly side: Side) {}

  /** Registers so many units with people, every fifth of them elsewhere. */
  async register(units: number, people: number): Promise<void> {
    for (let unit = 1; unit <= units; unit++) {
      await this.side.register(`u-${unit}`, people, unit % 5 === 0 ? AWAY : HOME);
    }
  }

  async happen(step: AroundStep): Promise<void> {
    const { side } = this;
    switch (step.type) {
      case 'amend': {
        const isAmendable = ({ status }: Held) => status === 'rejected' || status === 'returned';
        const all = await side.all();
        const item = pickOf(all.filter(isAmendable), step.pick) ?? pickOf(all, step.pick);
        if (item) await side.amend(item.kind, item.id);
        return;
      }
      case 'add': {
        const unit = pickOf(await this.#units(), step.pick);
        if (unit) await side.addPerson(unit.id, `${unit.id}-l${++this.#added}`);
        return;
      }
      case 'advance': {
        const people = (await side.all()).filter(
          ({ status }) => status === 'awaitingPayment' || status === 'inPersonReview',
        );
        const person = pickOf(people, step.pick);
        if (person) await side.advance(person.id);
        return;
      }
      case 'remove': {
        const item = pickOf(await side.all(), step.pick);
        if (item) await side.remove(item.kind, item.id);
        return;
      }
      case 'transfer': {
        const unit = pickOf(await this.#units(), step.pick);
        if (unit) await side.transfer(unit.id, unit.subGroupId === HOME ? AWAY : HOME);
        return;
      }
      case 'endSessions':
        return side.endSessions();
      case 'regrant':
        await side.regrant(step.isWider ? [HOME, AWAY] : [HOME]);
        return;
      case 'forget':
        return side.forgetCursors();
      case 'backUp':
        await side.backUp();
        return;
      case 'restore':
        if (await side.restore()) this.wasRestored = true;
        return;
    }
  }

  async #units(): Promise<Held[]> {
    return (await this.side.all()).filter(({ kind }) => kind === 'unit');
  }
}
