/** Batches between their preview and their confirmation: what was shown is what goes. */
import { overridesFor } from '../../../shared/domain/decision.ts';
import type {
  BatchAction,
  BatchConfirmation,
  BatchPreview,
  DecisionInput,
  Scope,
} from '../contract/decisions.ts';
import { errorsOf } from '../index/indexRow.ts';
import { type FrozenBatch, freezeBatch } from './batch.ts';
import { byBlock } from './byBlock.ts';
import type { ReviewContext } from './context.ts';
import { findingsOf } from './findingViews.ts';
import type { OpenLists } from './openLists.ts';

const PREVIEWS_MAX = 4;

export class BatchPreviews {
  readonly #previews = new Map<string, FrozenBatch>();

  constructor(
    private readonly context: ReviewContext,
    private readonly lists: OpenLists,
  ) {}

  /** Freezes what the scope means now; kept until it is confirmed or newer ones take its place. */
  async preview(scope: Scope, action: BatchAction): Promise<BatchPreview> {
    const { kind, ids } = this.lists.idsOfScope(scope);
    const frozen = await freezeBatch(this.context, kind, ids, action, new Set(scope.unseen));
    this.#previews.set(frozen.preview.previewId, frozen);
    for (const oldest of this.#previews.keys()) {
      if (this.#previews.size <= PREVIEWS_MAX) break;
      this.#previews.delete(oldest);
    }
    return frozen.preview;
  }

  /** What a preview that is confirmed decides, in order; nothing if it is no longer known. */
  async confirmed(previewId: string, given: BatchConfirmation): Promise<DecisionInput[]> {
    const frozen = this.#previews.get(previewId);
    if (!frozen) return [];
    this.#previews.delete(previewId);
    const included = await this.#included(frozen, given);
    const subjects = [...frozen.go, ...included].map((subject) => ({
      ...subject,
      ...(given.reasons?.length ? { reasons: given.reasons } : {}),
      ...(given.note ? { note: given.note } : {}),
    }));
    // A unit stands before its people, as the gateway will judge them.
    return subjects.flatMap((subject) => [subject, ...(frozen.people.get(subject.id) ?? [])]);
  }

  /** Those that the reviewer's word takes in all the same, each with what it overrides, in the order of the word. */
  async #included({ optional }: FrozenBatch, given: BatchConfirmation): Promise<DecisionInput[]> {
    const inputs = (given.include ?? []).flatMap((id) => optional.get(id) ?? []);
    const overrides = new Map<string, Pick<DecisionInput, 'overrides'>>();
    // By block, so that each is unpacked once and not again for every row in the list's order.
    for (const input of byBlock(this.context.index, inputs))
      overrides.set(input.id, await this.#overrides(input, given.overrideNote ?? ''));
    return inputs.map((input) => ({ ...input, ...overrides.get(input.id) }));
  }

  /** Deciding for one with an error finding overrides it, and says so in the decision. */
  async #overrides(input: DecisionInput, note: string): Promise<Pick<DecisionInput, 'overrides'>> {
    if (input.verdict !== 'approve' && input.verdict !== 'tag') return {};
    const { index } = this.context;
    const table = index.table(input.kind);
    const row = table.find(input.id);
    // Without an error there is nothing to override, and nothing to be unpacked.
    if (row === undefined || table.severity.get(row) !== 'error') return {};
    const told = table.ownErrors.get(row);
    const isTold = told !== null || table.ownSeverity.get(row) !== 'error';
    const findings = isTold
      ? [...(told === null ? [] : errorsOf(told)), ...sharedFindings(this.context, input)]
      : await findingsOf(this.context, input.kind, input.id);
    const overrides = overridesFor(findings, note);
    return overrides.length ? { overrides } : {};
  }
}

function sharedFindings({ index }: ReviewContext, { kind, id }: DecisionInput) {
  return index.duplicates.duplicatesOf(`${kind}:${id}`).map(({ finding }) => finding);
}
