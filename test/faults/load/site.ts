/** Stations of all three versions with their drivers, and readers of events: the load, and its journal. */
import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatedVersion } from '../../../src/simulator/core.ts';
import { seededRandom } from '../../../src/simulator/seeded-random.ts';
import { createStation, type VirtualStation } from '../../../src/simulator/station.ts';
import { drive } from './driver.ts';
import { createGate } from './gate.ts';
import type { AskedCommand, Journal } from './journal.ts';
import { createPatientApi, type PatientApi } from './patient-api.ts';
import { type Reader, readLog, readStream } from './readers.ts';
import { keepStationJournal } from './station-journal.ts';
import { openWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const VERSIONS = ['1.6', '2.0.1', '2.1'] as const satisfies readonly SimulatedVersion[];
const CONNECTORS = 2;
const NUMBERS_OF_A_SITE = 20_000;
const LOOK_EVERY_MS = 20;
/** What takes longer does not come any more: a gateway that answers nothing for good must not keep the run for good. */
const REST_WITHIN_MS = 180_000;
/** As good as for ever: what a broken gateway answers with an error must come again, and not be given up. */
const ATTEMPTS = 100_000;

export type Site = {
  readonly api: PatientApi;
  readonly stations: readonly VirtualStation[];
  readonly stream: Reader;
  readonly log: Reader;
  /** null: it has none. */
  readonly receivers: { readonly anyOrder: WebhookReceiver; readonly ordered: WebhookReceiver } | null;
  readonly journal: () => Journal;
  /** Drivers come and go, until `rest`. */
  readonly work: () => void;
  /** Nobody acts any more when it resolves; what stations and gateway have begun goes on. Throws when that does not come. */
  readonly rest: () => Promise<void>;
  /** Every driver leaves: all sessions end. */
  readonly empty: () => Promise<void>;
  /** Resolves when every station is online and has nothing to say; false when that takes longer than withinMs. */
  readonly quiet: (withinMs: number) => Promise<boolean>;
  /** Whether that is so now: whatever a station believes to have happened has been answered. */
  readonly isQuiet: () => boolean;
  /** Drivers act no more, wherever they are; stations stay, and say what they have to say. */
  readonly abandon: () => void;
  readonly close: () => Promise<void>;
};

export type SiteOptions = {
  /** Of the sites on one store, from 0 on: no two name the same stations, tokens and limits. 0 when left out. */
  readonly generation?: number;
  readonly seed: number;
  /** Stations of each version. */
  readonly each: number;
  /** Of a gateway to ask now. */
  readonly urlOf: () => string;
  /** How much slower everything goes than one embedded gateway can take; 1 when left out. */
  readonly pace?: number;
  /** ws://…/ocpp; where all stations go, or one of them. */
  readonly stationsUrl: (index: number) => string;
  /** false: the gateway knows no webhooks, or cannot reach this process. true when left out. */
  readonly webhooks?: boolean;
};

/** The gateway must be there: it registers the stations, and comes back when all are online. */
export const openSite = async (options: SiteOptions): Promise<Site> => {
  const { generation = 0, seed, each, urlOf, stationsUrl, pace = 1, webhooks = true } = options;
  const random = seededRandom(seed);
  const api = createPatientApi(urlOf);
  const commands: AskedCommand[] = [];
  const tokens: string[] = [];
  let lastNumber = generation * NUMBERS_OF_A_SITE;
  const nextNumber = () => {
    lastNumber += 1;
    return lastNumber;
  };

  const stations = VERSIONS.flatMap((version) => Array.from({ length: each }, () => version)).map((version, index) =>
    createStation({
      id: `FAULT${generation === 0 ? '' : generation}-${version.replaceAll('.', '')}-${index + 1}`,
      url: stationsUrl(index),
      version,
      connectors: CONNECTORS,
      random: seededRandom(seed + index + 1),
      speed: 60,
      sampleIntervalS: 0.4 * pace,
      transactionAttempts: ATTEMPTS,
      transactionRetryS: 0.1,
      callTimeoutMs: 5000,
      reconnect: { initialMs: 20, maxMs: 200 },
      plugInAfterRemoteStartMs: 5,
      logLength: 50,
    }),
  );
  const mistakes: unknown[] = [];
  const journals = stations.map((station) => {
    station.on('error', ({ error }) => mistakes.push(error));
    return keepStationJournal(station);
  });

  const stream = readStream(api);
  const log = readLog(api);
  const receivers = webhooks
    ? {
        anyOrder: await openWebhookReceiver(api, { name: 'any-order', ordered: false }),
        ordered: await openWebhookReceiver(api, { name: 'ordered', ordered: true }),
      }
    : null;
  for (const { id } of stations) {
    const { status, body } = await api.ask('PUT', `/api/v1/stations/${id}`, { body: { security_profile: 0 } });
    if (status >= 300) throw new Error(`PUT of ${id}: ${status} ${JSON.stringify(body)}`);
  }
  await Promise.all(stations.map((station) => station.connect().then(station.ready)));

  const gate = createGate(stations.length * CONNECTORS);
  const driving = stations.flatMap((station) =>
    station.connectors.map((connector) =>
      drive({ station, connectorId: connector.id, api, gate, random, pace, nextNumber, commands, tokens }).catch(
        (error: unknown) => {
          mistakes.push(error);
        },
      ),
    ),
  );

  const isQuiet = () => mistakes.length > 0 || stations.every((station) => station.online() && station.queued() === 0);

  const quiet: Site['quiet'] = async (withinMs) => {
    const untilMs = performance.now() + withinMs;
    // Twice: what the first answers set off is over when the second ones are there.
    for (let times = 0; times < 2; times += 1) {
      while (!isQuiet()) {
        if (performance.now() > untilMs) return false;
        await pause(LOOK_EVERY_MS);
      }
      await Promise.all(stations.map((station) => station.call('Heartbeat', {})));
    }
    if (mistakes.length > 0) throw new AggregateError(mistakes, 'the load made mistakes');
    return true;
  };

  const rest = async (): Promise<void> => {
    const over = new AbortController();
    const tooLong = pause(REST_WITHIN_MS, undefined, { signal: over.signal }).then(() => {
      throw new Error(`somebody still waits for an answer after ${REST_WITHIN_MS} ms`);
    });
    await Promise.race([gate.shut(), tooLong]).finally(() => {
      tooLong.catch(() => undefined);
      over.abort();
    });
  };

  return {
    api,
    stations,
    stream,
    log,
    receivers,
    journal: () => ({
      stations: journals.map((read) => read()),
      commands: commands.map((command) => ({ ...command })),
      tokens: [...tokens],
      streamed: [...stream.told],
      listed: [...log.told],
      delivered:
        receivers === null
          ? null
          : { anyOrder: [...receivers.anyOrder.delivered], ordered: [...receivers.ordered.delivered] },
    }),
    work: gate.open,
    rest,
    empty: async () => {
      gate.end();
      await Promise.all(driving);
      for (const station of stations) for (const { id } of station.connectors) station.unplug(id);
    },
    quiet,
    isQuiet,
    abandon: gate.end,
    close: async () => {
      gate.end();
      api.close();
      await Promise.all([...stations.map((station) => station.close()), stream.close(), log.close(), ...driving]);
      await Promise.all([receivers?.anyOrder.close(), receivers?.ordered.close()]);
    },
  };
};
