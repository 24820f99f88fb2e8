/** Fills the embedded store with what years of charging leave, through the store's own rows and schema; the same each time. */

import { join } from 'node:path';
import { firstEvseUid } from '../src/domain/evse.ts';
import type { MeterReading } from '../src/domain/meter.ts';
import { readingKey } from '../src/domain/meter-key.ts';
import { DEFAULT_PARTY_ID } from '../src/domain/party.ts';
import type { Session } from '../src/domain/session.ts';
import { openConnection } from '../src/store/sqlite/connection.ts';
import { openDatabase } from '../src/store/sqlite/database.ts';
import { eventRow, putEvent } from '../src/store/sqlite/events.ts';
import { putReading, readingRow } from '../src/store/sqlite/readings.ts';
import { putSession, sessionRow } from '../src/store/sqlite/sessions.ts';
import { storeModule } from '../src/store/sqlite/store.ts';
import { stationIds } from './contestants.ts';
import { BENCH_VERSIONS, TAGS } from './load/session.ts';

const YEARS_MS = 2 * 365 * 86_400_000;
const HOUR_MS = 3_600_000;
/** Rows in one transaction. */
const STEP = 5_000;
/** Events are kept for some weeks only: of one session in five there is still one. */
const ONE_EVENT_IN = 5;

const idOf = (kind: string, index: number): string => `01HIST${kind}${String(index).padStart(19, '0')}`;

const sessionOf = (index: number, stationId: string, version: '1.6' | '2.0.1', startedAt: Date): Session => {
  const endedAt = new Date(startedAt.getTime() + HOUR_MS);
  const register = (energyWh: number, sampledAt: Date) => ({ energyWh, sampledAt, boundary: true });
  return {
    id: idOf('S', index),
    version: 12,
    stationId,
    locationId: 'bench',
    partyId: DEFAULT_PARTY_ID,
    stationGroupId: null,
    evseId: 1,
    evseUid: firstEvseUid({ id: stationId, evseSeries: 0 }, 1),
    connectorId: 1,
    status: 'COMPLETED',
    chargingState: null,
    token: { uid: TAGS[index % TAGS.length] ?? '', type: 'RFID' },
    groupId: null,
    driverId: null,
    authorization: 'ACCEPTED',
    commandId: null,
    startedAt,
    endedAt,
    energyWh: 11_000,
    toldEnergyWh: 11_000,
    powerW: null,
    stateOfChargePercent: null,
    stopReason: 'Local',
    endInferredFrom: null,
    left: null,
    stale: false,
    flags: [],
    transaction: {
      id: version === '1.6' ? String(1_000_000_000 + index) : `history-${index}`,
      protocol: version,
      startKey: null,
      remoteStartId: null,
      seqNos: version === '1.6' ? [] : [[0, 12]],
      startSeen: true,
      endSeen: true,
      first: register(1_000, startedAt),
      last: register(12_000, endedAt),
      registers: { slotBits: 0, fromMs: 0, samples: [] },
      maxPowerW: null,
      intervals: [],
      foldedIntervals: null,
      told: {
        tokenAt: startedAt,
        chargingStateAt: startedAt,
        chargingStateSeqNo: 1,
        powerAt: endedAt,
        stateOfChargeAt: null,
      },
      newestAt: endedAt,
    },
    createdAt: startedAt,
    updatedAt: endedAt,
  };
};

const value = (measurand: string, unit: string, shown: number, phase: string | null) => ({
  value: shown,
  raw: shown,
  measurand,
  unit,
  context: 'Sample.Periodic',
  phase,
  location: 'Outlet',
  signedData: null,
});

const readingOf = (sampledAt: Date, index: number): MeterReading => ({
  sampledAt,
  values: [
    value('Energy.Active.Import.Register', 'Wh', 1_000 + index * 1_000, null),
    value('Power.Active.Import', 'W', 10_987.5, null),
    value('Current.Import', 'A', 15.9, 'L1'),
    value('Voltage', 'V', 230.4, 'L1'),
  ],
});

/** Answers how long it took, in ms. No gateway may have the folder. */
export const fillHistory = async (
  dataDir: string,
  size: { readonly sessions: number; readonly readings: number; readonly stations: number },
): Promise<number> => {
  const beganMs = performance.now();
  const file = join(dataDir, 'voltgate.sqlite');
  const database = await openDatabase({ file, modules: [storeModule] });
  await database.close();
  const connection = openConnection(file);
  // Nobody relies on it until it is whole.
  connection.exec('PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 100000');
  const stations = BENCH_VERSIONS.flatMap((version) =>
    stationIds(version, size.stations).map((id) => ({ id, version })),
  );
  const untilMs = Date.now();
  const readingsEach = size.readings / size.sessions;
  for (let index = 0; index < size.sessions; index += 1) {
    if (index % STEP === 0) {
      if (index > 0) connection.exec('COMMIT');
      connection.exec('BEGIN');
    }
    const station = stations[index % stations.length];
    if (station === undefined) throw new Error('no station');
    const startedAt = new Date(untilMs - YEARS_MS + Math.floor((index / size.sessions) * (YEARS_MS - 2 * HOUR_MS)));
    const session = sessionOf(index, station.id, station.version, startedAt);
    // The store takes version 1 as new; the document keeps the one that it would have.
    const [id, , ...rest] = sessionRow(session);
    putSession(connection, [id, 1, ...rest] as unknown as ReturnType<typeof sessionRow>);
    for (let each = 0; each < readingsEach; each += 1) {
      const sampledAt = new Date(startedAt.getTime() + (each + 1) * (HOUR_MS / (readingsEach + 1)));
      const reading = readingOf(sampledAt, each);
      const stored = { ...reading, sessionId: session.id, stationId: station.id, receivedAt: sampledAt };
      putReading(connection, readingRow({ ...stored, key: readingKey(reading) }));
    }
    if (index % ONE_EVENT_IN === 0) {
      const event = {
        id: idOf('E', index),
        type: 'session.ended',
        occurredAt: new Date(untilMs - Math.floor(((size.sessions - index) / size.sessions) * 20 * 86_400_000)),
        objectId: session.id,
        objectVersion: session.version,
        locationId: session.locationId,
        stationId: session.stationId,
        sessionId: session.id,
        tokenUid: session.token?.uid ?? null,
        partyId: session.partyId,
        stationGroupId: null,
        data: { session },
      } as const;
      putEvent(connection, eventRow(event, []), []);
    }
  }
  if (size.sessions > 0) connection.exec('COMMIT');
  connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  connection.close();
  return performance.now() - beganMs;
};
