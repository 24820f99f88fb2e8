/** How a station's picture of its EVSEs and connectors grows with what it tells. */
import { firstEvseUid } from './evse.ts';
import type { Connector, ConnectorStatus, Evse, Station } from './station.ts';
import { errorOfCode, type StationAlert, type StationError } from './station-error.ts';
import {
  alerted,
  cleared,
  isOut,
  lastWord,
  saysNothingNew,
  serves,
  type Told,
  told,
  voided,
  wholeOf,
  withWhole,
} from './told-status.ts';

type Place = {
  /** null: the station as a whole. */
  readonly evseId: number | null;
  /** null: the EVSE as a whole, all of its connectors, or its first where none is known. */
  readonly connectorId: number | null;
};

export type ConnectorNews = Place & {
  readonly status: ConnectorStatus;
  readonly errorCode: string | null;
  /** Absent: the code says all. */
  readonly error?: StationError | null;
  readonly at: Date;
};

/** Something is wrong at a place until it is taken back; alert null: it is over. */
export type AlertNews = Place & { readonly key: string; readonly alert: Omit<StationAlert, 'key'> | null };

/** changed: another status or error than before; connectors: of which of them. */
export type Grown = {
  readonly station: Station;
  readonly changed: boolean;
  readonly connectors: readonly { readonly evseId: number; readonly connectorId: number }[];
};

const newConnector = (id: number): Connector => ({
  id,
  status: 'UNKNOWN',
  errorCode: null,
  standard: null,
  maxPowerW: null,
  statusAt: null,
});

const put = <T extends { readonly id: number }>(items: readonly T[], item: T): readonly T[] =>
  [...items.filter((other) => other.id !== item.id), item].sort((a, b) => a.id - b.id);

export const connectorOf = (
  station: Pick<Station, 'evses'>,
  evseId: number,
  connectorId: number,
): Connector | undefined =>
  station.evses.find((evse) => evse.id === evseId)?.connectors.find((connector) => connector.id === connectorId);

/** Whether the station or one of its connectors is out of order, for all that was told last. */
export const isFaulted = (station: Station): boolean =>
  lastWord(wholeOf(station)) === 'FAULTED' ||
  station.evses.some((evse) => evse.connectors.some((connector) => lastWord(connector) === 'FAULTED'));

/** More EVSEs or connectors than this no station has; a wrong number must not grow its record. */
const MOST = 256;

/** Whether the numbers can be a real EVSE and connector. */
export const isPlausible = ({ evseId, connectorId }: Pick<ConnectorNews, 'evseId' | 'connectorId'>): boolean =>
  (evseId === null || (evseId >= 1 && evseId <= MOST)) &&
  (connectorId === null || (connectorId >= 1 && connectorId <= MOST));

const unchanged = (station: Station): Grown => ({ station, changed: false, connectors: [] });

const mapConnectors = (station: Station, change: (connector: Connector) => Connector): Station => ({
  ...station,
  evses: station.evses.map((evse) => ({ ...evse, connectors: evse.connectors.map(change) })),
});

const evseOf = (station: Station, evseId: number): Evse =>
  station.evses.find(({ id }) => id === evseId) ?? {
    id: evseId,
    uid: firstEvseUid(station, evseId),
    emi3Id: null,
    connectors: [],
  };

/** The connectors of an EVSE that news of it are about. */
const meant = ({ connectors }: Evse, connectorId: number | null): readonly Connector[] => {
  if (connectorId === null && connectors.length > 0) return connectors;
  const id = connectorId ?? 1;
  return [connectors.find((one) => one.id === id) ?? newConnector(id)];
};

/** The station's own word is younger than all that its connectors said. */
const afterStation = (station: Station): Station =>
  station.evses.some(({ connectors }) => connectors.some(({ toldAfterStation }) => toldAfterStation === true))
    ? mapConnectors(station, ({ toldAfterStation: _, ...connector }) => connector)
    : station;

