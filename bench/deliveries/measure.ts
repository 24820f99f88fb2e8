/**
 * Webhooks beside bad endpoints: from an event to its first attempt at a station's pace, what the API feels of it, and how
 * many a second go out when all are sent again, beside a program that only signs and posts.
 */
import { join } from 'node:path';
import { freePort, startServerProcess } from '../child.ts';
import { accessToken, type RunningServer, stationIds, untilRight } from '../contestants.ts';
import { createHttpClient } from '../load/http.ts';
import type { Load } from '../load-client.ts';
import type { Sizes } from '../options.ts';
import { median, medianRatio, quantile } from '../statistics.ts';
import { BAD_ENDPOINTS, type Endpoints, registerEndpoints, startEndpoints } from './endpoints.ts';

/** Twenty of them a second make some twenty calls, and nearly as many events. */
const STATIONS = 20;
const PAUSE_MS = 1_000;
const API_EVERY_MS = 25;
const LOOK_EVERY_MS = 20;
const WHOLE_WITHIN_MS = 60_000;
const TYPES = ['session.started', 'session.updated', 'session.ended', 'connector.status_changed'];

export type DeliveriesRow = {
  readonly endpoints: number;
  readonly events: number;
  /** From an event to its first attempt, at a pace. */
  readonly firstP50Ms: number;
  readonly firstP99Ms: number;
  /** Of `GET /api/v1/stations?limit=10`, meanwhile and before. */
  readonly apiP50Ms: number;
  readonly apiP99Ms: number;
  readonly withoutP50Ms: number;
  readonly withoutP99Ms: number;
  /** Sent again all at once. */
  readonly perS: number;
  readonly cpuMsPer1000: number;
  /** By those of a program that only signs and posts, in rounds in turn. */
  readonly ofBare: number;
  /** Healthy endpoints that lack an event. */
  readonly lacking: number;
  readonly outOfOrder: number;
  readonly loopback: number;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Event = { readonly id: string; readonly type: string };

/** All events of the log that endpoints are sent, the oldest first, behind the one with that id. */
const eventsOf = async (url: string, token: string): Promise<readonly { id: string; text: string }[]> => {
  const found: { id: string; text: string }[] = [];
  let next: string | null = `${url}/api/v1/events?limit=200`;
  while (next !== null) {
    const answer: Response = await fetch(next, { headers: { authorization: `Bearer ${token}` } });
    for (const event of (await answer.json()) as readonly Event[]) {
      if (TYPES.includes(event.type)) found.push({ id: event.id, text: JSON.stringify(event) });
    }
    const link: string | undefined = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    next = link === undefined ? null : `${url}${new URL(link).pathname}${new URL(link).search}`;
  }
  return found;
};

const until = async (isSo: () => Promise<boolean>): Promise<boolean> => {
  const untilMs = performance.now() + WHOLE_WITHIN_MS;
  while (!(await isSo())) {
    if (performance.now() > untilMs) return false;
    await pause(LOOK_EVERY_MS);
  }
  return true;
};

/** Latencies of one caller that asks at a pace, until it is told to stop. */
const askApi = (url: string, token: string) => {
  const client = createHttpClient(1);
  const latenciesMs: number[] = [];
  let asking = true;
  const asked = (async () => {
    while (asking) {
      const fromMs = performance.now();
      await client.ask({ method: 'GET', url: `${url}/api/v1/stations?limit=10`, token, body: null });
      latenciesMs.push(performance.now() - fromMs);
      await pause(API_EVERY_MS);
    }
    client.close();
  })();
  return async (): Promise<readonly number[]> => {
    asking = false;
    await asked;
    return latenciesMs;
  };
};

const sendAgain = async (gateway: { url: string; token: string }, id: string, afterEventId: string): Promise<void> => {
  const answer = await fetch(`${gateway.url}/api/v1/webhooks/endpoints/${id}/replay`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ after_event_id: afterEventId }),
  });
  if (answer.status !== 202) throw new Error(`replay: ${answer.status} ${await answer.text()}`);
};

type Round = { readonly perS: number; readonly cpuMsPer1000: number };

