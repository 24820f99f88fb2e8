/** Commands: what clients were promised and stations saw, against the records that are stored. */
import type { Json } from '../../support/gateway.ts';
import type { AskedCommand, Journal, StationJournal } from '../load/journal.ts';
import { type Difference, difference } from './difference.ts';

/** What no other request of its type names; see AskedCommand. */
const markOf = ({ type, parameters, session_id }: Json): string => {
  if (type === 'START_SESSION') return parameters.token.uid;
  if (type === 'SET_CHARGING_LIMIT') return String(parameters.limit_w);
  return String(session_id);
};

/** Of an accepted limit, in W or what the station was told of it. */
const limitIn = (payload: Json): unknown => {
  const schedule = (payload.csChargingProfiles ?? payload.chargingProfile)?.chargingSchedule;
  return (Array.isArray(schedule) ? schedule[0] : schedule)?.chargingSchedulePeriod[0].limit;
};

const reaches = (command: Json, transactionId: string | null, action: string, payload: Json): boolean => {
  switch (command.type) {
    case 'START_SESSION':
      return (
        ['RemoteStartTransaction', 'RequestStartTransaction'].includes(action) &&
        (payload.idTag ?? payload.idToken?.idToken) === command.parameters.token.uid
      );
    case 'STOP_SESSION':
      return (
        ['RemoteStopTransaction', 'RequestStopTransaction'].includes(action) &&
        String(payload.transactionId) === transactionId
      );
    case 'SET_CHARGING_LIMIT':
      return action === 'SetChargingProfile' && limitIn(payload) === command.parameters.limit_w;
    default:
      return false;
  }
};

/** How often the station may have been asked, by where the command has ended. */
const askedTimes = (command: Json): readonly [least: number, most: number] => {
  switch (command.status) {
    case 'QUEUED':
    case 'EXPIRED':
    case 'CANCELLED':
      return [0, 0];
    case 'ACCEPTED':
    case 'CONFIRMED':
    case 'REJECTED':
      return [1, 1];
    case 'TIMED_OUT':
      // An answer that never came says nothing of whether the question had arrived.
      return command.error.code === 'station_timeout' ? [0, 1] : [1, 1];
    default:
      return command.sent_at === null ? [0, 0] : [0, 1];
  }
};

/**
 * OCPP 1.6 has no id that leads from a session to its start. With the clock set forward between the two, the start's time
 * is over at once, and the session looks as if it began much later.
 */
const isHiddenByClock = (command: Json, { version }: StationJournal): boolean =>
  version === '1.6' && command.status === 'TIMED_OUT' && command.error.code === 'effect_timeout';

const checkAtStation = (
  command: Json,
  station: StationJournal,
  sessions: readonly Json[],
  clockSet: boolean,
): readonly Difference[] => {
  const name = `${command.type} ${command.id} ${command.status} ${command.error?.code ?? ''}`;
  const transactionId = sessions.find(({ id }) => id === command.session_id)?.transaction.id ?? null;
  const times = station.received.filter(({ action, payload }) =>
    reaches(command, transactionId, action, payload),
  ).length;
  const [least, most] = askedTimes(command);
  const found: Difference[] = [];
  if (times > 1) found.push(difference('command sent twice', `${name}: ${station.id} was asked ${times} times`));
  else if (times < least || times > most) {
    found.push(difference('command not as the station saw it', `${name}: ${station.id} was asked ${times} times`));
  }
  if (command.type === 'START_SESSION') {
    const begun = sessions.find(({ token }) => token?.uid === command.parameters.token.uid);
    const told = command.status === 'CONFIRMED' || command.late_outcome?.status === 'CONFIRMED';
    const id = command.late_outcome?.session_id ?? command.session_id;
    const hidden = clockSet && isHiddenByClock(command, station);
    if (begun !== undefined && !hidden && (!told || id !== begun.id || begun.command_id !== command.id)) {
      found.push(difference('command not as the station saw it', `${name}: session ${begun.id} began by it`));
    }
    if (begun === undefined && told) {
      found.push(difference('command not as the station saw it', `${name}: no session began`));
    }
  }
  if (command.type === 'STOP_SESSION' && command.status === 'CONFIRMED') {
    const stopped = sessions.find(({ id }) => id === command.session_id);
    if (stopped?.end_date_time == null) {
      found.push(difference('command not as the station saw it', `${name}: session ${command.session_id} goes on`));
    }
  }
  return found;
};

const checkAsked = (asked: AskedCommand, commands: readonly Json[]): readonly Difference[] => {
  const alike = commands.filter((command) => command.type === asked.type && markOf(command) === asked.mark);
  const name = `${asked.type} ${asked.mark} (${asked.key})`;
  if (alike.length > 1) return [difference('command doubled', `${name}: ${alike.map(({ id }) => id)}`)];
  if (asked.commandId !== null && alike[0]?.id !== asked.commandId) {
    return [difference('command lost', `${name}: answered with ${asked.commandId}`)];
  }
  if (asked.refused !== null && alike.length > 0) {
    return [difference('command invented', `${name}: refused with ${asked.refused}`)];
  }
  return [];
};

/** Which status may follow which; any number of changes within one. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  QUEUED: ['SENT', 'FAILED', 'EXPIRED', 'CANCELLED'],
  SENT: ['QUEUED', 'ACCEPTED', 'CONFIRMED', 'REJECTED', 'FAILED', 'TIMED_OUT'],
  ACCEPTED: ['CONFIRMED', 'TIMED_OUT'],
};

const checkCourse = (command: Json, events: readonly Json[]): readonly Difference[] => {
  const statuses: readonly string[] = events.map(({ data }) => data.command.status);
  return statuses.flatMap((status, index) => {
    const before = statuses[index - 1];
    const begun = status === 'QUEUED' || status === 'SENT';
    const legal = before === undefined ? begun : before === status || NEXT[before]?.includes(status);
    return legal ? [] : [difference('command in no legal order', `${command.type} ${command.id}: ${statuses}`)];
  });
};

export const checkCommands = (
  before: Journal,
  after: Journal,
  { commands, sessions, events }: { commands: readonly Json[]; sessions: readonly Json[]; events: readonly Json[] },
  clockSet = false,
): readonly Difference[] => {
  const told = Map.groupBy(
    events.filter(({ type }) => type === 'command.updated'),
    ({ data }) => data.command.id,
  );
  const keys = new Set(after.commands.map(({ type, mark }) => `${type} ${mark}`));
  return [
    ...before.commands.flatMap((asked) => checkAsked(asked, commands)),
    ...commands.flatMap((command) => {
      const station = after.stations.find(({ id }) => id === command.station_id);
      const own = sessions.filter(({ station_id }) => station_id === command.station_id);
      return [
        ...(keys.has(`${command.type} ${markOf(command)}`)
          ? []
          : [difference('command invented', `${command.type} ${command.id}`)]),
        ...(station === undefined ? [] : checkAtStation(command, station, own, clockSet)),
        ...checkCourse(command, told.get(command.id) ?? []),
      ];
    }),
  ];
};
