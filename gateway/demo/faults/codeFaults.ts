/** Faults in a unit's credit code: mistyped, of the old kind, of another place, with a register's defect. */
import { checkCreditCode } from '../../../shared/checks/creditCode.ts';
import {
  CREDIT_CODE_LETTERS,
  creditCodeCheckCharacter,
} from '../../../shared/checks/creditCodeArithmetic.ts';
import { normaliseIdentifier } from '../../../shared/checks/normalise.ts';
import type { UnitDraft } from '../drafts.ts';
import { makeLegacyRegistrationNumber, withRegisterDefect, withWrongInnerCode } from '../identifiers.ts';
import type { Random } from '../random.ts';
import { CITIES, OTHER_PROVINCES, SHENZHEN_DISTRICTS } from '../words/places.ts';
import type { UnitFault } from './unitFault.ts';
import type { UnitFaultId } from './unitFaultIds.ts';

const codeOf = (draft: UnitDraft): string => normaliseIdentifier(draft.material.uscc ?? '');

/** The code on the form and on the document; a picture that shows the licence shows the new code. */
function replaceCode(draft: UnitDraft, code: string): void {
  draft.material.uscc = code;
  if (draft.licence === null) return;
  const isShown = draft.image === draft.licence;
  draft.licence = { ...draft.licence, code };
  if (isShown) draft.image = draft.licence;
}

/** The code typed wrong in one place of the last ten, so that only its check characters tell. */
function mistype(code: string, random: Random): string {
  for (;;) {
    const at = random.int(8, 17);
    const typed = code.slice(0, at) + CREDIT_CODE_LETTERS.charAt(random.int(0, 30)) + code.slice(at + 1);
    if (checkCreditCode(typed).findings.some((finding) => finding.code === 'U-USCC-CHECK')) return typed;
  }
}

/** The same registration under another region, right in itself. */
function moveTo(draft: UnitDraft, region: string): void {
  const code = codeOf(draft);
  const first17 = `${code.slice(0, 2)}${region}${code.slice(8, 17)}`;
  replaceCode(draft, first17 + creditCodeCheckCharacter(first17));
}

/** A code whose check character some registers would have computed wrongly; most codes are like that. */
function defective(code: string): string {
  for (let serial = 0; serial < 31; serial++) {
    const varied = code.slice(0, 8) + code.slice(8, 10) + CREDIT_CODE_LETTERS.charAt(serial) + code.slice(11);
    const inner = withRightInnerCode(varied);
    const defect = withRegisterDefect(inner);
    if (defect !== null) return defect;
  }
  return code;
}

function withRightInnerCode(code: string): string {
  for (const digit of '0123456789X') {
    const first17 = code.slice(0, 16) + digit;
    const whole = first17 + creditCodeCheckCharacter(first17);
    if (checkCreditCode(whole).findings.length === 0) return whole;
  }
  return code;
}

export const CODE_FAULTS = {
  codeMistyped: {
    yields: ['U-USCC-FORMAT'],
    reason: 'U-USCC-FORMAT',
    plant: (draft, { random }) => {
      const code = codeOf(draft);
      const typed = random.pick([code.replace('0', 'O'), code.replace('1', 'I'), `${code}0`]);
      draft.material.uscc = typed === code ? code.slice(0, 17) : typed;
    },
  },
  codeChecked: {
    yields: ['U-USCC-CHECK'],
    reason: 'U-USCC-CHECK',
    plant: (draft, { random }) => {
      draft.material.uscc = mistype(codeOf(draft), random);
    },
  },
  codeDuplicate: {
    yields: ['U-USCC-DUP'],
    reason: 'U-USCC-DUP',
    plant: (draft, { partner }) => {
      if (!partner) return;
      // A branch that registers with its parent's code and shows the parent's licence.
      draft.material.uscc = codeOf(partner);
      draft.material.category = partner.material.category;
      draft.material.registeredAs = partner.material.registeredAs;
      draft.material.unitName = `${partner.material.unitName}第一分公司`;
      draft.licence = partner.licence;
      draft.image = partner.image;
    },
  },
  codeLegacy: {
    yields: ['C-USCC-LEGACY-15'],
    reason: 'U-USCC-FORMAT',
    plant: (draft, { random }) => {
      draft.material.uscc = makeLegacyRegistrationNumber(random, codeOf(draft).slice(2, 8));
    },
  },
  registerDefect: {
    yields: ['C-USCC-REGISTER-DEFECT'],
    reason: null,
    plant: (draft) => replaceCode(draft, defective(codeOf(draft))),
  },
  innerCodeWrong: {
    yields: ['C-USCC-INNER'],
    reason: null,
    plant: (draft) => replaceCode(draft, withWrongInnerCode(codeOf(draft))),
  },
  otherCity: {
    yields: ['U-SUBGROUP'],
    reason: 'U-SUBGROUP',
    plant: (draft, { random }) => {
      const own = codeOf(draft).slice(2, 6);
      const city = random.pick(CITIES.filter(({ prefix }) => prefix !== own));
      moveTo(draft, city.prefix + random.pick(city.districts)[0]);
    },
  },
  shenzhen: {
    yields: ['U-DELEGATION'],
    reason: 'U-DELEGATION',
    plant: (draft, { random }) => moveTo(draft, random.pick(SHENZHEN_DISTRICTS)),
  },
  otherProvince: {
    yields: ['C-REGION-OTHER'],
    reason: null,
    plant: (draft, { random }) => moveTo(draft, random.pick(OTHER_PROVINCES)),
  },
} satisfies Partial<Record<UnitFaultId, UnitFault>>;
