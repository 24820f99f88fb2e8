import { describe, expect, it } from 'vitest';
import { comparableEmi3Id, EMI3_ID_MAX, isEmi3Id } from '../../src/domain/emi3-id.ts';

const longest = `BE*VGT*E${'1'.repeat(31)}`;

describe('an eMI3 id', () => {
  it.each(['BE*VGT*E12', 'BEVGTE12', 'be*v2t*e1*a', 'DE*123*EA', 'BE*VGT*E*1', longest])('may be %s', (id) => {
    expect(isEmi3Id(id)).toBe(true);
    expect(id.length).toBeLessThanOrEqual(EMI3_ID_MAX);
  });

  it.each([
    '',
    'BE*VGT*E',
    'BE*VGT*E*',
    'BE*VG*E1',
    'BE*VGT*12',
    'B3*VGT*E1',
    'BE**VGT*E1',
    'BE-VGT-E1',
    'BE*VGT*E1 ',
    'BE*VGT*E1_2',
    `${longest}1`,
  ])('is not %j', (id) => {
    expect(isEmi3Id(id)).toBe(false);
  });

  it('is the same whatever its case and separators', () => {
    const same = ['BE*VGT*E1*2', 'bevgte12', 'BEVGT*E12'].map(comparableEmi3Id);
    expect(new Set(same)).toEqual(new Set(['BEVGTE12']));
    expect(comparableEmi3Id('BE*VGT*E13')).not.toBe('BEVGTE12');
  });
});
