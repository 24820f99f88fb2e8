/** How a station's picture of its EVSEs and connectors grows with what it tells. */
import { firstEvseUid } from './evse.ts';
import type { Connector, ConnectorStatus, Evse, Station } from './station.ts';

export type ConnectorNews = {
  /** null: the station as a whole. */
  readonly evseId: number | null;
  /** null: the EVSE's first. */
  readonly connectorId: number | null;
  readonly status: ConnectorStatus;
  readonly errorCode: string | null;
  readonly at: Date;
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

/** Whether the station or one of its connectors is out of order. */
export const isFaulted = (station: Pick<Station, 'status' | 'evses'>): boolean =>
  station.status === 'FAULTED' ||
  station.evses.some((evse) => evse.connectors.some((connector) => connector.status === 'FAULTED'));

/** More EVSEs or connectors than this no station has; a wrong number must not grow its record. */
const MOST = 256;

/** Whether the numbers can be a real EVSE and connector. */
export const isPlausible = ({ evseId, connectorId }: Pick<ConnectorNews, 'evseId' | 'connectorId'>): boolean =>
  (evseId === null || (evseId >= 1 && evseId <= MOST)) &&
  (connectorId === null || (connectorId >= 1 && connectorId <= MOST));

/** The station with what it told; changed: status or error code is another than before. */
export const withConnectorStatus = (
  station: Station,
  news: ConnectorNews,
): { readonly station: Station; readonly changed: boolean } => {
  if (news.evseId === null) {
    const changed = station.status !== news.status;
    const told = { status: news.status, statusErrorCode: news.errorCode };
    return { station: changed ? { ...station, ...told } : station, changed };
  }
  const { evseId, connectorId } = { evseId: news.evseId, connectorId: news.connectorId ?? 1 };
  const known = connectorOf(station, evseId, connectorId) ?? newConnector(connectorId);
  if (known.status === news.status && known.errorCode === news.errorCode && known.statusAt !== null) {
    return { station, changed: false };
  }
  const evse: Evse = station.evses.find((one) => one.id === evseId) ?? {
    id: evseId,
    uid: firstEvseUid(station, evseId),
    emi3Id: null,
    connectors: [],
  };
  const connector = { ...known, status: news.status, errorCode: news.errorCode, statusAt: news.at };
  const evses = put(station.evses, { ...evse, connectors: put(evse.connectors, connector) });
  return { station: { ...station, evses }, changed: true };
};
