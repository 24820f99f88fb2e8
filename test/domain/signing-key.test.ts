import { describe, expect, it } from 'vitest';
import {
  AT_ONCE_AFTER_MS,
  areKeysBefore,
  isKeyDue,
  KEPT_AFTER_MS,
  keysInUse,
  nextKeyId,
  SHOWN_BEFORE_MS,
  type SigningKey,
  statedKeys,
} from '../../src/domain/signing-key.ts';
import { aSigningKey, at } from '../conformance/documents.ts';

const DAY_MS = 86_400_000;
const later = (ms: number): Date => new Date(at(0).getTime() + ms);
const key = (id: number, signsFromMs: number, changes: Partial<SigningKey> = {}): SigningKey =>
  aSigningKey({ id: String(id), kid: `k${id}`, signsFromAt: later(signsFromMs), ...changes });
const kids = (keys: readonly SigningKey[]): readonly string[] => keys.map(({ kid }) => kid);

describe('signing keys', () => {
  const first = key(1, 0);
  const second = key(2, 10 * DAY_MS);

  it('are shown before they sign, sign one at a time, and are kept for what they have signed', () => {
    const keys = [second, first];
    expect(kids(keysInUse(keys, later(9 * DAY_MS)))).toEqual(['k1', 'k2']);
    expect(kids(keysInUse(keys, later(10 * DAY_MS)))).toEqual(['k2', 'k1']);
    expect(kids(keysInUse(keys, later(10 * DAY_MS + KEPT_AFTER_MS - 1)))).toEqual(['k2', 'k1']);
    expect(kids(keysInUse(keys, later(10 * DAY_MS + KEPT_AFTER_MS)))).toEqual(['k2']);
    expect(statedKeys(keys, later(9 * DAY_MS)).map(({ state }) => state)).toEqual(['next', 'signing']);
  });

  it('of which one ends the others are gone when it signs, also one that waited', () => {
    const atOnce = key(3, 9 * DAY_MS + AT_ONCE_AFTER_MS, { endsEarlier: true });
    const keys = [first, second, atOnce];
    expect(kids(keysInUse(keys, later(9 * DAY_MS)))).toEqual(['k1', 'k3', 'k2']);
    expect(kids(keysInUse(keys, later(9 * DAY_MS + AT_ONCE_AFTER_MS)))).toEqual(['k3']);
    expect(kids(keysInUse(keys, later(11 * DAY_MS)))).toEqual(['k3']);
  });

  it('sign from the very first on, though its clock was ahead', () => {
    expect(kids(keysInUse([first], later(-5000)))).toEqual(['k1']);
  });

  it('are due so early that the next one is shown for a day when the newest has signed for its time', () => {
    const everyMs = 30 * DAY_MS;
    expect(isKeyDue([first], later(everyMs - SHOWN_BEFORE_MS - 1), everyMs)).toBe(false);
    expect(isKeyDue([first], later(everyMs - SHOWN_BEFORE_MS), everyMs)).toBe(true);
    expect(isKeyDue([first, key(2, everyMs)], later(everyMs), everyMs)).toBe(false);
    expect(isKeyDue([first], later(1000 * DAY_MS), null)).toBe(false);
  });

  it('must go when all of them were made before the instant that the settings name, once that has come', () => {
    const made = { createdAt: later(0) };
    expect(areKeysBefore([key(1, 0, made)], later(DAY_MS), later(1))).toBe(true);
    expect(areKeysBefore([key(1, 0, made)], later(DAY_MS), later(0))).toBe(false);
    expect(areKeysBefore([key(1, 0, made)], later(0), later(1))).toBe(false);
    expect(areKeysBefore([key(1, 0, made), key(2, 9, { createdAt: later(9) })], later(DAY_MS), later(5))).toBe(false);
    expect(areKeysBefore([key(1, 0, made)], later(DAY_MS), null)).toBe(false);
  });

  it('are numbered on', () => {
    expect(nextKeyId([])).toBe('1');
    expect(nextKeyId([key(10, 0), key(9, 0)])).toBe('11');
  });
});
