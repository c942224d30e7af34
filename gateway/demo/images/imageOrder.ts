/** What an image of the demo shall show, as plain data: drawn by the worker, described without drawing. */

/** Which official document a licence image imitates. */
const LICENCE_FORMS = [
  'businessLicence',
  'individualBusiness',
  'socialOrganization',
  'nonEnterprise',
  'foundation',
  'publicInstitution',
  'collective',
  'union',
  'agency',
  'accountPermit',
] as const;
export type LicenceForm = (typeof LICENCE_FORMS)[number];

/** What is wrong with a licence's picture, besides what is printed on it. */
export type LicenceFlaw = 'blurred' | 'rotated' | 'tilted' | 'cutOff' | 'glare' | 'copyWithoutSeal' | 'tiny';

export interface LicenceOrder {
  kind: 'licence';
  form: LicenceForm;
  name: string;
  code: string;
  type: string;
  /** 法定代表人 / 经营者 */
  principal: string;
  /** as printed, with its unit */
  capital?: string;
  foundedOn: string;
  /** as printed: 长期 or 2011年03月02日至2031年03月01日 */
  term: string;
  address: string;
  scope: string;
  registrar: string;
  issuedOn: string;
  flaw?: LicenceFlaw;
}

export type PortraitFlaw = 'blurred' | 'dark' | 'tiny' | 'farAway';

export interface PortraitOrder {
  kind: 'portrait';
  /** decides every feature of the face */
  face: string;
  gender: 'male' | 'female';
  /** full years, for hair and lines */
  age: number;
  flaw?: PortraitFlaw;
}

/** A holiday picture where an ID photo should be. */
export interface SceneryOrder {
  kind: 'scenery';
  seed: string;
}

/** A file that is no usable picture; other formats than jpg and png the gateway refuses by itself. */
export interface StrayFileOrder {
  kind: 'strayFile';
  format: 'truncatedJpeg' | 'oversizedPng';
  seed: string;
}

export type ImageOrder = LicenceOrder | PortraitOrder | SceneryOrder | StrayFileOrder;

export const LICENCE_SIZE = { width: 900, height: 640 } as const;
export const PORTRAIT_SIZE = { width: 295, height: 413 } as const;
export const TINY_LICENCE_SIZE = { width: 225, height: 160 } as const;
export const TINY_PORTRAIT_SIZE = { width: 59, height: 83 } as const;
export const SCENERY_SIZE = { width: 640, height: 420 } as const;
