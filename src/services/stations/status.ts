/** What stations tell of their connectors, and of themselves as a whole: status, and what is wrong. */
import { withChargingStateOf } from '../../domain/charging-state-v16.ts';
import {
  connectorOf,
  type Grown,
  isFaulted,
  isPlausible,
  withAlert,
  withConnectorStatus,
} from '../../domain/connector-map.ts';
import type { NewEvent } from '../../domain/event.ts';
import { evseUidOf } from '../../domain/evse.ts';
import type { Session } from '../../domain/session.ts';
import type { Station } from '../../domain/station.ts';
import { codeOfError, errorOfCode, type StationError } from '../../domain/station-error.ts';
import { errorOf } from '../../domain/told-status.ts';
import type { EffectObserver } from '../effects.ts';
import type { AlertReport, StationInbox, StatusReport } from '../inbox.ts';
import { type EventMaker, withoutPassword } from '../new-event.ts';
import type { Log } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import type { LeftMarks } from '../sessions/left-marks.ts';
import type { StationWriter } from './station-writer.ts';

type Report = StatusReport | AlertReport;

/** What one report made of the station, and the error that it told. */
type Step = Grown & { readonly error: StationError | null };

const isStatus = (report: Report): report is StatusReport => 'status' in report;

const errorIn = (report: Report): StationError | null =>
  'status' in report && report.error === undefined ? errorOfCode(report.errorCode) : (report.error ?? null);

export const createStatus = ({
  writer,
  events,
  effects,
  leftMarks,
  clock,
  log,
}: {
  readonly writer: StationWriter;
  readonly events: EventMaker;
  readonly effects: Pick<EffectObserver, 'availabilityChanged'>;
  readonly leftMarks: Pick<LeftMarks, 'said'>;
  readonly clock: Clock;
  readonly log: Log;
}): Pick<StationInbox, 'status' | 'notified'> => {
  const grow = (station: Station, report: Report): Grown => {
    const now = clock.now();
    if ('status' in report) return withConnectorStatus(station, { ...report, at: report.at ?? now });
    const { evseId, connectorId, key, error, faults } = report;
    return withAlert(station, {
      evseId,
      connectorId,
      key,
      alert: error === null ? null : { error, faults, sinceAt: now },
    });
  };

  const ofConnector = (station: Station, { evseId, connectorId }: Grown['connectors'][number]): readonly NewEvent[] => {
    const connector = connectorOf(station, evseId, connectorId);
    if (connector === undefined) return [];
    const error = errorOf(connector);
    const evseUid = evseUidOf(station, evseId);
    const errorCode = connector.errorCode ?? codeOfError(error);
    const data = { evseId, evseUid, connectorId, status: connector.status, errorCode, error };
    return [events.ofStationNews('connector.status_changed', station, data)];
  };

  /** Of each connector that said something new; of the station where it did so of itself; and of a fault's begin or end. */
  const eventsOf = (before: Station, after: Station, steps: readonly Step[]): readonly NewEvent[] => {
    const ofItself = steps.some(({ connectors }) => connectors.length === 0);
    const connectors = new Map(
      steps.flatMap((step) => step.connectors).map((one) => [`${one.evseId} ${one.connectorId}`, one]),
    );
    const own = [
      ...(ofItself ? [events.ofStation('station.updated', after)] : []),
      ...[...connectors.values()].flatMap((one) => ofConnector(after, one)),
    ];
    const [was, is] = [isFaulted(before), isFaulted(after)];
    if (is && !was) {
      const error = steps.find((step) => isFaulted(step.station))?.error ?? null;
      const told = { station: withoutPassword(after), errorCode: codeOfError(error), error };
      return [...own, events.ofStationNews('station.faulted', after, told)];
    }
    return was && !is ? [...own, events.ofStation('station.recovered', after)] : own;
  };

  /** The other sessions whose charging state the connectors have changed. */
  const restated = (open: readonly Session[], left: readonly Session[], after: Station): readonly Session[] =>
    open.flatMap((session) => {
      if (left.some(({ id }) => id === session.id)) return [];
      const next = withChargingStateOf(session, after);
      return next === session ? [] : [{ ...next, version: session.version + 1, updatedAt: clock.now() }];
    });

  const notified: StationInbox['notified'] = async (stationId, reports) => {
    const plausible = reports.filter((report) => {
      if (isPlausible(report)) return true;
      log.warn({ stationId, evseId: report.evseId, connectorId: report.connectorId }, 'station.status_of_nothing');
      return false;
    });
    if (plausible.length === 0) return;
    await writer.write<void>(stationId, async ({ station, sessions: open }) => {
      if (station === null) return { change: null, answer: undefined };
      const steps: Step[] = [];
      for (const report of plausible) {
        const grown = grow(steps.at(-1)?.station ?? station, report);
        if (grown.changed) steps.push({ ...grown, error: errorIn(report) });
      }
      const last = steps.at(-1);
      const after =
        last === undefined ? station : { ...last.station, version: station.version + 1, updatedAt: clock.now() };
      // Told again is news for a command that waits for exactly this state.
      const effect = await effects.availabilityChanged(after);
      // Or for a session that nobody ended.
      const left = leftMarks.said(open, plausible.filter(isStatus), after, clock.now());
      const sessions = [...left.map((one) => withChargingStateOf(one, after)), ...restated(open, left, after)];
      const marks = sessions.map((session) => events.ofSession('session.updated', session));
      if (after === station) {
        const isNews = effect.commands.length > 0 || sessions.length > 0;
        return {
          change: isNews ? { sessions, commands: effect.commands, events: [...marks, ...effect.events] } : null,
          answer: undefined,
        };
      }
      return {
        change: {
          stations: [after],
          sessions,
          commands: effect.commands,
          events: [...eventsOf(station, after, steps), ...marks, ...effect.events],
        },
        answer: undefined,
      };
    });
  };

  return { notified, status: (report) => notified(report.stationId, [report]) };
};
