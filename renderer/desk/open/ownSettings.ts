/** The reviewer's settings on this workstation: plain ones as they are, own sentences and views sealed. */
import type { DeskSettings } from '../contract/settings.ts';
import { NO_OWN_CONTENT, parseOwnContent, sealOwnContent, unsealOwnContent } from '../ownContent.ts';
import type { Workstation } from '../workstation.ts';

const DEFAULT_SETTINGS: DeskSettings = {
  undoWindowSeconds: 10,
  idleLockMinutes: 15,
  ...NO_OWN_CONTENT,
};

export class OwnSettings {
  #value = DEFAULT_SETTINGS;

  constructor(
    private readonly workstation: Workstation,
    private readonly onChanged: () => void,
  ) {}

  get value(): DeskSettings {
    return this.#value;
  }

  async load(): Promise<void> {
    const { work, keys } = this.workstation;
    const own = await unsealOwnContent(keys.work, await work.meta('own'));
    const stored = await work.meta<Partial<DeskSettings>>('settings');
    this.#value = { ...DEFAULT_SETTINGS, ...stored, ...own };
  }

  /** Changes some, stores all; answers with what they are then. */
  async change(change: Partial<DeskSettings>): Promise<DeskSettings> {
    const { keys, recorder } = this.workstation;
    const { sentences, views, ...plain } = { ...this.#value, ...change };
    const own = parseOwnContent({ sentences, views });
    const changed = { ...plain, ...own };
    this.#value = changed;
    const sealed = await sealOwnContent(keys.work, own);
    // A later change that was sealed sooner has all of this one in it.
    if (this.#value === changed) await recorder.write({ meta: { settings: plain, own: sealed } });
    this.onChanged();
    return this.#value;
  }
}
