/** The faults that a unit of the demo can carry, by name; `unitFaults.ts` plants them. */

export const FAULTS_BY_TURN = [
  'codeMistyped',
  'documentBlurred',
  'codeChecked',
  'nameOnDocumentDiffers',
  'codeDuplicate',
  'documentMissing',
  'codeLegacy',
  'codeOnDocumentDiffers',
  'registerDefect',
  'documentRotated',
  'innerCodeWrong',
  'categoryWrong',
  'documentExpired',
  'otherCity',
  'intentMissing',
  'shenzhen',
  'documentCutOff',
  'intentVague',
  'otherProvince',
  'amountInYuan',
  'documentOfOtherKind',
  'contactInvalid',
  'nameDuplicate',
  'documentWithoutSeal',
  'abroad',
  'documentNoImage',
  'documentTilted',
  'contactLandline',
  'documentTiny',
  'offTopic',
  'contactAbroad',
  'documentGlare',
  'phoneShared',
] as const;
export type UnitFaultId = (typeof FAULTS_BY_TURN)[number];

/** Faults that compare the code's region with the sub-group's, so that only cities can have them. */
export const CITY_FAULTS: ReadonlySet<UnitFaultId> = new Set(['otherCity', 'shenzhen', 'otherProvince']);
