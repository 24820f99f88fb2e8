/** The services of the stations' side on a real SQLite file, without sockets. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOneProcessOwners } from '../../src/cluster/one-process.ts';
import { ALL_GRANTS, type Caller, FROM_INSIDE, SCOPES, type Scope } from '../../src/domain/access.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import type { MeterReading } from '../../src/domain/meter.ts';
import { createPartyNames, type PartyCodes } from '../../src/domain/party.ts';
import { createInProcessBus } from '../../src/events/in-process-bus.ts';
import { createIds } from '../../src/observe/ids.ts';
import { createApplyAgain } from '../../src/ocpp/apply-again.ts';
import { v16 } from '../../src/ocpp/v16/index.ts';
import { v201 } from '../../src/ocpp/v201/index.ts';
import type { LocationInput } from '../../src/services/api/locations.ts';
import type { PageInput } from '../../src/services/api/paging.ts';
import type { StationInput } from '../../src/services/api/stations.ts';
import type { TokenInput } from '../../src/services/api/tokens.ts';
import { createCommitter } from '../../src/services/commit.ts';
import { type EffectObserver, NO_EFFECT } from '../../src/services/effects.ts';
import type { Knock, TransactionReport } from '../../src/services/inbox.ts';
import type { Committer } from '../../src/services/ports/commit.ts';
import type { Store } from '../../src/services/ports/store.ts';
import {
  createStationSide,
  DEFAULT_STATION_SIDE_OPTIONS,
  type StationSide,
  type StationSideOptions,
} from '../../src/services/station-side.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteStore, storeModule } from '../../src/store/sqlite/store.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';

export const NO_OBSERVER: EffectObserver = {
  stationConnected: () => undefined,
  sessionStarted: async () => NO_EFFECT,
  sessionEnded: async () => NO_EFFECT,
  stationBooted: async () => NO_EFFECT,
  availabilityChanged: async () => NO_EFFECT,
};

export type TestSide = StationSide & {
  readonly store: Store;
  readonly clock: ManualClock;
  /** All that was published, in order. */
  readonly told: DomainEvent[];
  /** Stations whose sockets were closed, in order. */
  readonly disconnected: string[];
  /** Another process on the same store, with a memory of its own. */
  readonly another: (
    options?: Partial<StationSideOptions>,
    committing?: (committer: Committer) => Committer,
  ) => StationSide;
  readonly close: () => Promise<void>;
};

type TestSideOptions = Partial<StationSideOptions> & {
  readonly random?: () => number;
  /** The default party's. */
  readonly codes?: PartyCodes;
};