const timed = async (
  process: RunningServer['process'],
  endpoints: Endpoints,
  count: number,
  begin: () => Promise<void>,
): Promise<Round> => {
  const { sent } = await endpoints.heard();
  const before = await process.usage();
  const fromMs = performance.now();
  await begin();
  if (!(await until(async () => (await endpoints.heard()).sent >= sent + count))) {
    throw new Error(`${(await endpoints.heard()).sent - sent} of ${count} deliveries came`);
  }
  const tookMs = performance.now() - fromMs;
  const after = await process.usage();
  return { perS: (count / tookMs) * 1000, cpuMsPer1000: ((after.cpuMs - before.cpuMs) / count) * 1000 };
};

export const measureDeliveries = async (
  load: Load,
  gateway: RunningServer,
  folder: string,
  sizes: Sizes,
): Promise<DeliveriesRow> => {
  const endpoints = await startEndpoints(sizes.endpoints);
  const port = await freePort();
  const bare = startServerProcess({
    file: new URL('../servers/bare-webhooks.ts', import.meta.url),
    logFile: join(folder, 'bare-webhooks.log'),
    environment: { PORT: String(port) },
  });
  const sendBare = async (urls: readonly string[], bodies: readonly string[]): Promise<boolean> =>
    (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: JSON.stringify({ urls, bodies }) })).status ===
    204;
  try {
    const { url } = gateway;
    const token = await accessToken(url);
    const fleet = 'deliveries';
    const ids = stationIds('2.0.1', STATIONS);
    await load.ask('connect', { fleet, url: gateway.stationsUrl, version: '2.0.1', ids });
    const pace = (durationMs: number) => load.ask('run', { fleet, durationMs, pauseMs: PAUSE_MS });

    const endWithout = askApi(url, token);
    await pace(sizes.deliveriesMs / 2);
    const without = await endWithout();
    const before = (await eventsOf(url, token)).length;
    const endpointIds = await registerEndpoints({ url, token }, endpoints.urls, TYPES);
    const endBeside = askApi(url, token);
    await pace(sizes.deliveriesMs);
    const beside = await endBeside();
    await load.ask('disconnect', { fleet });

    const events = (await eventsOf(url, token)).slice(before);
    const isWhole = ({ counts }: { readonly counts: readonly number[] }): boolean =>
      counts.slice(BAD_ENDPOINTS).every((count) => count >= events.length);
    await until(async () => isWhole(await endpoints.heard()));
    const heard = await endpoints.heard();

    const again = events.slice(-sizes.deliveryEvents - 1);
    const [first, ...rest] = again;
    if (first === undefined || rest.length === 0) throw new Error('there were no events');
    const healthy = endpointIds.slice(BAD_ENDPOINTS);
    const count = healthy.length * rest.length;
    const own: Round[] = [];
    const theirs: Round[] = [];
    await untilRight(() => sendBare([], []), bare);
    for (let index = 0; index < sizes.rounds; index += 1) {
      const bodies = rest.map(({ text }) => text);
      const urls = endpoints.urls.slice(BAD_ENDPOINTS).map((each) => `${each}/hook`);
      theirs.push(await timed(bare, endpoints, count, async () => void (await sendBare(urls, bodies))));
      own.push(
        await timed(gateway.process, endpoints, count, async () => {
          await Promise.all(healthy.map((id) => sendAgain({ url, token }, id, first.id)));
        }),
      );
    }
    return {
      endpoints: sizes.endpoints,
      events: events.length,
      firstP50Ms: quantile(heard.lateMs, 0.5),
      firstP99Ms: quantile(heard.lateMs, 0.99),
      apiP50Ms: quantile(beside, 0.5),
      apiP99Ms: quantile(beside, 0.99),
      withoutP50Ms: quantile(without, 0.5),
      withoutP99Ms: quantile(without, 0.99),
      perS: median(own.map(({ perS }) => perS)),
      cpuMsPer1000: median(own.map(({ cpuMsPer1000 }) => cpuMsPer1000)),
      ofBare: medianRatio(
        own.map(({ perS }) => perS),
        theirs.map(({ perS }) => perS),
      ),
      lacking: heard.counts.slice(BAD_ENDPOINTS).filter((each) => each < events.length).length,
      outOfOrder: heard.outOfOrder,
      loopback: heard.loopback,
    };
  } finally {
    await bare.stop();
    await endpoints.stop();
  }
};
