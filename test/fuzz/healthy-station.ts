/** A station that does everything right: a whole session again and again, each call timed. */
import type { OcppVersion } from '../../src/domain/station.ts';
import type { OwnDelay } from './event-loop.ts';
import { KNOWN_TAG } from './examples.ts';
import type { Findings } from './findings.ts';
import { boot } from './lane.ts';
import { type Frame, openStationLink } from './station-link.ts';

export const ENERGY_WH = 1_500;
const PATIENCE_MS = 30_000;
const PAUSE_MS = 25;

/** In ms: as it was, and without the lateness of this process and the gateway's wait for a processor. */
export type Latency = { readonly totalMs: number; readonly netMs: number };

export type HealthyStation = {
  readonly id: string;
  readonly latencies: readonly Latency[];
  /** Resolves when the session in hand is through. */
  readonly stop: () => Promise<{ readonly sessions: number }>;
};

type Say = (action: string, payload: object) => Promise<Record<string, unknown>>;

/** One session; `from` makes its instants and its transaction different from those before. */
const visit16 = async (say: Say, from: Date): Promise<void> => {
  const at = (seconds: number): string => new Date(from.getTime() + seconds * 1000).toISOString();
  const reading = (seconds: number, wh: number) => ({
    timestamp: at(seconds),
    sampledValue: [{ value: String(wh), measurand: 'Energy.Active.Import.Register', unit: 'Wh' }],
  });
  await say('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Preparing', timestamp: at(0) });
  await say('Authorize', { idTag: KNOWN_TAG });
  const { transactionId } = await say('StartTransaction', {
    connectorId: 1,
    idTag: KNOWN_TAG,
    meterStart: 1_000,
    timestamp: at(1),
  });
  await say('MeterValues', { connectorId: 1, transactionId, meterValue: [reading(2, 1_000 + ENERGY_WH / 2)] });
  await say('Heartbeat', {});
  await say('StopTransaction', { transactionId, idTag: KNOWN_TAG, meterStop: 1_000 + ENERGY_WH, timestamp: at(3) });
  await say('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available', timestamp: at(4) });
};

const visit2x = async (say: Say, from: Date, number: number): Promise<void> => {
  const at = (seconds: number): string => new Date(from.getTime() + seconds * 1000).toISOString();
  const event = (eventType: string, seqNo: number, wh: number, more: object = {}) =>
    say('TransactionEvent', {
      eventType,
      timestamp: at(seqNo + 1),
      triggerReason: eventType === 'Updated' ? 'MeterValuePeriodic' : 'Authorized',
      seqNo,
      transactionInfo: { transactionId: `healthy-${number}` },
      meterValue: [{ timestamp: at(seqNo + 1), sampledValue: [{ value: wh }] }],
      ...more,
    });
  const idToken = { idToken: KNOWN_TAG, type: 'ISO14443' };
  await say('StatusNotification', { timestamp: at(0), connectorStatus: 'Occupied', evseId: 1, connectorId: 1 });
  await say('Authorize', { idToken });
  await event('Started', 0, 1_000, { idToken, evse: { id: 1, connectorId: 1 } });
  await event('Updated', 1, 1_000 + ENERGY_WH / 2);
  await say('Heartbeat', {});
  await event('Ended', 2, 1_000 + ENERGY_WH);
  await say('StatusNotification', { timestamp: at(4), connectorStatus: 'Available', evseId: 1, connectorId: 1 });
};

export const startHealthyStation = async (
  stationsUrl: string,
  station: { readonly id: string; readonly version: OcppVersion },
  {
    findings,
    ownDelay,
    starvedMs,
  }: { readonly findings: Findings; readonly ownDelay: OwnDelay; readonly starvedMs: () => number },
): Promise<HealthyStation> => {
  const latencies: Latency[] = [];
  const found = (fault: string, frames: readonly Frame[] = []): void =>
    findings.add({
      index: null,
      name: `the healthy station of ${station.version}`,
      fault,
      frames: [],
      answers: frames.map((frame) => JSON.stringify(frame)),
    });
  const link = await openStationLink(stationsUrl, station, (frame, over) => {
    // The gateway asks each station for its configuration by itself.
    if (frame[2] === 'GetConfiguration' || frame[2] === 'GetVariables')
      over.send(JSON.stringify([4, frame[1], 'NotSupported', '', {}]));
    else found('was called, though nobody asked for it', [frame]);
  });
  let calls = 0;

  const say: Say = async (action, payload) => {
    calls += 1;
    const id = `h-${calls}`;
    const fromMs = performance.now();
    const starvedBeforeMs = starvedMs();
    link.send(JSON.stringify([2, id, action, payload]));
    const came = await link.answered(id, PATIENCE_MS);
    const totalMs = performance.now() - fromMs;
    latencies.push({ totalMs, netMs: Math.max(0, totalMs - ownDelay.since(fromMs) - (starvedMs() - starvedBeforeMs)) });
    const answers = link.take();
    const answer = answers.find((frame) => frame[1] === id);
    if (!came || answers.length !== 1)
      found(`${action} was answered ${answers.length} times, the socket closed with ${link.closeCode()}`, answers);
    else if (answer?.[0] !== 3) found(`${action} was refused`, answers);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return (answer?.[2] ?? {}) as Record<string, unknown>;
  };

  let stopping = false;
  let sessions = 0;
  const begin = Date.UTC(2026, 3, 1);
  const work = async (): Promise<void> => {
    await say('BootNotification', boot(station.version));
    while (!stopping && link.isOpen()) {
      const from = new Date(begin + sessions * 60_000);
      await (station.version === '1.6' ? visit16(say, from) : visit2x(say, from, sessions));
      sessions += 1;
    }
  };
  const done = work();
  return {
    id: station.id,
    latencies,
    stop: async () => {
      stopping = true;
      await done;
      link.close();
      return { sessions };
    },
  };
};
