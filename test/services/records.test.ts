/** Records that nobody can make up later: outages, and the keys of meters. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formerEvseUid } from '../../src/domain/evse.ts';
import type { JsonValue } from '../../src/domain/json.ts';
import type { MeterReading } from '../../src/domain/meter.ts';
import { SEES_ALL } from '../../src/domain/visibility.ts';
import {
  ADMIN,
  aStart,
  aStation,
  aStop,
  aToken,
  at,
  meterValues,
  register,
  startSide,
  type TestSide,
} from './station-side.ts';

let side: TestSide;

beforeEach(async () => {
  side = await startSide();
  await side.stations.put(ADMIN, aStation('CP1'), null);
  await side.tokens.put(ADMIN, aToken('TAG1'), null);
  await side.inbox.connected('CP1', '1.6');
});
afterEach(() => side.close());

const firstPage = {
  scope: SEES_ALL,
  where: { stationId: 'CP1' },
  limit: 100,
  after: null,
  order: 'createdAt',
  descending: false,
  updatedFromAt: null,
  updatedToAt: null,
} as const;
const outages = async () => (await side.store.list('outages', firstPage)).items;
const keys = async () => (await side.store.list('meterPublicKeys', firstPage)).items;

const status = (evseId: number | null, word: 'AVAILABLE' | 'FAULTED', errorCode: string | null = null) =>
  side.inbox.status({ stationId: 'CP1', evseId, connectorId: null, status: word, errorCode, at: null });

describe('outages', () => {
  it('are written with the change that begins and ends them, by whichever process it is', async () => {
    await side.inbox.disconnected('CP1', 'connection_lost');
    const lostAt = side.clock.now();
    await side.clock.advance(90_000);
    await side.another().inbox.connected('CP1', '1.6');
    expect(await outages()).toMatchObject([
      {
        cause: 'UNREACHABLE',
        evseId: null,
        reason: 'connection_lost',
        startedAt: lostAt,
        endedAt: side.clock.now(),
        version: 2,
      },
    ]);
  });

  it('tell what a stopped process left', async () => {
    await side.another().recover();
    expect(await outages()).toMatchObject([{ cause: 'UNREACHABLE', reason: 'gateway_gone', endedAt: null }]);
  });

  it('are one for a fault, however often it is told', async () => {
    await status(1, 'AVAILABLE');
    await status(1, 'FAULTED', 'GroundFailure');
    await status(1, 'FAULTED', 'GroundFailure');
    await status(1, 'AVAILABLE');
    expect(await outages()).toMatchObject([
      { cause: 'FAULTED', evseId: 1, reason: 'GroundFailure', endedAt: side.clock.now(), version: 2 },
    ]);
    expect((await side.store.station('CP1'))?.openOutages).toEqual([]);
  });
});

const withSigned = (signedData: JsonValue): MeterReading => {
  const reading = register(10, 1250);
  return { ...reading, values: reading.values.map((value) => ({ ...value, signedData })) };
};
const signed = (publicKey: string) => ({ signedMeterData: 'T0NNRg==', encodingMethod: 'OCMF', publicKey });

describe('public keys that a station tells in its configuration', () => {
  it('are kept once, whoever asks for them and however often, with what readings told', async () => {
    const configured = [
      { evseId: 1, connectorId: null, publicKey: 'K1' },
      { evseId: null, connectorId: null, publicKey: 'K0' },
    ];
    const { transactionId } = await side.inbox.transaction(aStart('TAG1'));
    await side.inbox.meterValues({ ...meterValues(transactionId), readings: [withSigned(signed('K1'))] });
    const toldAt = side.clock.now();
    await side.clock.advance(90_000);
    await side.inbox.meterKeys('CP1', configured);
    await side.clock.advance(90_000);
    await side.another().inbox.meterKeys('CP1', configured);
    expect(await keys()).toMatchObject([
      {
        publicKey: 'K1',
        evseId: 1,
        evseUid: formerEvseUid('CP1', 1),
        encodingMethod: 'OCMF',
        sources: ['READING', 'CONFIGURATION'],
        version: 2,
        toldAt,
        lastToldAt: new Date(toldAt.getTime() + 90_000),
      },
      { publicKey: 'K0', evseId: null, evseUid: null, sources: ['CONFIGURATION'], version: 1 },
    ]);
  });

  it('say a day later that they are still the same', async () => {
    const key = { evseId: 1, connectorId: 1, publicKey: 'K1' };
    await side.inbox.meterKeys('CP1', [key]);
    await side.clock.advance(86_400_000);
    await side.inbox.meterKeys('CP1', [key]);
    expect(await keys()).toMatchObject([{ ...key, version: 2, lastToldAt: side.clock.now() }]);
  });

  it('are none in an empty text, in one that is too long, and of a station that nobody knows', async () => {
    const key = { evseId: 1, connectorId: null };
    await side.inbox.meterKeys('CP1', [
      { ...key, publicKey: ' ' },
      { ...key, publicKey: 'k'.repeat(2501) },
    ]);
    await side.inbox.meterKeys('NOBODY', [{ ...key, publicKey: 'K1' }]);
    expect(await keys()).toEqual([]);
  });
});

describe('public keys of meters', () => {
  it('are kept once for each EVSE, with the first message that tells them', async () => {
    const { transactionId } = await side.inbox.transaction(aStart('TAG1'));
    for (const key of ['K1', 'K1', '', 'K2'])
      await side.inbox.meterValues({ ...meterValues(transactionId), readings: [withSigned(signed(key))] });
    await side.inbox.transaction({ ...aStop(transactionId, 20), readings: [withSigned(signed('K1'))] });
    expect(await keys()).toMatchObject([
      { publicKey: 'K1', evseId: 1, stationId: 'CP1', encodingMethod: 'OCMF', signingMethod: null, toldAt: at(0) },
      { publicKey: 'K2', evseId: 1 },
    ]);
  });

  it('are bounded for a station that makes them up', async () => {
    const { transactionId } = await side.inbox.transaction(aStart('TAG1'));
    const many = Array.from({ length: 100 }, (_, index) => withSigned(signed(`K${index}`)));
    await side.inbox.meterValues({ ...meterValues(transactionId), readings: many });
    await side.inbox.meterValues({ ...meterValues(transactionId), readings: [withSigned(signed('another'))] });
    expect(await keys()).toHaveLength(64);
  });
});