/**
 * A connector serves: the station that was out of order or of service as a whole is so no longer, once each connector has
 * told its status since, or a boot has come between (OCPP 2.0.1 part 2, B01.FR.05: stations tell of connectors only then).
 */
const withoutOutdated = (station: Station): Station => {
  const whole = wholeOf(station);
  const voidedByBoot = whole.status === 'UNKNOWN' && whole.beforeBoot !== undefined;
  const allToldSince = () =>
    station.evses.every(({ connectors }) => connectors.every(({ toldAfterStation }) => toldAfterStation === true));
  return voidedByBoot || (isOut(whole.status) && allToldSince())
    ? afterStation(withWhole(station, told(whole, 'AVAILABLE', null)))
    : station;
};

const withConnectors = (
  station: Station,
  { evseId, connectorId }: { readonly evseId: number; readonly connectorId: number | null },
  change: (connector: Connector) => Connector,
): Grown => {
  const evse = evseOf(station, evseId);
  const before = meant(evse, connectorId);
  const after = before.map(change).filter((connector) => !before.includes(connector));
  if (after.length === 0) return unchanged(station);
  const connectors = after.reduce<readonly Connector[]>(put, evse.connectors);
  return {
    station: { ...station, evses: put(station.evses, { ...evse, connectors }) },
    changed: true,
    connectors: after.map(({ id }) => ({ evseId, connectorId: id })),
  };
};

const withStationStatus = (station: Station, status: ConnectorStatus, error: StationError | null): Grown => {
  const whole = wholeOf(station);
  const older = afterStation(station);
  if (saysNothingNew(whole, status, error) && older === station) return unchanged(station);
  return { station: withWhole(older, told(whole, status, error)), changed: true, connectors: [] };
};

const IN_USE_BY_ONE: ReadonlySet<ConnectorStatus> = new Set<ConnectorStatus>(['OCCUPIED', 'CHARGING', 'RESERVED']);

/** The station with what it told of its status, or of one EVSE's or connector's. */
export const withConnectorStatus = (station: Station, news: ConnectorNews): Grown => {
  const { evseId, connectorId, status, at } = news;
  const error = news.error === undefined ? errorOfCode(news.errorCode) : news.error;
  if (evseId === null) return withStationStatus(station, status, error);
  // An EVSE serves one connector at a time: that one has told of it itself.
  const known = meant(evseOf(station, evseId), connectorId);
  if (known.length > 1 && IN_USE_BY_ONE.has(status) && known.some((one) => one.status === status)) {
    return unchanged(station);
  }
  const isLater = isOut(station.status) ? ({ toldAfterStation: true } as const) : {};
  const grown = withConnectors(station, { evseId, connectorId }, (connector) =>
    connector.statusAt !== null &&
    saysNothingNew(connector, status, error) &&
    (!isOut(station.status) || connector.toldAfterStation === true)
      ? connector
      : { ...told(connector, status, error), ...isLater, statusAt: at },
  );
  return grown.changed && serves(status) ? { ...grown, station: withoutOutdated(grown.station) } : grown;
};

/** The station with what it says is wrong with it, or is so no longer. */
export const withAlert = (station: Station, { evseId, connectorId, key, alert }: AlertNews): Grown => {
  const change = <T extends Told>(place: T): T =>
    alert === null ? cleared(place, key) : alerted(place, { key, ...alert });
  if (evseId !== null) {
    // Nothing is wrong where nothing is known of.
    if (alert === null && station.evses.every(({ id }) => id !== evseId)) return unchanged(station);
    return withConnectors(station, { evseId, connectorId }, change);
  }
  const whole = wholeOf(station);
  const after = change(whole);
  if (after === whole) return unchanged(station);
  const is = after.status === whole.status ? station : afterStation(station);
  return { station: withWhole(is, after), changed: true, connectors: [] };
};

/** What was told before a boot is void after it: of the station as a whole, and of each connector. */
export const afterBoot = (station: Station): Station =>
  withWhole(
    mapConnectors(station, ({ toldAfterStation: _, ...connector }) => voided(connector)),
    voided(wholeOf(station)),
  );
