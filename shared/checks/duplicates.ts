/** Duplicates among many submissions: the same code, name, person, phone or photo, found in one pass. */
import type { Finding } from '../domain/finding.ts';
import {
  ATTENDEE_IMAGE_SLOT,
  type AttendeeMaterial,
  type ImageRefs,
  type UnitMaterial,
} from '../domain/material.ts';
import type { SubmissionKind } from '../domain/vocabulary.ts';
import { readDocumentNumber } from './documentNumber.ts';
import { type FindingCode, finding } from './findingCodes.ts';
import { normaliseIdentifier, normaliseUnitName } from './normalise.ts';
import { normalisePhone, phoneKind } from './phone.ts';
import { similarNameKeys } from './similarName.ts';

/** One submission as the duplicate search sees it; keys are those of `unitDuplicateKeys` and its sister. */
export interface DuplicateEntry {
  kind: SubmissionKind;
  id: string;
  /** the attendee's unit */
  unitId?: string | undefined;
  keys: readonly string[];
}

export interface Duplicate {
  finding: Finding;
  /** ids of the others, of the same kind; at most `OTHERS_MAX` of them */
  others: string[];
  /** how many others there are */
  othersCount: number;
}

/** Bounds the answer: one phone on 100,000 people must not yield 10,000 million pairs. */
export const OTHERS_MAX = 20;
/** From so many people on, a shared phone is worth a hint; a secretary's number on a few is ordinary. */
const PHONE_SHARERS_MIN = 4;
/** Shorter texts are no code (`无`, `1`), and would make strangers into duplicates. */
const CODE_LENGTH_MIN = 8;

const KEYS = ['uscc', 'name', 'similar', 'person', 'phone', 'photo'] as const;
const SIMILAR = 'C-UNIT-NAME-SIMILAR';
type KeyKind = (typeof KEYS)[number];
const key = (kind: KeyKind, value: string) => `${kind}:${value}`;

/**
 * Keys by which a unit may equal another: its code, even if wrong, its name, and what similar names share.
 * Personal: do not log. `soundsOf`: a syllable for each character of a name, where sounds are known.
 */
export function unitDuplicateKeys(
  material: Pick<UnitMaterial, 'uscc' | 'unitName'>,
  soundsOf?: (core: string) => readonly string[],
): string[] {
  const code = normaliseIdentifier(material.uscc ?? '');
  const name = normaliseUnitName(material.unitName);
  const keys = code.length >= CODE_LENGTH_MIN ? [key('uscc', code)] : [];
  if (name !== '') keys.push(key('name', name));
  for (const similar of similarNameKeys(material.unitName, soundsOf)) keys.push(key('similar', similar));
  return keys;
}

/**
 * Keys by which an attendee may equal another: the person (document type and the number's stable part, if
 * the number is without errors), the phone, the photo. Personal: do not log.
 */
export function attendeeDuplicateKeys(
  material: Pick<AttendeeMaterial, 'documentType' | 'documentNumber' | 'phone' | 'personType'>,
  on: { today: string },
  images: ImageRefs = {},
): string[] {
  const { documentType, documentNumber, personType, phone = '' } = material;
  const { personKey } = readDocumentNumber(documentType, documentNumber, { today: on.today, personType });
  const keys = personKey === null ? [] : [key('person', `${documentType}:${personKey}`)];
  const number = normalisePhone(phone);
  if (phoneKind(number) !== 'invalid') keys.push(key('phone', number));
  const photo = images[ATTENDEE_IMAGE_SLOT];
  if (photo !== undefined) keys.push(key('photo', photo));
  return keys;
}

/**
 * Finds duplicates in time linear in the number of keys. Feed it every submission that counts, decided or
 * not, pushed or not, each once. Answers with a map from `kind:id` to what was found; entries without duplicates are absent.
 */
export function findDuplicates(entries: Iterable<DuplicateEntry>): Map<string, Duplicate[]> {
  const found = new Map<string, Duplicate[]>();
  for (const [sharedKey, sharers] of groupByKey(entries)) {
    const kind = sharedKey.slice(0, sharedKey.indexOf(':'));
    if (kind === 'person') reportPerson(sharers, found);
    else if (kind === 'similar') reportSimilar(sharers, found);
    else reportShared(kind, sharers, found);
  }
  return found;
}

