import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise, scaled } from '../../src/ocpp/metering.ts';
import { readingsOf as readingsOf16 } from '../../src/ocpp/v16/meter-value.ts';
import { readingsOf as readingsOf201 } from '../../src/ocpp/v201/meter-value.ts';
import { NOW } from './support/recording-inbox.ts';

const ENERGY = 'Energy.Active.Import.Register';
const AT = '2026-03-01T10:00:00Z';

describe('units', () => {
  it.each([
    [1.5, 'kWh', ENERGY, 1500, 'Wh'],
    [0.07, 'kWh', ENERGY, 70, 'Wh'],
    [1500, 'Wh', ENERGY, 1500, 'Wh'],
    [1500, null, ENERGY, 1500, 'Wh'],
    [7.4, 'kW', 'Power.Active.Import', 7400, 'W'],
    [7.4, 'KW', 'Power.Active.Import', 7400, 'W'],
    [1, 'kvarh', 'Energy.Reactive.Import.Register', 1000, 'varh'],
    [2, 'kVA', 'Power.Offered', 2000, 'VA'],
    [21.5, 'Celcius', 'Temperature', 21.5, 'Celsius'],
    [50, null, 'SoC', 50, null],
    [5, 'furlong', 'Other', 5, 'furlong'],
    [5, 'constructor', 'Other', 5, 'constructor'],
    [null, 'kWh', ENERGY, null, 'Wh'],
  ])('%s %s of %s is %s %s', (value, unit, measurand, normal, normalUnit) => {
    expect(normalise(value, unit, measurand)).toEqual({ value: normal, unit: normalUnit });
  });

  it('gives the same for a value in kWh and in Wh', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (wh) => {
        expect(normalise(wh / 1000, 'kWh', ENERGY)).toEqual(normalise(wh, 'Wh', ENERGY));
        expect(scaled(wh / 1000, 3)).toBe(scaled(wh, 0));
      }),
    );
  });

  it('doing it twice is the same as once', () => {
    const unit = fc.constantFrom('Wh', 'kWh', 'kW', 'W', 'A', 'V', 'Celcius', 'furlong');
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), unit, (value, told) => {
        const once = normalise(value, told, 'Other');
        expect(normalise(once.value, once.unit, 'Other')).toEqual(once);
      }),
    );
  });
});

describe('meter values of 1.6', () => {
  it('keeps phase, location and context, and fills in the defaults', () => {
    const [reading] = readingsOf16(
      [
        {
          timestamp: AT,
          sampledValue: [
            { value: '1.234', unit: 'kWh' },
            { value: '16.1', measurand: 'Current.Import', unit: 'A', phase: 'L1', location: 'EV', context: 'Trigger' },
          ],
        },
      ],
      NOW,
    );
    expect(reading?.sampledAt).toEqual(new Date(AT));
    expect(reading?.values).toEqual([
      {
        value: 1234,
        raw: '1.234',
        measurand: ENERGY,
        unit: 'Wh',
        context: 'Sample.Periodic',
        phase: null,
        location: null,
        signedData: null,
      },
      {
        value: 16.1,
        raw: '16.1',
        measurand: 'Current.Import',
        unit: 'A',
        context: 'Trigger',
        phase: 'L1',
        location: 'EV',
        signedData: null,
      },
    ]);
  });

  it('keeps signed data whole, and does not take it for a number', () => {
    const [reading] = readingsOf16(
      [{ timestamp: AT, sampledValue: [{ value: '1234', format: 'SignedData', context: 'Transaction.End' }] }],
      NOW,
    );
    expect(reading?.values).toMatchObject([{ value: null, raw: '1234', signedData: '1234' }]);
  });

  it.each(['', 'NaN', 'Infinity', '12,5', '0x10', 'abc'])('keeps the unreadable value %j as raw text', (value) => {
    const [reading] = readingsOf16([{ timestamp: AT, sampledValue: [{ value }] }], NOW);
    expect(reading?.values).toMatchObject([{ value: null, raw: value }]);
  });

  it('takes the instant given when its own cannot be read', () => {
    expect(readingsOf16([{ timestamp: 'x', sampledValue: [{ value: '1' }] }], NOW)[0]?.sampledAt).toEqual(NOW);
  });

  it('reads whatever comes without throwing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const readings of [
          readingsOf16(value, NOW),
          readingsOf201(value, NOW),
          readingsOf16([{ sampledValue: value }], NOW),
          readingsOf201([{ sampledValue: value }], NOW),
          readingsOf201([{ sampledValue: [value] }], NOW),
        ]) {
          for (const reading of readings) expect(Number.isNaN(reading.sampledAt.getTime())).toBe(false);
        }
      }),
    );
  });
});

describe('meter values of 2.x', () => {
  const sample = (more: object) => readingsOf201([{ timestamp: AT, sampledValue: [more] }], NOW)[0]?.values[0];

  it('applies multiplier and unit', () => {
    expect(sample({ value: 12.5, unitOfMeasure: { unit: 'Wh', multiplier: 3 } })).toMatchObject({
      value: 12_500,
      raw: 12.5,
      unit: 'Wh',
    });
    expect(sample({ value: 7.4, measurand: 'Power.Active.Import', unitOfMeasure: { unit: 'kW' } })).toMatchObject({
      value: 7400,
      unit: 'W',
    });
  });

  it('keeps a value that its multiplier takes beyond all numbers as told only', () => {
    expect(sample({ value: 5, unitOfMeasure: { unit: 'Wh', multiplier: 400 } })).toMatchObject({ value: null, raw: 5 });
    expect(sample({ value: 1e308, unitOfMeasure: { unit: 'kWh' } })).toMatchObject({ value: null, raw: 1e308 });
  });

  it('keeps the number and the signed value beside it', () => {
    const signedMeterValue = { signedMeterData: 'T0NNRg==', signingMethod: '', encodingMethod: 'OCMF', publicKey: '' };
    expect(sample({ value: 5, signedMeterValue })).toMatchObject({
      value: 5,
      signedData: signedMeterValue,
      unit: 'Wh',
    });
  });

  it('tells a 1.6 text and a 2.x number alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom('Wh', 'kWh'), (value, unit) => {
        const old = readingsOf16([{ timestamp: AT, sampledValue: [{ value: String(value), unit }] }], NOW)[0]
          ?.values[0];
        expect(sample({ value, unitOfMeasure: { unit } })).toEqual({ ...old, raw: value });
      }),
    );
  });
});
