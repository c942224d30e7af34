/** Faults in an attendee's photo: missing, spoilt, no ID photo, somebody else's, no picture at all. */
import type { PortraitFlaw } from '../images/imageOrder.ts';
import type { AttendeeFaultId } from './attendeeFaultIds.ts';
import type { AttendeeFault } from './attendeeFaults.ts';

const spoilt = (flaw: PortraitFlaw): AttendeeFault => ({
  yields: flaw === 'tiny' ? ['A-PHOTO-QUALITY'] : [],
  reason: flaw === 'farAway' ? 'A-PHOTO-NOT-ID' : 'A-PHOTO-QUALITY',
  plant: (draft) => {
    draft.image = { ...draft.portrait, flaw };
  },
});

export const PHOTO_FAULTS = {
  photoMissing: {
    yields: ['A-PHOTO-MISSING'],
    reason: 'A-PHOTO-MISSING',
    plant: (draft) => {
      draft.image = null;
    },
  },
  photoBlurred: spoilt('blurred'),
  photoDark: spoilt('dark'),
  photoTiny: spoilt('tiny'),
  photoFarAway: spoilt('farAway'),
  photoScenery: {
    yields: [],
    reason: 'A-PHOTO-NOT-ID',
    plant: (draft, { number }) => {
      draft.image = { kind: 'scenery', seed: `scenery/${number}` };
    },
  },
  photoOfAnother: {
    yields: [],
    reason: 'A-PHOTO-MISMATCH',
    plant: (draft) => {
      const isMan = draft.portrait.gender === 'male';
      const age = draft.portrait.age > 45 ? 24 : 61;
      draft.image = { ...draft.portrait, gender: isMan ? 'female' : 'male', age };
    },
  },
  photoShared: {
    yields: ['C-PHOTO-SHARED'],
    reason: 'A-PHOTO-MISMATCH',
    plant: (draft, { partner }) => {
      if (partner) draft.image = partner.image;
    },
  },
  photoNoImage: {
    yields: ['C-PHOTO-FORMAT'],
    reason: 'A-PHOTO-QUALITY',
    plant: (draft, { number }) => {
      draft.image = { kind: 'strayFile', format: 'truncatedJpeg', seed: `photo/${number}` };
    },
  },
} satisfies Partial<Record<AttendeeFaultId, AttendeeFault>>;
