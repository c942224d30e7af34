/** The part of the desk's contract that speaks of packs: one thing at a time, every refusal a value. */
import { isTravelWorkstation } from '../../../shared/protocol/handIn.ts';
import type { PackDesk, PackProgress, PackRefused } from '../contract/packs.ts';
import type { DeskLife } from '../deskLife.ts';
import type { DeskPorts } from '../ports.ts';
import { knownWorkstations } from '../workstation.ts';
import { makeDecisionsPack, packable } from './decisionsOut.ts';
import { handIn } from './handIn.ts';
import { openTraveller } from './openTraveller.ts';
import { PackRefusedError } from './packContents.ts';
import { PackError } from './packFile.ts';
import { type PackOpening, readTravelPack } from './readTravelPack.ts';
import { finish, PACK_META, renewFrom } from './travelIn.ts';
import { makeTravelPack, type PackMaking } from './travelOut.ts';

function refusalOf(error: unknown): PackRefused {
  if (error instanceof PackError) return { ok: false, why: error.why };
  if (error instanceof PackRefusedError)
    return { ok: false, why: error.why, ...(error.count === undefined ? {} : { count: error.count }) };
  throw error;
}

export function packMethods(life: DeskLife, ports: DeskPorts): PackDesk {
  const desk = () => life.desk();
  let progress: PackProgress | null = null;
  let isBusy = false;
  let isCancelled = false;
  const told = (now: PackProgress | null) => {
    progress = now;
  };
  const making: PackMaking = { progress: told, isCancelled: () => isCancelled };
  async function oneAtATime<T>(task: () => Promise<T>): Promise<T | PackRefused> {
    if (isBusy) return { ok: false, why: 'busy' };
    isBusy = true;
    isCancelled = false;
    try {
      return await task();
    } catch (error) {
      return refusalOf(error);
    } finally {
      isBusy = false;
      progress = null;
    }
  }
  async function takeInto(input: PackOpening) {
    const open = desk();
    if (!isTravelWorkstation(open.workstation.header.ws)) throw new PackRefusedError('notTraveller');
    told({ stage: 'reading', done: 0, total: null });
    const { account, edition } = open.identity;
    return renewFrom(open, await readTravelPack(ports, input, { account: account.name, edition }), told);
  }
  async function setUp(input: PackOpening & { account?: string; gateway?: string }) {
    if (input.gateway !== undefined) ports.gateway = input.gateway;
    const account = input.account?.trim() ?? '';
    const isKnown = (await knownWorkstations(ports)).some(
      (header) => header.account === account && header.gateway === ports.gateway,
    );
    if (isKnown) throw new PackRefusedError('alreadyHere');
    told({ stage: 'reading', done: 0, total: null });
    const pack = await readTravelPack(ports, input, { account });
    const isOpen = await life.enterWith((events, lead) =>
      openTraveller(ports, pack, input.password, events, lead),
    );
    if (!isOpen) throw new PackRefusedError('elsewhere');
    return finish(desk(), pack, told);
  }
  return {
    async travelState() {
      const open = desk();
      const isTraveller = isTravelWorkstation(open.workstation.header.ws);
      const { again, first, left } = packable(open);
      const asOf = (await open.workstation.work.meta<number>(PACK_META)) ?? null;
      return { isTraveller, asOf, ready: again.length + first.length, packed: again.length, left };
    },
    makeTravelPack: (input) => oneAtATime(() => makeTravelPack(ports, desk(), input, making)),
    takeTravelPack: (input) => oneAtATime(() => (life.isOpen ? takeInto(input) : setUp(input))),
    makeDecisionsPack: (input) => oneAtATime(() => makeDecisionsPack(ports, desk(), input)),
    handIn: (input) => oneAtATime(() => handIn(ports, desk(), input, making)),
    async packProgress() {
      return progress;
    },
    async cancelPack() {
      isCancelled = true;
    },
  };
}
