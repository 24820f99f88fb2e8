/** What an operator may set of an EVSE's plugs, checked. */
import {
  CONNECTOR_FORMATS,
  CONNECTOR_STANDARDS,
  type ConnectorFacts,
  type EvseFacts,
  POWER_TYPES,
  START_ORDERS,
} from './plug.ts';

export type FactFault = { readonly pointer: string; readonly detail: string };

type Check = (value: unknown) => string | null;

const oneOf =
  (values: readonly string[]): Check =>
  (value) =>
    values.some((known) => known === value) ? null : `Must be one of ${values.join(', ')}.`;

const within =
  (most: number, unit: string): Check =>
  (value) =>
    typeof value === 'number' && Number.isFinite(value) && value > 0 && value <= most
      ? null
      : `Must be more than 0 and at most ${most} ${unit}.`;

const CONNECTOR_CHECKS: { readonly [P in Exclude<keyof ConnectorFacts, 'id'>]-?: Check } = {
  standard: oneOf(CONNECTOR_STANDARDS),
  format: oneOf(CONNECTOR_FORMATS),
  powerType: oneOf(POWER_TYPES),
  maxVoltageV: within(2_000, 'V'),
  maxAmperageA: within(5_000, 'A'),
  maxPowerW: within(10_000_000, 'W'),
  cableLengthM: within(100, 'm'),
};

/** As callers name them, after OCPI, whose names carry no unit. */
const CALLED: Readonly<Record<string, string>> = {
  maxVoltageV: 'maxVoltage',
  maxAmperageA: 'maxAmperage',
  maxPowerW: 'maxElectricPower',
};

/** More than these no EVSE has. */
export const MOST_CONNECTORS = 32;

/** What is wrong with what was given; none: it may be kept. */
export const factFaults = ({ startOrder = null, connectors = [] }: EvseFacts, at = ''): readonly FactFault[] => {
  const faults: FactFault[] = [];
  const orders = startOrder === null ? null : oneOf(START_ORDERS)(startOrder);
  if (orders !== null) faults.push({ pointer: `${at}/startOrder`, detail: orders });
  if (connectors.length > MOST_CONNECTORS) {
    faults.push({ pointer: `${at}/connectors`, detail: `At most ${MOST_CONNECTORS} connectors.` });
  }
  connectors.forEach((connector, index) => {
    const place = `${at}/connectors/${index}`;
    if (!Number.isInteger(connector.id) || connector.id < 1 || connector.id > 256) {
      faults.push({ pointer: `${place}/id`, detail: "A connector's number is from 1 to 256." });
    }
    if (connectors.findIndex(({ id }) => id === connector.id) < index) {
      faults.push({ pointer: `${place}/id`, detail: 'Each connector is named once.' });
    }
    for (const [property, check] of Object.entries(CONNECTOR_CHECKS)) {
      const value = connector[property as keyof typeof CONNECTOR_CHECKS] ?? null;
      const detail = value === null ? null : check(value);
      if (detail !== null) faults.push({ pointer: `${place}/${CALLED[property] ?? property}`, detail });
    }
  });
  return faults;
};

/** Without what is not said. */
export const tidyFacts = ({ startOrder = null, connectors = [] }: EvseFacts): EvseFacts | null => {
  const kept = connectors
    .map((connector) => Object.fromEntries(Object.entries(connector).filter(([, value]) => value != null)))
    // An id is never taken out.
    .map((connector) => connector as ConnectorFacts)
    .filter((connector) => Object.keys(connector).length > 1)
    .toSorted((one, other) => one.id - other.id);
  if (startOrder === null && kept.length === 0) return null;
  return { ...(startOrder === null ? {} : { startOrder }), ...(kept.length === 0 ? {} : { connectors: kept }) };
};
