/**
 * What stations feel of one client that opens as many event streams as it may: their calls with and without, in rounds
 * that take turns. The readers are a process of their own.
 */
import { MOST_STREAMS } from '../src/services/events.ts';
import { accessToken, type RunningServer, stationIds } from './contestants.ts';
import { type Load, startLoad } from './load-client.ts';
import type { Sizes } from './options.ts';
import { joined, median, medianRatio, quantile } from './statistics.ts';

const STATIONS = 10;
/** Between the calls of one station: two hundred calls a second in all, as many as a thousand stations make in the field. */
const PAUSE_MS = 50;

export type StreamsRow = {
  readonly streams: number;
  readonly stations: number;
  /** Of the stations' calls. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly withoutP50Ms: number;
  readonly withoutP99Ms: number;
  readonly ofWithout: number;
  /** From an event's time to its reader. */
  readonly delayP50Ms: number;
  readonly delayP99Ms: number;
  /** Of all streams together. */
  readonly mbPerS: number;
};

export const measureStreams = async (load: Load, gateway: RunningServer, sizes: Sizes): Promise<StreamsRow> => {
  const streams = sizes.streams ?? MOST_STREAMS;
  const readers = startLoad();
  try {
    const token = await accessToken(gateway.url);
    const fleet = 'streams';
    await load.ask('connect', {
      fleet,
      url: gateway.stationsUrl,
      version: '2.0.1',
      ids: stationIds('2.0.1', STATIONS),
    });
    const round = async (): Promise<Float32Array> => {
      const { latenciesMs } = await load.ask('run', { fleet, durationMs: sizes.roundMs, pauseMs: PAUSE_MS });
      return joined(Object.values(latenciesMs));
    };
    await load.ask('run', { fleet, durationMs: sizes.warmUpMs, pauseMs: PAUSE_MS });
    const without: Float32Array[] = [];
    const beside: Float32Array[] = [];
    const delays: Float32Array[] = [];
    let bytes = 0;
    for (let index = 0; index < sizes.rounds; index += 1) {
      without.push(await round());
      await readers.ask('openStreams', { url: gateway.url, token, count: streams });
      // What the opening itself costs is not what is measured here.
      await load.ask('run', { fleet, durationMs: sizes.warmUpMs, pauseMs: PAUSE_MS });
      await readers.ask('readStreams', null);
      beside.push(await round());
      const read = await readers.ask('readStreams', null);
      bytes += read.bytes;
      delays.push(read.delaysMs);
      await readers.ask('closeStreams', null);
    }
    await load.ask('disconnect', { fleet });
    const medians = (rounds: readonly Float32Array[]) => rounds.map((one) => quantile(one, 0.5));
    return {
      streams,
      stations: STATIONS,
      p50Ms: median(medians(beside)),
      p99Ms: quantile(joined(beside), 0.99),
      withoutP50Ms: median(medians(without)),
      withoutP99Ms: quantile(joined(without), 0.99),
      ofWithout: medianRatio(medians(beside), medians(without)),
      delayP50Ms: quantile(joined(delays), 0.5),
      delayP99Ms: quantile(joined(delays), 0.99),
      mbPerS: bytes / 1000 / (sizes.roundMs * sizes.rounds),
    };
  } finally {
    await readers.stop();
  }
};
