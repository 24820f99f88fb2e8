/** Sessions whose messages come in another order, twice, or under ids of other stations. */
import { KNOWN_TAG } from './examples.ts';
import type { Random } from './random.ts';
import type { StationKind } from './verdict.ts';

type Call = readonly [action: string, payload: object];

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 10, minute)).toISOString();

/** transactionId: in 1.6 the gateway gives it, so what a station says may be anybody's. */
const session16 = (random: Random, index: number): readonly Call[] => {
  const transactionId = random.pick([index % 50, 1 + random.int(40), 0, 2 ** 31 - 1]);
  const sample = (minute: number, wh: number) => ({
    timestamp: at(minute),
    sampledValue: [{ value: String(wh), measurand: 'Energy.Active.Import.Register' }],
  });
  return [
    ['Authorize', { idTag: KNOWN_TAG }],
    ['StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Preparing', timestamp: at(0) }],
    [
      'StartTransaction',
      {
        connectorId: 1 + random.int(3),
        idTag: random.pick([KNOWN_TAG, 'NOBODY']),
        meterStart: index,
        timestamp: at(1),
      },
    ],
    ['MeterValues', { connectorId: 1, transactionId, meterValue: [sample(2, index + 100), sample(3, index + 200)] }],
    ['MeterValues', { connectorId: 1, meterValue: [sample(4, index + 300)] }],
    ['StopTransaction', { transactionId, idTag: KNOWN_TAG, meterStop: index + 400, timestamp: at(5), reason: 'Local' }],
    ['StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available', timestamp: at(6) }],
  ];
};

/** Ids of the healthy stations' transactions are among them. */
const session2x = (random: Random, index: number): readonly Call[] => {
  const transactionId = random.pick([`tx-${index % 40}`, `tx-own-${index}`, `healthy-${random.int(5)}`]);
  const event = (eventType: string, seqNo: number, minute: number, more: object = {}): Call => [
    'TransactionEvent',
    {
      eventType,
      timestamp: at(minute),
      triggerReason: 'MeterValuePeriodic',
      seqNo,
      transactionInfo: { transactionId },
      meterValue: [{ timestamp: at(minute), sampledValue: [{ value: index + seqNo * 100 }] }],
      ...more,
    },
  ];
  return [
    ['Authorize', { idToken: { idToken: KNOWN_TAG, type: 'ISO14443' } }],
    ['StatusNotification', { timestamp: at(0), connectorStatus: 'Occupied', evseId: 1, connectorId: 1 }],
    event('Started', 0, 1, {
      idToken: { idToken: random.pick([KNOWN_TAG, 'NOBODY']), type: 'ISO14443' },
      evse: { id: 1, connectorId: 1 },
    }),
    event('Updated', 1, 2),
    event('Updated', 2, 3, { offline: true }),
    ['MeterValues', { evseId: 1, meterValue: [{ timestamp: at(4), sampledValue: [{ value: index }] }] }],
    event('Ended', 3, 5),
    ['StatusNotification', { timestamp: at(6), connectorStatus: 'Available', evseId: 1, connectorId: 1 }],
  ];
};

/** The frames, ids and all; some come twice under the same id, some under another. */
export const mutatedSession = (
  random: Random,
  { version }: StationKind,
  index: number,
  id: string,
): readonly string[] => {
  const calls = version === '1.6' ? session16(random, index) : session2x(random, index);
  const ordered = random.chance(0.3) ? calls : random.shuffled(calls);
  const kept = ordered.filter(() => random.chance(0.9));
  const frames = kept.map(([action, payload], at) => JSON.stringify([2, `${id}-${at}`, action, payload]));
  return frames.flatMap((frame, at) => {
    if (random.chance(0.15)) return [frame, frame];
    const call = kept[at];
    return random.chance(0.15) && call !== undefined ? [frame, JSON.stringify([2, `${id}-${at}b`, ...call])] : [frame];
  });
};
