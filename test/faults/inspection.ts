/** After a fault: everything comes to rest, and is compared. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../support/gateway.ts';
import { check } from './check/check.ts';
import { owedTo } from './check/delivered.ts';
import { difference } from './check/difference.ts';
import { lateJobs } from './check/jobs.ts';
import { type Jobs, readStored, type Stored } from './check/stored.ts';
import type { Site } from './load/site.ts';
import type { Report } from './scenario.ts';

/** Only what is broken takes so long, however busy the machine is. */
const REST_WITHIN_MS = 45_000;
const READERS_WITHIN_MS = 30_000;
/** Longer than a vehicle takes to be plugged in behind a start. */
const LOOK_EVERY_MS = 50;

const nothingOnItsWay = async (site: Pick<Site, 'api'>, settled: boolean): Promise<boolean> => {
  // At a quiet station only an effect may still be awaited.
  const statuses = settled ? ['QUEUED', 'SENT', 'ACCEPTED'] : ['QUEUED', 'SENT'];
  const left = await Promise.all(statuses.map((status) => site.api.get(`/api/v1/commands?status=${status}&limit=1`)));
  return left.every(({ length }) => length === 0);
};

/**
 * Resolves at a moment when no station has anything to say and no command is on its way; also when that moment does not
 * come within the time: what is still, the check will say.
 */
export const untilAtRest = async (
  site: Pick<Site, 'api' | 'quiet' | 'isQuiet'>,
  { settled, withinMs }: { readonly settled: boolean; readonly withinMs: number },
): Promise<void> => {
  const untilMs = performance.now() + withinMs;
  // A command that arrives at a quiet station makes it speak again, the last one a moment after it was accepted.
  for (let looks = 0; performance.now() < untilMs; ) {
    const still = (await site.quiet(untilMs - performance.now())) && (await nothingOnItsWay(site, settled));
    looks = still ? looks + 1 : 0;
    if (looks >= 2 && site.isQuiet()) return;
    await pause(LOOK_EVERY_MS);
  }
};

/** Timers do not follow a clock that was set forward: then what is late begins with the next job whose time comes. */
const untilNoneIsLate = async (jobsOf: () => Jobs, nowAt: () => Date, withinMs: number): Promise<void> => {
  const untilMs = performance.now() + withinMs;
  while (lateJobs(jobsOf(), nowAt()).length > 0 && performance.now() < untilMs) await pause(LOOK_EVERY_MS);
};

const untilReadersThere = async (site: Site, stored: Stored): Promise<void> => {
  const last = stored.events.at(-1);
  if (last === undefined) return;
  const receivers = site.receivers === null ? [] : [site.receivers.anyOrder, site.receivers.ordered];
  await Promise.all([
    ...[site.stream, site.log].map((reader) => reader.hasReached(last.id, READERS_WITHIN_MS)),
    ...receivers.map(({ delivered, hasAll }) => hasAll(owedTo(delivered, stored.events), READERS_WITHIN_MS)),
  ]);
};

/** Others go on while it is read. */
const ofSite = ({ stations }: Site, stored: Stored): Stored => {
  const ids = new Set(stations.map(({ id }) => id));
  const isOurs = ({ station_id }: Json): boolean => ids.has(station_id);
  return { ...stored, commands: stored.commands.filter(isOurs), sessions: stored.sessions.filter(isOurs) };
};

/** Nobody acts when it is called. settled: every command must have ended, too. */
export const inspect = async (
  site: Site,
  {
    jobsOf,
    settled,
    nowAt,
    withinMs = REST_WITHIN_MS,
    clockSet = false,
    besideOthers = false,
  }: {
    readonly jobsOf: (() => Jobs) | null;
    readonly settled: boolean;
    readonly nowAt: () => Date;
    /** How long stations and commands may take to come to rest. */
    readonly withinMs?: number;
    readonly clockSet?: boolean;
    /** Stations that are not this site's have sessions and commands, too: these are not compared. */
    readonly besideOthers?: boolean;
  },
): Promise<Report> => {
  if (jobsOf !== null) await untilNoneIsLate(jobsOf, nowAt, withinMs);
  await untilAtRest(site, { settled, withinMs });
  // Without a wait between: the journal is of the moment in which nothing was on its way.
  const quiet = site.isQuiet();
  const before = site.journal();
  const readAt = nowAt();
  const all = await readStored(site.api, jobsOf);
  const stored = besideOthers ? ofSite(site, all) : all;
  await untilReadersThere(site, stored);
  const after = site.journal();
  const differences = [
    ...(quiet ? [] : [difference('station not as it is', `not quiet: ${unquiet(site)}`)]),
    ...check({ before, after, stored, settled, nowAt: readAt, clockSet }),
  ];
  return {
    faults: 0,
    kinds: {},
    believed: before.stations.reduce((sum, { sessions }) => sum + sessions.length, 0),
    stored: stored.sessions.length,
    readings: stored.sessions.reduce((sum, { readings }) => sum + readings.length, 0),
    commands: stored.commands.length,
    events: stored.events.length,
    differences,
  };
};

const unquiet = (site: Site): string =>
  site.stations
    .filter((station) => !station.online() || station.queued() > 0)
    .map((station) => `${station.id} ${station.online() ? 'online' : 'offline'} ${station.queued()} queued`)
    .join(', ');
