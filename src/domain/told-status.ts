/** One place of a station (a connector, or the station as a whole) with its status and error, and what each word makes of it. */
import type { Connector, ConnectorStatus, Station } from './station.ts';
import { codeOfError, errorOfCode, type StationAlert, type StationError, sameError } from './station-error.ts';

export type Told = {
  readonly status: ConnectorStatus;
  readonly errorCode: string | null;
  /** Absent: not since this is kept; the code says all. */
  readonly error?: StationError | null;
  readonly alerts?: readonly StationAlert[];
  /** What it had told when the station booted; it has told nothing since. */
  readonly beforeBoot?: ConnectorStatus;
  /** What it had told when an alert put it out of order; it has told nothing since. */
  readonly beforeAlert?: ConnectorStatus;
};

/** A place tells of so many things at once; what comes beyond takes the place of the oldest that puts nothing out of order. */
const MOST_ALERTS = 20;

/** Where no charging can be: the others may wait, or be free. */
export const isOut = (status: ConnectorStatus): status is 'FAULTED' | 'UNAVAILABLE' =>
  status === 'FAULTED' || status === 'UNAVAILABLE';

export const serves = (status: ConnectorStatus): boolean => !isOut(status) && status !== 'UNKNOWN';

/**
 * The last word, whether a boot has made it void or not. What is shown is void (UNKNOWN) until it is told again; faults and
 * outages last until the station says that they are over.
 */
export const lastWord = ({ status, beforeBoot = 'UNKNOWN' }: Pick<Told, 'status' | 'beforeBoot'>): ConnectorStatus =>
  status === 'UNKNOWN' ? beforeBoot : status;

const MOST_SEVERE_LAST = 9;
const bySeverity = (one: StationAlert, other: StationAlert): number =>
  Number(other.faults) - Number(one.faults) ||
  (one.error.severity ?? MOST_SEVERE_LAST) - (other.error.severity ?? MOST_SEVERE_LAST);

/** What is wrong, as it is shown: what came with the status, else the worst of what it alerts of; null: nothing is told. */
export const errorOf = ({ error, errorCode, alerts = [] }: Pick<Told, 'error' | 'errorCode' | 'alerts'>) =>
  error ?? errorOfCode(errorCode) ?? alerts.toSorted(bySeverity)[0]?.error ?? null;

/** A status told, with what is wrong: it stands for all that was told before. */
export const told = <T extends Told>(place: T, status: ConnectorStatus, error: StationError | null): T => {
  const { beforeBoot: _, beforeAlert: __, ...rest } = place;
  return { ...rest, status, errorCode: codeOfError(error), error } as T;
};

/** Whether a status and error say what is known already. */
export const saysNothingNew = (place: Told, status: ConnectorStatus, error: StationError | null): boolean =>
  place.status === status &&
  place.beforeBoot === undefined &&
  place.beforeAlert === undefined &&
  sameError(place.error ?? errorOfCode(place.errorCode), error);

/** What was told before a boot is void after it. */
export const voided = <T extends Told>(place: T): T => {
  const { beforeBoot: _, beforeAlert: __, alerts: ___, ...rest } = place;
  const before = lastWord(place);
  return {
    ...rest,
    ...(before === 'UNKNOWN' ? {} : { beforeBoot: before }),
    status: 'UNKNOWN',
    errorCode: null,
    error: null,
  } as T;
};

const withRoom = (alerts: readonly StationAlert[]): readonly StationAlert[] => {
  if (alerts.length < MOST_ALERTS) return alerts;
  const oldest = alerts.findIndex(({ faults }) => !faults);
  return alerts.toSpliced(Math.max(0, oldest), 1);
};

/** Something is wrong from now on; the same again counts once. */
export const alerted = <T extends Told>(place: T, alert: StationAlert): T => {
  const { alerts = [] } = place;
  const known = alerts.find(({ key }) => key === alert.key);
  if (known !== undefined && known.faults === alert.faults && sameError(known.error, alert.error)) return place;
  const others = withRoom(alerts.filter(({ key }) => key !== alert.key));
  const next = { ...place, alerts: [...others, alert] };
  if (!alert.faults || place.status === 'FAULTED') return next;
  return { ...next, status: 'FAULTED', beforeAlert: place.status };
};

/** What was alerted of is over. A place that was out of order by it alone is what it was before. */
export const cleared = <T extends Told>(place: T, key: string): T => {
  const { alerts = [], beforeAlert, ...rest } = place;
  if (!alerts.some((alert) => alert.key === key)) return place;
  const left = alerts.filter((alert) => alert.key !== key);
  const still = left.some(({ faults }) => faults);
  return {
    ...rest,
    ...(left.length === 0 ? {} : { alerts: left }),
    ...(beforeAlert === undefined ? {} : still ? { beforeAlert } : { status: beforeAlert }),
  } as unknown as T;
};

/** The station as a whole, as a place. */
export const wholeOf = (station: Station): Told => ({
  status: station.status,
  errorCode: station.statusErrorCode ?? null,
  ...(station.statusError === undefined ? {} : { error: station.statusError }),
  ...(station.alerts === undefined ? {} : { alerts: station.alerts }),
  ...(station.statusBeforeBoot === undefined ? {} : { beforeBoot: station.statusBeforeBoot }),
  ...(station.statusBeforeAlert === undefined ? {} : { beforeAlert: station.statusBeforeAlert }),
});

export const withWhole = (station: Station, whole: Told): Station => {
  const { statusError: _, alerts: __, statusBeforeBoot: ___, statusBeforeAlert: ____, ...rest } = station;
  return {
    ...rest,
    status: whole.status,
    statusErrorCode: whole.errorCode,
    ...(whole.error === undefined ? {} : { statusError: whole.error }),
    ...(whole.alerts === undefined ? {} : { alerts: whole.alerts }),
    ...(whole.beforeBoot === undefined ? {} : { statusBeforeBoot: whole.beforeBoot }),
    ...(whole.beforeAlert === undefined ? {} : { statusBeforeAlert: whole.beforeAlert }),
  };
};

/**
 * A connector as it is beside what its station says of itself as a whole: the later word of the two holds, but a connector
 * that is itself out of order stays so.
 */
export const asItIs = (station: Station, connector: Connector): Connector => {
  const { status } = station;
  const own = isOut(status) && connector.toldAfterStation !== true && connector.status !== 'FAULTED' ? null : connector;
  const error = errorOf(own ?? wholeOf(station));
  if (own !== null && own.error !== undefined && own.alerts === undefined) return own;
  return { ...connector, status: own?.status ?? status, errorCode: own?.errorCode ?? codeOfError(error), error };
};
