/**
 * The witness notes, outside the browser, what the reviewer asked for and what the screen has shown of it.
 * It knows nothing of the desk's inside: acts are told apart by kind, verdict and the subjects' names.
 */
import type { BrowserContext } from '@playwright/test';

/** What the strip says of the newest act, as it stands there, and the notices above. */
export interface Sight {
  /** «刚刚: 通过「…」» */
  act: string;
  /** «已存本机，3 秒后上传» */
  state: string;
  toUpload: string;
  notices: string[];
}

export type Verdict = 'approve' | 'reject' | 'tag:vip' | 'tag:staff' | 'tag:professional' | 'withdraw';
export type Kind = 'unit' | 'attendee';

export interface Act {
  kind: Kind;
  verdict: Verdict;
  names: readonly string[];
  round: number;
  /** «已存本机» or a later state has been on screen */
  isSaved: boolean;
  /** the key for undo was pressed while this was the newest act */
  isUndoAsked: boolean;
  /** «已撤销» has been on screen */
  isUndoShown: boolean;
  /** it came back after «已撤销» */
  isBackAfterUndo: boolean;
  /** what the screen said of it, in order, with the round */
  shown: string[];
}

const BINDING = '__deskWitness';
const VERDICTS: Readonly<Record<string, Verdict>> = {
  通过: 'approve',
  驳回: 'reject',
  '标注: VIP': 'tag:vip',
  '标注: 工作人员': 'tag:staff',
  '标注: 专业观众': 'tag:professional',
  撤回: 'withdraw',
};
const SAVED = /^(已存本机|上传中|已同步|未生效)/;

/** The strip's sentence in parts; null for a sentence that is not about an act. */
export function parseAct(text: string): { verdict: Verdict; name: string; count: number } | null {
  const found = /^刚刚: (.+?)「(.+)」(?:等 (\d+) 项)?$/.exec(text);
  const verdict = VERDICTS[found?.[1] ?? ''];
  const name = found?.[2];
  if (!verdict || name === undefined) return null;
  return { verdict, name, count: Number(found?.[3] ?? 1) };
}

export class Witness {
  readonly acts: Act[] = [];
  /** every notice that has been on screen */
  readonly notices = new Set<string>();
  /** the round under way, noted with each act */
  round = 0;
  latest: Sight | null = null;
  readonly #waiting = new Set<() => void>();
  /** undone by key since the page was opened */
  readonly #underWay = new Set<Act>();

  /** Watches the pages of a context, those to come included; call it before the first opens. */
  async watch(context: BrowserContext): Promise<void> {
    // The loader that runs this script names inner functions with a helper that pages do not have.
    await context.addInitScript('globalThis.__name ??= (named) => named');
    await context.exposeBinding(BINDING, (_source, sight: Sight) => this.see(sight));
    await context.addInitScript((binding) => {
      let last = '';
      const look = () => {
        const strip = document.querySelector('[role="status"]');
        const line = strip?.querySelector(':scope > div');
        const [act, state] = Array.from(line?.querySelectorAll(':scope > span') ?? [], (span) => {
          return span.textContent ?? '';
        });
        const toUpload = Array.from(strip?.children ?? [], (child) => child.textContent ?? '').find((text) =>
          text.startsWith('待上传'),
        );
        const notices = Array.from(
          document.querySelectorAll('section[class*="banners"] > div > span'),
          (span) => span.textContent ?? '',
        );
        const sight = { act: act ?? '', state: state ?? '', toUpload: toUpload ?? '', notices };
        const text = JSON.stringify(sight);
        if (text === last) return;
        last = text;
        const tell: unknown = Reflect.get(globalThis, binding);
        if (typeof tell === 'function') tell(sight);
      };
      new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    }, BINDING);
  }

  /** A page is about to open: what stood on the former one says nothing about it. */
  forget(): void {
    this.latest = null;
    this.#underWay.clear();
  }

  /** The reviewer is about to confirm this; told before the key that does it. */
  ask(kind: Kind, verdict: Verdict, names: readonly string[]): Act {
    const act: Act = {
      kind,
      verdict,
      names,
      round: this.round,
      isSaved: false,
      isUndoAsked: false,
      isUndoShown: false,
      isBackAfterUndo: false,
      shown: [],
    };
    this.acts.push(act);
    return act;
  }

  /** Takes in what the screen shows. */
  see(sight: Sight): void {
    this.latest = sight;
    for (const notice of sight.notices) this.notices.add(notice);
    const said = parseAct(sight.act);
    if (said) this.#note(said, sight.state);
    for (const wake of this.#waiting) wake();
  }

  #note(said: { verdict: Verdict; name: string; count: number }, state: string): void {
    const isMeant = (act: Act) => act.verdict === said.verdict && act.names.includes(said.name);
    const isUndone = state === '已撤销';
    // Decided again after it was taken back, the same words are about the later act, «已撤销» excepted.
    let act =
      (isUndone ? this.acts.findLast((each) => isMeant(each) && each.isUndoAsked) : undefined) ??
      this.acts.findLast(isMeant);
    if (!act) {
      // Taking back what was uploaded is a decision of its own, which the strip names first.
      const origin = this.acts.findLast((other) => other.names.includes(said.name));
      if (said.verdict !== 'withdraw' || !origin) return;
      act = this.ask(origin.kind, 'withdraw', origin.names.slice(0, said.count));
    }
    // A batch that went without some of its subjects: nobody can tell from here which.
    if (act.names.length !== said.count) return;
    const told = `round ${this.round}: ${state.replace(/\d+ 秒/, '… 秒')}`;
    if (act.shown.at(-1) !== told) act.shown.push(told);
    if (SAVED.test(state)) {
      act.isSaved = true;
      if (act.isUndoShown) act.isBackAfterUndo = true;
    } else if (isUndone) act.isUndoShown = true;
  }

  /** True while an undo of this subject was asked for, and the page has not said yet what came of it. */
  isUndoUnderWay(kind: Kind, name: string): boolean {
    const act = this.acts.findLast((each) => each.kind === kind && each.names.includes(name));
    return act !== undefined && this.#underWay.has(act) && !act.isUndoShown;
  }

  /** The newest act is being taken back. */
  askUndo(): void {
    const act = this.acts.at(-1);
    if (!act) return;
    act.isUndoAsked = true;
    this.#underWay.add(act);
  }

  /** Resolves true once `isSeen` holds, false after `limitMs`. */
  async until(isSeen: () => boolean, limitMs: number): Promise<boolean> {
    if (isSeen()) return true;
    return new Promise((resolve) => {
      const end = (answer: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(answer);
      };
      const look = () => {
        if (isSeen()) end(true);
      };
      const timer = setTimeout(() => end(isSeen()), limitMs);
      this.#waiting.add(look);
    });
  }
}
