/** All checks that concern one unit alone: code, category, region, document, intents, amounts, contact. */
import type { EditionProfile, SubGroup } from '../domain/editionProfile.ts';
import type { Finding } from '../domain/finding.ts';
import { type ImageRefs, UNIT_IMAGE_SLOT, type UnitContact, type UnitMaterial } from '../domain/material.ts';
import type { UnitCategory } from '../domain/vocabulary.ts';
import { checkCreditCode } from './creditCode.ts';
import { isCreditCodeShaped } from './creditCodeArithmetic.ts';
import { isEmailAddress } from './email.ts';
import { finding } from './findingCodes.ts';
import { checkImage, type ImageFacts } from './image.ts';
import { isPlaceholder } from './normalise.ts';
import { normalisePhone, phoneKind } from './phone.ts';

export interface UnitToCheck {
  material: UnitMaterial;
  images: ImageRefs;
  /** facts by the image's SHA-256, of those that are at hand */
  imageFacts?: Readonly<Record<string, ImageFacts>> | undefined;
  subGroupId: string;
}

/** Checks a unit by itself (domain rule §6); duplicates need the others, see `findDuplicates`. Pure. */
export function checkUnit(input: UnitToCheck, profile: EditionProfile): Finding[] {
  const { material } = input;
  return [
    ...checkCode(material, input.subGroupId, profile),
    ...checkDocument(input, profile),
    ...checkIntents(material),
    ...checkAmounts(material),
    ...checkContact(material.contact),
  ];
}

function checkCode(material: UnitMaterial, subGroupId: string, profile: EditionProfile): Finding[] {
  const isMainland = material.region === 'mainland';
  // The notice of the 3rd edition: units abroad register by themselves and join no delegation.
  const findings = isMainland ? [] : [finding('C-REGION-ABROAD', 'region', { seen: material.region })];
  const { normalised, findings: codeFindings } = checkCreditCode(material.uscc ?? '');
  if (normalised === '' && !isMainland) return findings;
  findings.push(...codeFindings);
  if (isCreditCodeShaped(normalised)) {
    findings.push(
      ...checkCategory(normalised, material.category),
      ...checkRegion(normalised.slice(2, 6), subGroupId, profile.subGroups),
    );
  }
  return findings;
}

/** First two characters of the code, the registering department and kind (GB 32100-2015, table 1). */
const CATEGORY_BY_PREFIX: Readonly<Record<string, UnitCategory>> = {
  ...{ 91: 'enterprise', 92: 'enterprise', 93: 'enterprise' },
  ...{ 12: 'publicInstitution', 11: 'governmentAgency' },
  ...{ 51: 'socialOrganization', 52: 'socialOrganization', 53: 'socialOrganization' },
  ...{ 59: 'socialOrganization', 13: 'socialOrganization', 19: 'socialOrganization' },
  81: 'socialOrganization',
};

function checkCategory(code: string, category: UnitCategory): Finding[] {
  const expected = CATEGORY_BY_PREFIX[code.slice(0, 2)] ?? 'other';
  return expected === category ? [] : [finding('U-CATEGORY', 'category', { seen: category, expected })];
}

/** Separately planned cities, each a delegation of its own, by characters 3–6 of a code. */
const OWN_DELEGATION: Readonly<Record<string, string>> = {
  ...{ 2102: '大连', 3302: '宁波', 3502: '厦门', 3702: '青岛', 4403: '深圳' },
};

/**
 * Compares the region of a code with the sub-group. A unit that moved keeps its code, so this is never an
 * error; departments have no region; a province's own register (`4400`) does not tell the city.
 */
function checkRegion(prefix: string, subGroupId: string, subGroups: readonly SubGroup[]): Finding[] {
  const own = subGroups.find((subGroup) => subGroup.id === subGroupId);
  if (own?.regionPrefix === undefined || own.regionPrefix === prefix) return [];
  const other = subGroups.find((subGroup) => subGroup.regionPrefix === prefix);
  if (other) return [finding('U-SUBGROUP', 'subGroupId', { seen: prefix, expected: other.id })];
  if (prefix.slice(0, 2) === own.regionPrefix.slice(0, 2)) {
    const city = OWN_DELEGATION[prefix];
    if (city) return [finding('U-DELEGATION', 'subGroupId', { seen: prefix, expected: city })];
    if (prefix.endsWith('00')) return [];
  }
  return [finding('C-REGION-OTHER', 'subGroupId', { seen: prefix })];
}

function checkDocument({ material, images, imageFacts }: UnitToCheck, profile: EditionProfile): Finding[] {
  const sha256 = images[UNIT_IMAGE_SLOT];
  if (sha256 === undefined) {
    // A government agency has no licence to show (guide of the 3rd edition).
    return material.category === 'governmentAgency' ? [] : [finding('U-DOC-MISSING', UNIT_IMAGE_SLOT)];
  }
  const facts = imageFacts?.[sha256];
  return facts ? checkImage(facts, profile.image, UNIT_IMAGE_SLOT) : [];
}

function checkIntents({ purchaseIntents }: UnitMaterial): Finding[] {
  if (purchaseIntents.length === 0) return [finding('U-INTENT-MISSING', 'purchaseIntents')];
  const findings: Finding[] = [];
  purchaseIntents.forEach(({ category, product }, i) => {
    if (isPlaceholder(product) || category.trim() === '') {
      findings.push(finding('U-INTENT-UNCLEAR', `purchaseIntents.${i}.product`, { seen: product }));
    }
  });
  return findings;
}

/** From 10 000 million CNY on, a capital was most likely typed in yuan, not in 10 000 yuan. */
const CAPITAL_SUSPECT = 1_000_000;
/** From 1 000 million USD on, an import value or intent was most likely typed in dollars. */
const DOLLARS_SUSPECT = 100_000;

function checkAmounts({ registeredCapital, importValue, purchaseIntents }: UnitMaterial): Finding[] {
  const findings: Finding[] = [];
  const suspect = (field: string, amount: string | undefined, limit: number) => {
    if (amount === undefined || Number(amount) < limit) return;
    findings.push(
      finding('U-FINANCE-UNIT', field, { seen: amount, repairs: [String(Number(amount) / 10_000)] }),
    );
  };
  suspect('registeredCapital', registeredCapital, CAPITAL_SUSPECT);
  suspect('importValue', importValue, DOLLARS_SUSPECT);
  purchaseIntents.forEach(({ amount }, i) => {
    suspect(`purchaseIntents.${i}.amount`, amount, DOLLARS_SUSPECT);
  });
  return findings;
}

/** The unit is told by SMS and e-mail, so it needs both; a landline is accepted with a hint. */
function checkContact({ name = '', phone = '', email = '' }: UnitContact): Finding[] {
  const findings: Finding[] = [];
  if (isPlaceholder(name)) findings.push(finding('U-CONTACT', 'contact.name', { seen: name }));
  const kind = phoneKind(normalisePhone(phone));
  if (kind === 'invalid') findings.push(finding('U-CONTACT', 'contact.phone', { seen: phone }));
  if (kind === 'landline') findings.push(finding('C-PHONE-LANDLINE', 'contact.phone', { seen: phone }));
  if (kind === 'abroad') findings.push(finding('C-PHONE-ABROAD', 'contact.phone', { seen: phone }));
  if (!isEmailAddress(email)) findings.push(finding('U-CONTACT', 'contact.email', { seen: email }));
  return findings;
}
