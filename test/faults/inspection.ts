/** After a fault: everything comes to rest, and is compared. */

import { setTimeout as pause } from 'node:timers/promises';
import { check } from './check/check.ts';
import { difference } from './check/difference.ts';
import { type Jobs, readStored, type Stored } from './check/stored.ts';
import type { Site } from './load/site.ts';
import type { Report } from './scenario.ts';

const REST_WITHIN_MS = 20_000;
const READERS_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** Resolves when no command is on its way any more; what is still, the check will say. */
const untilSettled = async (site: Site, all: boolean, withinMs: number): Promise<void> => {
  const untilMs = performance.now() + withinMs;
  while (performance.now() < untilMs) {
    // At a quiet station only an effect may still be awaited.
    const statuses = all ? ['QUEUED', 'SENT', 'ACCEPTED'] : ['QUEUED', 'SENT'];
    const left = await Promise.all(statuses.map((status) => site.api.get(`/api/v1/commands?status=${status}&limit=1`)));
    if (left.every(({ length }) => length === 0)) return;
    await pause(LOOK_EVERY_MS);
  }
};

const untilReadersThere = async (site: Site, stored: Stored): Promise<void> => {
  const last = stored.events.at(-1);
  if (last === undefined) return;
  await Promise.all([site.stream, site.log].map((reader) => reader.hasReached(last.id, READERS_WITHIN_MS)));
};

/** Nobody acts when it is called. settled: every command must have ended, too. */
export const inspect = async (
  site: Site,
  {
    jobsOf,
    settled,
    nowAt,
    withinMs = REST_WITHIN_MS,
  }: {
    readonly jobsOf: (() => Jobs) | null;
    readonly settled: boolean;
    readonly nowAt: () => Date;
    /** How long stations and commands may take to come to rest. */
    readonly withinMs?: number;
  },
): Promise<Report> => {
  const quiet = await site.quiet(withinMs);
  await untilSettled(site, settled, withinMs);
  const before = site.journal();
  const stored = await readStored(site.api, jobsOf);
  await untilReadersThere(site, stored);
  const after = site.journal();
  const differences = [
    ...(quiet ? [] : [difference('station not as it is', `not quiet: ${unquiet(site)}`)]),
    ...check({ before, after, stored, settled, nowAt: nowAt() }),
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
