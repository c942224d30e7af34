/** All faults of units by name: those of code and document, and those of the rest of the form. */
import type { UnitCategory } from '../../../shared/domain/vocabulary.ts';
import { makeMobile } from '../identifiers.ts';
import { CITIES } from '../words/places.ts';
import { OFF_TOPIC_TRADES } from '../words/trades.ts';
import { CODE_FAULTS } from './codeFaults.ts';
import { DOCUMENT_FAULTS, licenceOrCertificate } from './documentFaults.ts';
import type { UnitFault } from './unitFault.ts';
import type { UnitFaultId } from './unitFaultIds.ts';

const OTHER_CATEGORY: Record<UnitCategory, UnitCategory> = {
  enterprise: 'other',
  socialOrganization: 'enterprise',
  publicInstitution: 'enterprise',
  governmentAgency: 'publicInstitution',
  other: 'enterprise',
};

/** The same name as registrants write it: other brackets, a space, the longer word for the same form. */
function respelled(name: string): string {
  if (name.includes('有限责任公司')) return name.replace('有限责任公司', '有限公司');
  if (name.endsWith('股份有限公司')) return name.replace('股份', ' 股份');
  if (name.includes('有限公司')) return name.replace('有限公司', '有限责任公司');
  return `${name.slice(0, 3)} ${name.slice(3)}`;
}

const FORM_FAULTS = {
  categoryWrong: {
    yields: ['U-CATEGORY'],
    reason: 'U-CATEGORY',
    plant: (draft) => {
      draft.material.category = OTHER_CATEGORY[draft.material.category];
      // The document stays as it is; who has none now needs one.
      draft.image ??= licenceOrCertificate(draft);
    },
  },
  nameDuplicate: {
    yields: ['C-UNIT-NAME-DUP'],
    reason: 'U-USCC-DUP',
    plant: (draft, { partner }) => {
      if (!partner) return;
      draft.material.unitName = respelled(partner.material.unitName);
      if (draft.licence && draft.image === draft.licence) {
        draft.licence = { ...draft.licence, name: draft.material.unitName };
        draft.image = draft.licence;
      }
    },
  },
  abroad: {
    yields: ['C-REGION-ABROAD'],
    reason: 'U-DELEGATION',
    plant: (draft, { random }) => {
      const isHongKong = random.chance(0.6);
      draft.material.region = isHongKong ? 'hkMacaoTaiwan' : 'overseas';
      draft.material.address = isHongKong ? '香港九龙样本道 8 号' : '1 Sample Street, Example City';
      delete draft.material.uscc;
    },
  },
  intentMissing: {
    yields: ['U-INTENT-MISSING'],
    reason: 'U-INTENT-MISSING',
    plant: (draft) => {
      draft.material.purchaseIntents = [];
    },
  },
  intentVague: {
    yields: ['U-INTENT-UNCLEAR'],
    reason: 'U-INTENT-UNCLEAR',
    plant: (draft, { random }) => {
      const product = random.pick(['其他', '待定', '无', 'test', '—']);
      draft.material.purchaseIntents = draft.material.purchaseIntents.map((intent, i) =>
        i === 0 ? { ...intent, product } : intent,
      );
    },
  },
  amountInYuan: {
    yields: ['U-FINANCE-UNIT'],
    reason: 'U-FINANCE-UNIT',
    plant: (draft, { round }) => {
      if (round % 2 === 0) {
        draft.material.registeredCapital = String(Number(draft.material.registeredCapital ?? '300') * 10_000);
        if (Number(draft.material.registeredCapital) < 1_000_000)
          draft.material.registeredCapital = '5000000';
      } else {
        draft.material.importValue = '3600000';
      }
    },
  },
  contactInvalid: {
    yields: ['U-CONTACT'],
    reason: 'U-CONTACT',
    plant: (draft, { round }) => {
      const { contact } = draft.material;
      draft.material.contact =
        round % 2 === 0
          ? { ...contact, phone: (contact.phone ?? '').slice(0, 10) }
          : { ...contact, email: 'contact@@unit' };
    },
  },
  contactLandline: {
    yields: ['C-PHONE-LANDLINE'],
    reason: null,
    plant: (draft, { random }) => {
      const { dial } = random.pick(CITIES);
      const number = `2${String(random.int(0, 9_999_999)).padStart(7, '0')}`;
      draft.material.contact = {
        ...draft.material.contact,
        phone: `${dial}-${number.slice(0, 11 - dial.length)}`,
      };
    },
  },
  contactAbroad: {
    yields: ['C-PHONE-ABROAD'],
    reason: null,
    plant: (draft, { random }) => {
      draft.material.contact = {
        ...draft.material.contact,
        phone: `+852 2${random.int(100, 999)} ${random.int(1000, 9999)}`,
      };
    },
  },
  offTopic: {
    yields: [],
    reason: 'U-PURPOSE',
    plant: (draft, { random }) => {
      const trade = random.pick(OFF_TOPIC_TRADES);
      const [intent] = draft.material.purchaseIntents;
      draft.material.businessScope = trade.scope;
      draft.material.purchaseIntents = [
        { category: intent?.category ?? '服务贸易', product: trade.products[0] ?? '' },
      ];
      if (draft.licence && draft.image === draft.licence) {
        draft.licence = { ...draft.licence, scope: trade.scope };
        draft.image = draft.licence;
      }
    },
  },
  phoneShared: {
    yields: ['C-PHONE-SHARED'],
    reason: null,
    plant: (_draft, { random, people }) => {
      const phone = makeMobile(random, 900_000 + random.int(0, 99_999));
      for (const person of people) person.material.phone = phone;
    },
  },
} satisfies Partial<Record<UnitFaultId, UnitFault>>;

export const UNIT_FAULTS: Readonly<Record<UnitFaultId, UnitFault>> = {
  ...CODE_FAULTS,
  ...DOCUMENT_FAULTS,
  ...FORM_FAULTS,
};