/** Keys that more than one entry has. Most have one holder only, so a list is made on the second. */
function groupByKey(entries: Iterable<DuplicateEntry>): Map<string, DuplicateEntry[]> {
  const firstHolder = new Map<string, DuplicateEntry>();
  const shared = new Map<string, DuplicateEntry[]>();
  for (const entry of entries) {
    for (const entryKey of entry.keys) {
      const first = firstHolder.get(entryKey);
      if (first === undefined) firstHolder.set(entryKey, entry);
      else if (first !== entry) {
        const sharers = shared.get(entryKey);
        if (sharers) sharers.push(entry);
        else shared.set(entryKey, [first, entry]);
      }
    }
  }
  return shared;
}

const SHARED: Readonly<Record<string, { code: FindingCode; field: string; sharersMin: number }>> = {
  uscc: { code: 'U-USCC-DUP', field: 'uscc', sharersMin: 2 },
  name: { code: 'C-UNIT-NAME-DUP', field: 'unitName', sharersMin: 2 },
  phone: { code: 'C-PHONE-SHARED', field: 'phone', sharersMin: PHONE_SHARERS_MIN },
  photo: { code: 'C-PHOTO-SHARED', field: ATTENDEE_IMAGE_SLOT, sharersMin: 2 },
};

function reportShared(kind: string, sharers: DuplicateEntry[], found: Map<string, Duplicate[]>): void {
  const rule = SHARED[kind];
  if (!rule || sharers.length < rule.sharersMin) return;
  for (const entry of sharers) {
    add(found, entry, rule.code, rule.field, firstOthers([sharers], entry), sharers.length - 1);
  }
}

/** Similar, and not the same: who shares the whole name is told of that. Told once, by whichever key. */
function reportSimilar(sharers: DuplicateEntry[], found: Map<string, Duplicate[]>): void {
  const byName = new Map<string | undefined, DuplicateEntry[]>();
  for (const entry of sharers) {
    const name = entry.keys.find((each) => each.startsWith('name:'));
    const namesakes = byName.get(name);
    if (namesakes) namesakes.push(entry);
    else byName.set(name, [entry]);
  }
  for (const namesakes of byName.values()) {
    const count = sharers.length - namesakes.length;
    if (count === 0) return;
    for (const entry of namesakes) {
      const others = firstOthers(byName.values(), entry, namesakes);
      const told = found.get(`${entry.kind}:${entry.id}`)?.find(({ finding }) => finding.code === SIMILAR);
      if (told) {
        const news = others.filter((id) => !told.others.includes(id));
        told.others.push(...news.slice(0, OTHERS_MAX - told.others.length));
        told.othersCount += news.length;
        continue;
      }
      add(found, entry, SIMILAR, 'unitName', others, count);
    }
  }
}

/** One person, one badge: twice in the same unit and in several units are different reasons. */
function reportPerson(sharers: DuplicateEntry[], found: Map<string, Duplicate[]>): void {
  const byUnit = new Map<string | undefined, DuplicateEntry[]>();
  for (const entry of sharers) {
    const colleagues = byUnit.get(entry.unitId);
    if (colleagues) colleagues.push(entry);
    else byUnit.set(entry.unitId, [entry]);
  }
  for (const entry of sharers) {
    const colleagues = byUnit.get(entry.unitId) ?? [];
    const strangersCount = sharers.length - colleagues.length;
    if (colleagues.length > 1) {
      const others = firstOthers([colleagues], entry);
      add(found, entry, 'A-DUP-UNIT', 'documentNumber', others, colleagues.length - 1);
    }
    if (strangersCount > 0) {
      const others = firstOthers(byUnit.values(), entry, colleagues);
      add(found, entry, 'A-DUP-OTHER', 'documentNumber', others, strangersCount);
    }
  }
}

function firstOthers(
  lists: Iterable<DuplicateEntry[]>,
  self: DuplicateEntry,
  without?: DuplicateEntry[],
): string[] {
  const ids: string[] = [];
  for (const list of lists) {
    if (list === without) continue;
    for (const entry of list) {
      if (ids.length === OTHERS_MAX) return ids;
      if (entry !== self) ids.push(entry.id);
    }
  }
  return ids;
}

function add(
  found: Map<string, Duplicate[]>,
  { kind, id }: DuplicateEntry,
  code: FindingCode,
  field: string,
  others: string[],
  othersCount: number,
): void {
  const duplicate = { finding: finding(code, field), others, othersCount };
  const known = found.get(`${kind}:${id}`);
  if (known) known.push(duplicate);
  else found.set(`${kind}:${id}`, [duplicate]);
}