export const startSide = async (
  { random = () => 0.5, codes = { countryCode: 'ZZ', partyId: 'VGT' }, ...options }: TestSideOptions = {},
  effects: EffectObserver = NO_OBSERVER,
): Promise<TestSide> => {
  const folder = await mkdtemp(join(tmpdir(), 'voltgate-services-'));
  const clock = createManualClock();
  const database = await openDatabase({ file: join(folder, 'store.db'), modules: [storeModule] });
  const store = createSqliteStore({ database, clock });
  const bus = createInProcessBus({ log: silentLog });
  const told: DomainEvent[] = [];
  const disconnected: string[] = [];
  bus.subscribe((event) => told.push(event));
  const another = (
    others: Partial<StationSideOptions> = {},
    committing: (committer: Committer) => Committer = (committer) => committer,
  ) =>
    createStationSide({
      store,
      committer: committing(createCommitter({ store, bus })),
      bus,
      foreignEvents: null,
      owners: createOneProcessOwners({ nodeId: 'NODE' }),
      links: {
        disconnect: (stationId) => {
          disconnected.push(stationId);
          return true;
        },
      },
      effects,
      lateAnswer: async () => undefined,
      clock,
      newId: createIds(clock),
      random,
      log: silentLog,
      metrics: createRecordedMetrics(),
      names: createPartyNames(codes),
      applyAgain: (inbox) => createApplyAgain({ protocols: [v16, v201], inbox, log: silentLog }),
      options: { ...DEFAULT_STATION_SIDE_OPTIONS, ...options, ...others },
    });
  return {
    ...another(),
    store,
    clock,
    told,
    disconnected,
    another,
    close: async () => {
      await store.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export const aCaller = (fields: Partial<Caller> = {}): Caller => ({
  from: FROM_INSIDE,
  clientId: 'client',
  userId: null,
  scopes: new Set<Scope>(SCOPES),
  grants: ALL_GRANTS,
  ...fields,
});

export const ADMIN = aCaller();

export const aPage = (fields: Partial<PageInput> = {}): PageInput => ({
  limit: 50,
  cursor: null,
  newestFirst: false,
  updatedFromAt: null,
  updatedToAt: null,
  withTotal: false,
  ...fields,
});

export const aLocation = (id: string, fields: Partial<LocationInput> = {}): LocationInput => ({
  id,
  name: null,
  address: 'Dam 1',
  city: 'Amsterdam',
  postalCode: null,
  country: 'NLD',
  coordinates: { latitude: 52.37, longitude: 4.89 },
  timeZone: 'Europe/Amsterdam',
  publish: true,
  ...fields,
});

export const aStation = (id: string, fields: Partial<StationInput> = {}): StationInput => ({
  id,
  locationId: null,
  groupId: null,
  name: null,
  registration: 'accepted',
  securityProfile: 0,
  validation: 'lenient',
  ...fields,
});

export const aToken = (uid: string, fields: Partial<TokenInput> = {}): TokenInput => ({
  uid,
  type: 'RFID',
  contractId: `C-${uid}`,
  status: 'ACCEPTED',
  expiresAt: null,
  groupId: null,
  masterPass: false,
  driverId: null,
  issuer: null,
  visualNumber: null,
  ...fields,
});

export const aKnock = (stationId: string, fields: Partial<Knock> = {}): Knock => ({
  stationId,
  remoteAddress: '127.0.0.1',
  credentials: null,
  tls: false,
  clientCertificate: null,
  ...fields,
});

export const at = (seconds: number): Date => new Date(Date.UTC(2026, 2, 1, 12, 0, seconds));

export const register = (seconds: number, energyWh: number, context = 'Sample.Periodic'): MeterReading => ({
  sampledAt: at(seconds),
  values: [
    {
      value: energyWh,
      raw: String(energyWh),
      measurand: 'Energy.Active.Import.Register',
      unit: 'Wh',
      context,
      phase: null,
      location: null,
      signedData: null,
    },
  ],
});

export const aReport = (fields: Partial<TransactionReport> & Pick<TransactionReport, 'kind'>): TransactionReport => ({
  stationId: 'CP1',
  protocol: '1.6',
  transactionId: null,
  startKey: null,
  seqNo: null,
  at: at(0),
  offline: false,
  evseId: null,
  connectorId: null,
  token: null,
  stopToken: null,
  remoteStartId: null,
  chargingState: null,
  stopReason: null,
  readings: [],
  ...fields,
});

/** StartTransaction of OCPP 1.6. */
export const aStart = (uid: string | null, fields: Partial<TransactionReport> = {}): TransactionReport =>
  aReport({
    kind: 'started',
    startKey: `start of ${uid}`,
    evseId: 1,
    connectorId: 1,
    token: uid === null ? null : { uid, kind: 'idTag' },
    readings: [register(0, 1000, 'Transaction.Begin')],
    ...fields,
  });

/** StopTransaction of OCPP 1.6. */
export const aStop = (
  transactionId: string,
  seconds: number,
  fields: Partial<TransactionReport> = {},
): TransactionReport =>
  aReport({
    kind: 'ended',
    transactionId,
    at: at(seconds),
    stopReason: 'Local',
    readings: [register(seconds, 1000 + seconds, 'Transaction.End')],
    ...fields,
  });

export const meterValues = (transactionId: string | null, ...readings: readonly MeterReading[]) =>
  ({ stationId: 'CP1', protocol: '1.6', transactionId, evseId: 1, readings }) as const;
