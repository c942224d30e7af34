/** Which images a travel pack takes along, and in which order. */
import { expect, it } from 'vitest';
import { attendeeItem, residentId, unitItem } from '../imports/testing/register.ts';
import { imageOrder } from './carryImages.ts';

const hash = (digit: string) => digit.repeat(64);
const person = (id: string, order: number, change: object) =>
  attendeeItem(id, 'u-1', { name: id, documentNumber: residentId(order), phone: '13800000001' }, change);
const ITEMS = [
  unitItem('u-1', '甲', { status: 'approved', images: { qualificationDocument: hash('1') } }),
  unitItem('u-2', '乙', { status: 'pendingReview', images: { qualificationDocument: hash('2') } }),
  unitItem('u-3', '丙', {
    status: 'pendingReview',
    subGroupId: 'foshan',
    images: { qualificationDocument: hash('3') },
  }),
  person('a-1', 1, { status: 'awaitingTag', images: { photo: hash('4') } }),
  person('a-2', 2, { status: 'awaitingPayment', images: { photo: hash('4') } }),
];
const told = (images?: Parameters<typeof imageOrder>[1]) =>
  imageOrder(ITEMS, images).map(({ sha256, variant }) => `${sha256[0]} ${variant}`);

it('takes what is still to be reviewed first, each once, small before large', () => {
  expect(told()).toEqual([
    ...['2 thumb', '3 thumb', '4 thumb', '2 full', '3 full', '4 full'],
    ...['1 thumb', '1 full'],
  ]);
});

it('takes only what is to be reviewed, or only some sub-groups, where that is asked', () => {
  expect(told({ isOpenOnly: true })).not.toContain('1 thumb');
  expect(told({ subGroupIds: ['foshan'] })).toEqual(['3 thumb', '3 full']);
  expect(told({ isOpenOnly: true, subGroupIds: ['guangzhou'] })).toEqual([
    ...['2 thumb', '4 thumb', '2 full', '4 full'],
  ]);
});
