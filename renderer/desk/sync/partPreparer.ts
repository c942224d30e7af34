/** Prepares parts in helper workers as far as there are any, else where it is called; a helper that fails loses nothing. */
import type { DeskPorts, Helper } from '../ports.ts';
import { type PartOrder, type PreparedPart, preparePart } from './preparePart.ts';

/** Fewer submissions are prepared before a helper would have started. */
const HELP_FROM = 5_000;
/** A helper that says nothing for so long is given up. */
const HELPER_LIMIT_MS = 30_000;

interface Hand {
  helper: Helper;
  orders: number;
}

export class PartPreparer {
  #hands: Hand[] = [];
  #isOver = false;

  constructor(private readonly ports: Pick<DeskPorts, 'helpers' | 'schedule'>) {}

  /** Starts helpers if what is to come, in submissions, is worth it. */
  expect(count: number): void {
    const { helpers } = this.ports;
    if (!helpers || this.#isOver || count < HELP_FROM) return;
    try {
      for (let at = this.#hands.length; at < helpers.count; at++)
        this.#hands.push({ helper: helpers.start(), orders: 0 });
    } catch {
      // A host that gives no worker, or no further one: those there are do it, or the desk alone.
    }
  }

  /** How many parts are worth having at hand at once, the one on its way included. */
  get depth(): number {
    return this.#hands.length + 2;
  }

  /** The part, prepared; throws only what preparing it here throws. */
  async prepare(order: PartOrder): Promise<PreparedPart> {
    const hand = this.#idlest();
    if (!hand) return preparePart(order);
    hand.orders++;
    const prepared = await this.#asked(hand.helper, order);
    hand.orders--;
    if (prepared) return prepared;
    this.#dismiss(hand);
    return preparePart(order);
  }

  /** Locked: what helpers hold is gone with them, and none is started any more. */
  endForGood(): void {
    this.#isOver = true;
    this.end();
  }

  /** Ends the helpers, and with them what they hold; what is prepared after that is prepared here. */
  end(): void {
    for (const hand of [...this.#hands]) this.#dismiss(hand);
  }

  #idlest(): Hand | undefined {
    return this.#hands.reduce<Hand | undefined>(
      (best, hand) => (best && best.orders <= hand.orders ? best : hand),
      undefined,
    );
  }

  #dismiss(hand: Hand): void {
    if (!this.#hands.includes(hand)) return;
    this.#hands = this.#hands.filter((other) => other !== hand);
    hand.helper.end();
  }

  /** Null if the helper failed, was ended or does not answer. */
  async #asked(helper: Helper, order: PartOrder): Promise<PreparedPart | null> {
    let cancel: () => void = () => undefined;
    const silence = new Promise<null>((resolve) => {
      cancel = this.ports.schedule.after(HELPER_LIMIT_MS, () => resolve(null));
    });
    try {
      return await Promise.race([helper.prepare(order), silence]);
    } finally {
      cancel();
    }
  }
}
