/** Transactions: what the stations believe, and were told, against the sessions and readings that are stored. */
import type { Json } from '../../support/gateway.ts';
import type { BelievedSession, StationJournal } from '../load/journal.ts';
import { type Difference, difference } from './difference.ts';

/** Flags that tell of how messages came, and not of the session. */
const ABOUT_THE_WAY = new Set(['late_messages', 'started_after_timeout']);

const instant = (text: string | null): number | null => (text === null ? null : new Date(text).getTime());

const changes = (believed: BelievedSession, stored: Json): readonly string[] => {
  const expected: Record<string, unknown> = {
    evse_id: believed.connectorId,
    told_start_date_time: believed.startedAt.getTime(),
    told_end_date_time: believed.endedAt?.getTime() ?? null,
    token: believed.idTag?.toLowerCase() ?? null,
    ...(believed.energyWh === null ? {} : { energy_wh: believed.energyWh, open: false }),
  };
  const actual: Record<string, unknown> = {
    evse_id: stored.evse_id,
    told_start_date_time: instant(stored.told_start_date_time),
    told_end_date_time: instant(stored.told_end_date_time),
    token: stored.token?.uid.toLowerCase() ?? null,
    energy_wh: stored.energy_wh,
    open: ['PENDING', 'ACTIVE'].includes(stored.status),
  };
  return Object.entries(expected)
    .filter(([name, value]) => actual[name] !== value)
    .map(([name, value]) => `${name} is ${actual[name]}, not ${value}`);
};

const checkReadings = (before: StationJournal, after: StationJournal, session: Json): readonly Difference[] => {
  const of = `of ${session.station_id} ${session.transaction.id}`;
  const belongs = ({ transactionId }: { readonly transactionId: string }) => transactionId === session.transaction.id;
  const stored: readonly string[] = session.readings.map(({ sampled_at }: Json) => new Date(sampled_at).toISOString());
  const present = new Set(stored);
  const lost = before.values
    .filter((value) => belongs(value) && value.acknowledged && !present.has(value.sampledAt.toISOString()))
    .map(({ sampledAt }) => difference('reading lost', `${sampledAt.toISOString()} ${of}`));
  const alike = session.readings.map(({ sampled_at, values }: Json) => JSON.stringify([sampled_at, values]));
  const doubled = alike
    .filter((text: string, index: number) => alike.indexOf(text) !== index)
    .map((text: string) => difference('reading doubled', `${text} ${of}`));
  const believed = after.sessions.find(belongs as (session: BelievedSession) => boolean);
  const sent = new Set([
    ...after.values.filter(belongs).map(({ sampledAt }) => sampledAt.toISOString()),
    ...[believed?.startedAt, believed?.endedAt].map((at) => at?.toISOString()),
  ]);
  const invented = stored
    .filter((sampledAt) => !sent.has(sampledAt))
    .map((sampledAt) => difference('reading invented', `${sampledAt} ${of}`));
  return [...lost, ...doubled, ...invented];
};

const checkStartIds = (stations: readonly StationJournal[]): readonly Difference[] => {
  const given = stations.flatMap(({ id, startIds }) => [...startIds].map(([start, ids]) => ({ id, start, ids })));
  const several = given
    .filter(({ ids }) => ids.size > 1)
    .map(({ id, start, ids }) =>
      difference('transaction doubled', `${id} was told ${[...ids]} for one start ${start}`),
    );
  const all = given.flatMap(({ ids }) => [...ids]);
  const again = all
    .filter((id, index) => all.indexOf(id) !== index)
    .map((id) => difference('transaction id given twice', id));
  return [...several, ...again];
};

/**
 * before, after: the journal of one station from before and from after the reading of the store; a session that went on
 * meanwhile is held to what was told before, and to nothing that was not said until after.
 */
const checkStation = (
  before: StationJournal,
  after: StationJournal,
  sessions: readonly Json[],
): readonly Difference[] => {
  const found: Difference[] = [];
  const idOf = (session: Json): string => session.transaction.id;
  for (const [transactionId, alike] of Map.groupBy(sessions, idOf)) {
    if (alike.length > 1) found.push(difference('transaction doubled', `${before.id} ${transactionId}`));
    if (!after.sessions.some((session) => session.transactionId === transactionId)) {
      found.push(difference('transaction invented', `${before.id} ${transactionId}`));
    }
  }
  for (const believed of before.sessions) {
    const name = `${before.id} ${believed.transactionId} of ${believed.startedAt.toISOString()}`;
    const stored = sessions.find((session) => idOf(session) === believed.transactionId);
    if (believed.transactionId === null || (believed.endedAt !== null && !believed.acknowledged)) {
      found.push(difference('transaction unanswered', name));
    } else if (stored === undefined) {
      found.push(difference('transaction lost', name));
    } else {
      const later = after.sessions.find(({ transactionId }) => transactionId === believed.transactionId);
      // It may have ended while the store was read.
      if ((later?.endedAt ?? null) === null || believed.endedAt !== null) {
        found.push(...changes(believed, stored).map((what) => difference('transaction changed', `${name}: ${what}`)));
      }
      const flags = stored.flags.filter((flag: string) => !ABOUT_THE_WAY.has(flag));
      if (believed.endedAt !== null && flags.length > 0) {
        found.push(difference('transaction changed', `${name}: flagged ${flags}`));
      }
    }
  }
  return [...found, ...sessions.flatMap((session) => checkReadings(before, after, session))];
};

export const checkSessions = (
  before: readonly StationJournal[],
  after: readonly StationJournal[],
  sessions: readonly Json[],
): readonly Difference[] => [
  ...checkStartIds(after),
  ...before.flatMap((station, index) =>
    checkStation(
      station,
      after[index] ?? station,
      sessions.filter(({ station_id }) => station_id === station.id),
    ),
  ),
];
