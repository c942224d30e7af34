/** Whom a row means: the strongest rung decides, and what the row contradicts is a question, never a match. */
import { describe, expect, it } from 'vitest';
import { climbLadder, type ListedPerson, listedKeys, type RegisteredPerson } from './matchLadder.ts';

const on = { today: '2020-09-07' };
const lin: RegisteredPerson = {
  id: 'a-1',
  name: '林示例',
  unitName: '广州示例贸易有限公司',
  personType: 'mainland',
  documentType: 'residentId',
  documentNumber: '440106198503121018',
  phone: '13800000001',
};
/** of the same name, in the same unit */
const namesake: RegisteredPerson = {
  ...lin,
  id: 'a-2',
  documentNumber: '440106197907211023',
  phone: '13800000002',
};
const elsewhere: RegisteredPerson = { ...lin, id: 'a-3', unitName: '广州虚构进出口公司' };
const permit: RegisteredPerson = {
  ...lin,
  id: 'a-4',
  name: 'CHAN TAI MAN',
  personType: 'hkMacaoTaiwan',
  documentType: 'hkMacaoPermit',
  documentNumber: 'H1234567801',
};

const listed = (person: Partial<ListedPerson>): ListedPerson => ({
  name: '',
  documentNumber: '',
  phone: '',
  unit: '',
  ...person,
});
const climb = (person: Partial<ListedPerson>, ...candidates: RegisteredPerson[]) =>
  climbLadder(listedKeys(listed(person)), candidates, on);

describe('the match ladder', () => {
  it('takes the number before anything else, in whatever digits', () => {
    const number = '４４０１０６ 19850312-1018';
    expect(climb({ documentNumber: number, name: '林示例' }, namesake, lin)).toEqual({
      kind: 'matched',
      by: 'documentNumber',
      id: 'a-1',
    });
    expect(climb({ documentNumber: number }, lin)).toMatchObject({ kind: 'matched' });
  });

  it('knows a renewed permit by its stable part, and by its type only', () => {
    expect(climb({ documentNumber: 'H1234567802' }, permit)).toMatchObject({ kind: 'matched', id: 'a-4' });
    const passport: RegisteredPerson = { ...permit, documentType: 'passport', documentNumber: 'H1234567801' };
    expect(climb({ documentNumber: 'H1234567802' }, passport)).toEqual({ kind: 'none' });
  });

  it('asks when the number is somebody else’s by name', () => {
    expect(climb({ documentNumber: lin.documentNumber, name: '陈样本' }, lin)).toEqual({
      kind: 'doubtful',
      by: 'documentNumber',
      why: 'nameDiffers',
      ids: ['a-1'],
    });
  });

  it('tells one person’s registrations apart by the unit, else asks', () => {
    const person = { documentNumber: lin.documentNumber, name: lin.name };
    expect(climb(person, lin, elsewhere)).toMatchObject({ kind: 'doubtful', why: 'several' });
    const unit = '广州虚构进出口公司';
    expect(climb({ ...person, unit }, lin, elsewhere)).toMatchObject({ kind: 'matched', id: 'a-3' });
  });

  it('takes phone and name, then name and normalised unit', () => {
    expect(climb({ name: '林 示 例', phone: '+86 138-0000-0001' }, lin, namesake)).toMatchObject({
      kind: 'matched',
      by: 'phoneAndName',
      id: 'a-1',
    });
    expect(climb({ name: '林示例', unit: '广州示例贸易（有限责任公司）' }, lin, elsewhere)).toMatchObject({
      kind: 'matched',
      by: 'nameAndUnit',
      id: 'a-1',
    });
  });

  it('never takes a namesake for the person whose number the row gives', () => {
    const other = { name: '林示例', unit: lin.unitName, documentNumber: '440106199208081050' };
    expect(climb(other, lin)).toMatchObject({ kind: 'doubtful', by: 'nameAndUnit', why: 'numberDiffers' });
    expect(climb({ ...other, phone: lin.phone }, lin)).toMatchObject({
      kind: 'doubtful',
      by: 'phoneAndName',
    });
    const phone = { name: '林示例', unit: lin.unitName, phone: '13900000009' };
    expect(climb(phone, lin)).toMatchObject({ kind: 'doubtful', why: 'phoneDiffers' });
    expect(climb({ name: '林示例', unit: lin.unitName }, lin, namesake)).toMatchObject({ why: 'several' });
  });

  it('never applies a name alone, and finds nobody in a phone alone', () => {
    expect(climb({ name: '林示例' }, lin)).toEqual({
      kind: 'doubtful',
      by: 'nameOnly',
      why: 'nameOnly',
      ids: ['a-1'],
    });
    expect(climb({ phone: lin.phone }, lin)).toEqual({ kind: 'none' });
  });

  it('takes what is masked for absent, but not for fitting anybody', () => {
    const row = { name: '林示例', unit: lin.unitName };
    expect(climb({ ...row, documentNumber: '440106********1018' }, lin)).toMatchObject({ kind: 'matched' });
    expect(climb({ ...row, documentNumber: '110105********002X' }, lin)).toMatchObject({
      why: 'numberDiffers',
    });
    expect(climb({ name: '林**', documentNumber: '440106********1018' }, lin)).toEqual({ kind: 'none' });
  });
});
