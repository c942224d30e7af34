/** Faults in a unit's qualification document: missing, spoilt, of another kind, saying something else. */
import type { UnitDraft } from '../drafts.ts';
import type { LicenceFlaw, LicenceOrder } from '../images/imageOrder.ts';
import type { UnitFault } from './unitFault.ts';
import type { UnitFaultId } from './unitFaultIds.ts';

/** The unit's licence; agencies have none, so a fault that needs one shows the certificate of their code. */
export function licenceOrCertificate({ licence, material }: UnitDraft): LicenceOrder {
  if (licence) return licence;
  return {
    kind: 'licence',
    form: 'agency',
    name: material.unitName,
    code: material.uscc ?? '',
    type: '机关法人',
    principal: material.contact.name ?? '',
    foundedOn: '2010年01月04日',
    term: '长期',
    address: material.address,
    scope: material.businessScope ?? '',
    registrar: '机构编制委员会办公室',
    issuedOn: '2016年03月01日',
  };
}

const spoilt = (flaw: LicenceFlaw): UnitFault => ({
  yields: flaw === 'tiny' ? ['U-DOC-UNCLEAR'] : [],
  reason: flaw === 'copyWithoutSeal' ? 'U-DOC-SEAL' : 'U-DOC-UNCLEAR',
  plant: (draft) => {
    draft.image = { ...licenceOrCertificate(draft), flaw };
  },
});

const printed = (reason: string, change: (licence: LicenceOrder) => Partial<LicenceOrder>): UnitFault => ({
  yields: [],
  reason,
  plant: (draft) => {
    const licence = licenceOrCertificate(draft);
    draft.image = { ...licence, ...change(licence) };
  },
});

/** Two neighbouring different characters of the code change places. */
function swapped(code: string): string {
  for (let at = 9; at < code.length - 1; at++) {
    const [one, other] = [code.charAt(at), code.charAt(at + 1)];
    if (one !== other) return code.slice(0, at) + other + one + code.slice(at + 2);
  }
  return `${code.slice(0, 17)}${code.endsWith('1') ? '2' : '1'}`;
}

function otherName(name: string): string {
  if (name.endsWith('股份有限公司')) return name.replace('股份有限公司', '有限公司');
  return name.endsWith('有限公司') ? name.replace('有限公司', '科技发展有限公司') : `${name}（筹）`;
}

export const DOCUMENT_FAULTS = {
  documentMissing: {
    yields: ['U-DOC-MISSING'],
    reason: 'U-DOC-MISSING',
    plant: (draft) => {
      if (draft.material.category === 'governmentAgency') draft.material.category = 'publicInstitution';
      draft.image = null;
    },
  },
  documentNoImage: {
    yields: ['U-DOC-FORMAT'],
    reason: 'U-DOC-FORMAT',
    plant: (draft, { round }) => {
      const format = round % 2 === 0 ? 'oversizedPng' : 'truncatedJpeg';
      draft.image = { kind: 'strayFile', format, seed: draft.material.unitName };
    },
  },
  documentBlurred: spoilt('blurred'),
  documentRotated: spoilt('rotated'),
  documentTilted: spoilt('tilted'),
  documentCutOff: spoilt('cutOff'),
  documentGlare: spoilt('glare'),
  documentTiny: spoilt('tiny'),
  documentWithoutSeal: spoilt('copyWithoutSeal'),
  documentExpired: printed('U-DOC-EXPIRED', ({ foundedOn, issuedOn }) => ({
    term: `${foundedOn} 至 ${issuedOn}`,
  })),
  nameOnDocumentDiffers: printed('U-NAME-MISMATCH', ({ name }) => ({ name: otherName(name) })),
  codeOnDocumentDiffers: printed('U-USCC-MISMATCH', ({ code }) => ({ code: swapped(code) })),
  documentOfOtherKind: printed('U-DOC-KIND', ({ form }) =>
    form === 'accountPermit'
      ? {}
      : { form: 'accountPermit', type: '基本存款账户', registrar: '样本银行广东分行' },
  ),
} satisfies Partial<Record<UnitFaultId, UnitFault>>;
