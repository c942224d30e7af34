/** Which reasons this workstation gave, for their order, and the last ones, for «same as last». Codes only are stored. */
import { GivenReason } from '../../../shared/domain/decision.ts';
import { countUse, type ReasonUse } from '../reasonDraft.ts';

const USE_KEY = 'desk.reasonUse';

/** Sentences may be the reviewer's own words about somebody: kept in memory, gone at the next start. */
const last: Record<'unit' | 'attendee', readonly GivenReason[]> = { unit: [], attendee: [] };

/** While practising, what is given there stays there. */
let practised: { use: ReasonUse; last: typeof last } | null = null;

/** From now on reasons are those of the practice, kept apart and forgotten with it – or the reviewer's own again. */
export function separateReasons(isOn: boolean): void {
  practised = isOn ? { use: {}, last: { unit: [], attendee: [] } } : null;
}

/** How often each code was given; what is stored is repaired rather than trusted. */
export function reasonUse(): ReasonUse {
  if (practised) return practised.use;
  try {
    const raw: unknown = JSON.parse(localStorage.getItem(USE_KEY) ?? '{}');
    if (typeof raw !== 'object' || raw === null) return {};
    return Object.fromEntries(
      Object.entries(raw).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
    );
  } catch {
    // Unreadable counts only cost the order of the reasons.
    return {};
  }
}

export const lastReasons = (kind: 'unit' | 'attendee') => (practised?.last ?? last)[kind];

export function rememberReasons(kind: 'unit' | 'attendee', given: readonly GivenReason[]): void {
  if (practised) {
    practised.last[kind] = [...given];
    practised.use = countUse(practised.use, given);
    return;
  }
  last[kind] = given.map((reason) => GivenReason.parse(reason));
  localStorage.setItem(USE_KEY, JSON.stringify(countUse(reasonUse(), given)));
}
