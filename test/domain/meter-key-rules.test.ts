import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formerEvseUid } from '../../src/domain/evse.ts';
import { compareKeys, type KeyOfEvse } from '../../src/domain/meter-key-rules.ts';
import type { KnownKey } from '../../src/domain/meter-public-key.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const der = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ format: 'der', type: 'spki' });
const [hex, base64] = [der.toString('hex'), der.toString('base64')];

const key = (publicKey: string, evseId: number | null = 1): KeyOfEvse => ({
  publicKey,
  evseId,
  connectorId: null,
  encodingMethod: null,
  signingMethod: null,
});
const station = (meterKeys: readonly KnownKey[] = []) => ({ id: 'CP1', evseSeries: 0, evses: [], meterKeys });
const first = compareKeys(station(), [key(hex)], 'READING', NOW);

describe('the keys that a station tells', () => {
  it('are new once for each EVSE and for the station as a whole', () => {
    const told = [key('A'), key('A'), key('A', 2), key('A', null), key('B')];
    const { fresh, renewed, known } = compareKeys(station(), told, 'CONFIGURATION', NOW);
    expect(fresh.map(({ publicKey, evseId, evseUid }) => [publicKey, evseId, evseUid])).toEqual([
      ['A', 1, formerEvseUid('CP1', 1)],
      ['A', 2, formerEvseUid('CP1', 2)],
      ['A', null, null],
      ['B', 1, formerEvseUid('CP1', 1)],
    ]);
    expect(renewed).toEqual([]);
    expect(known).toHaveLength(4);
  });

  it('are new for what has another uid under the same number', () => {
    const replaced = { ...station(first.known), evseSeries: 1 };
    expect(compareKeys(replaced, [key(hex)], 'READING', NOW).fresh).toHaveLength(1);
  });

  it('are the same in another encoding', () => {
    expect(first.fresh).toMatchObject([{ publicKey: hex, subjectPublicKeyInfo: base64 }]);
    const { fresh, renewed } = compareKeys(station(first.known), [key(base64)], 'CONFIGURATION', later(1));
    expect(fresh).toEqual([]);
    expect(renewed).toMatchObject([{ publicKey: hex, sources: ['READING', 'CONFIGURATION'], lastToldAt: later(1) }]);
  });

  it('are written again once a day', () => {
    expect(compareKeys(station(first.known), [key(hex)], 'READING', later(23))).toMatchObject({
      fresh: [],
      renewed: [],
      known: first.known,
    });
    expect(compareKeys(station(first.known), [key(hex), key(hex)], 'READING', later(24)).renewed).toMatchObject([
      { publicKey: hex, sources: ['READING'], lastToldAt: later(24) },
    ]);
  });

  it('are 64 at most', () => {
    const many = Array.from({ length: 100 }, (_, index) => key(`K${index}`));
    const { fresh, known } = compareKeys(station(), many, 'READING', NOW);
    expect([fresh.length, known.length]).toEqual([64, 64]);
    expect(compareKeys(station(known), [key('K0'), key('another')], 'CONFIGURATION', NOW)).toMatchObject({
      fresh: [],
      renewed: [{ publicKey: 'K0' }],
    });
  });
});
