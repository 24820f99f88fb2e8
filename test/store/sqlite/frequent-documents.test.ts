import { describe, expect, it } from 'vitest';
import type { Session } from '../../../src/domain/session.ts';
import { eventRow } from '../../../src/store/sqlite/events.ts';
import { rowOf } from '../../../src/store/sqlite/kind-table.ts';
import { readingRow } from '../../../src/store/sqlite/readings.ts';
import { sessionRow, textOfSession } from '../../../src/store/sqlite/sessions.ts';
import { aReading, aSession, aSessionEvent, at } from '../../conformance/documents.ts';

const { transaction } = aSession();
const sessions: readonly Session[] = [
  aSession(),
  aSession({
    endedAt: at(90),
    transaction: {
      ...transaction,
      first: { energyWh: 10, sampledAt: at(1), boundary: true },
      last: { energyWh: 25, sampledAt: at(80), boundary: false },
      intervals: [
        { energyWh: 3, sampledAt: at(20) },
        { energyWh: 4, sampledAt: at(30) },
      ],
      foldedIntervals: { energyWh: 100, sampledAt: at(10) },
      toldTimes: { startedAt: at(3600), endedAt: null },
      told: { tokenAt: at(1), chargingStateAt: at(2), chargingStateSeqNo: 3, powerAt: at(4), stateOfChargeAt: at(5) },
    },
  }),
];

describe('a document that is written without a walk', () => {
  it.each(sessions)('of a session is what JSON.stringify writes', (session) => {
    expect(textOfSession(sessionRow(session))).toBe(JSON.stringify(session));
  });

  it.each(sessions)('of a session is the row that its declaration gives', (session) => {
    const { sessions: declared } = rowOf;
    expect(sessionRow(session).slice(0, -1)).toEqual(declared(session).slice(0, -1));
  });

  it('of a reading is what JSON.stringify writes', () => {
    const reading = aReading();
    expect(readingRow(reading).at(-1)).toBe(JSON.stringify(reading));
  });

  it.each(sessions)('of an event about a session of the same change says the same with it', (session) => {
    const event = aSessionEvent('E1', session);
    const beginning = eventRow(event, [session])[12];
    expect(JSON.parse(`${beginning}${JSON.stringify(session)}}}`)).toEqual(JSON.parse(JSON.stringify(event)));
  });
});
