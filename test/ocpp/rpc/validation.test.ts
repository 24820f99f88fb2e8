import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import {
  levelThatTakes,
  propertyOf,
  readPayload,
  rulesOfRequest,
  rulesOfResponse,
} from '../../../src/ocpp/rpc/validation.ts';
import { v16 } from '../../../src/ocpp/v16/index.ts';

const meterValues = rulesOfRequest(v16, 'MeterValues');
const readings = [{ timestamp: '2026-03-01T12:00:00Z', sampledValue: [{ value: '5' }] }];
const right: JsonObject = { connectorId: 1, meterValue: readings };

describe('readPayload', () => {
  it('gives a right payload back as it is, at every level', () => {
    for (const level of ['strict', 'lenient', 'off'] as const) {
      expect(readPayload(level, meterValues, right)).toEqual({ payload: right, refused: null, deviations: [] });
      expect(readPayload(level, meterValues, right).payload).toBe(right);
    }
  });

  it('refuses any fault at strict', () => {
    expect(readPayload('strict', meterValues, { ...right, connectorId: '1' }).refused).toMatchObject({
      place: '/connectorId',
      keyword: 'type',
    });
    expect(readPayload('strict', meterValues, { ...right, more: 1 }).refused).toMatchObject({ place: '/more' });
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    ['null', { connectorId: 1, transactionId: null, meterValue: readings }, right, '/transactionId'],
    ['a text for a number', { connectorId: ' 1 ', meterValue: readings }, right, '/connectorId'],
    ['one object for a list', { connectorId: 1, meterValue: readings[0] ?? null }, right, '/meterValue'],
    ['an unknown property', { ...right, more: 1 }, { ...right, more: 1 }, '/more'],
    ['a missing property', { meterValue: readings }, { meterValue: readings }, '/connectorId'],
    ['what cannot be read', { ...right, transactionId: 'x' }, right, '/transactionId'],
  ])('reads %s at lenient, and tells of it', (_name, payload, read, place) => {
    const before = structuredClone(payload);
    const { deviations, ...taken } = readPayload('lenient', meterValues, payload);
    expect(taken).toEqual({ payload: read, refused: null });
    expect(deviations.map(({ pointer }) => pointer)).toEqual([place]);
    expect(payload).toEqual(before);
  });

  it('takes no more of a text than anybody can have meant, and signed readings whole', () => {
    const long = 'x'.repeat(100_000);
    const boot = rulesOfRequest(v16, 'BootNotification');
    const booted = readPayload('lenient', boot, { chargePointVendor: 'V', chargePointModel: ` ${long}` });
    expect(booted.payload).toEqual({ chargePointVendor: 'V', chargePointModel: long.slice(0, 2500) });
    expect(booted.deviations.map(({ pointer }) => pointer)).toContain('/chargePointModel');
    const stop = { transactionId: 1, meterStop: 1, timestamp: '2026-03-01T12:00:00Z', reason: long };
    const stopped = readPayload('lenient', rulesOfRequest(v16, 'StopTransaction'), stop);
    expect(stopped.payload).toEqual({ ...stop, reason: long.slice(0, 2500) });
    const signed = [{ ...readings[0], sampledValue: [{ value: long, format: 'SignedData', unit: long }] }];
    const read = readPayload('lenient', meterValues, { connectorId: 1, meterValue: signed });
    expect(read.payload).toMatchObject({
      meterValue: [{ sampledValue: [{ value: long, unit: long.slice(0, 2500) }] }],
    });
  });

  it('refuses at lenient what lacks the essential, with what is wrong with it', () => {
    expect(readPayload('lenient', meterValues, { connectorId: 1 }).refused).toMatchObject({
      place: '/meterValue',
      keyword: 'required',
    });
    expect(readPayload('lenient', meterValues, { connectorId: 1, meterValue: 'none' }).refused).toMatchObject({
      place: '/meterValue',
      keyword: 'type',
    });
    expect(readPayload('lenient', rulesOfResponse(v16, 'Reset'), {}).refused).toMatchObject({ place: '/status' });
  });

  it('takes everything as it is when off', () => {
    const odd = { connectorId: '1', meterValue: 'none' };
    expect(readPayload('off', meterValues, odd)).toEqual({ payload: odd, refused: null, deviations: [] });
  });
});

describe('levelThatTakes', () => {
  it('names the mildest level that takes it', () => {
    expect(levelThatTakes('strict', meterValues, { ...right, connectorId: '1' })).toBe('lenient');
    expect(levelThatTakes('strict', meterValues, { connectorId: 1 })).toBe('off');
    expect(levelThatTakes('lenient', meterValues, { connectorId: 1 })).toBe('off');
  });
});

describe('propertyOf', () => {
  it('leaves positions in lists out', () => {
    expect(propertyOf('/meterValue/0/sampledValue/12/unit')).toBe('/meterValue/*/sampledValue/*/unit');
    expect(propertyOf('/phase1/2')).toBe('/phase1/*');
    expect(propertyOf('')).toBeNull();
  });
});
