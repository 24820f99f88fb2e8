/** What is known of an EVSE's plugs: what an operator set goes before what the station told, and that before its model's. */

/** OCPI 2.2.1 mod_locations, 8.4.6 ConnectorType. */
export const CONNECTOR_STANDARDS = [
  'CHADEMO',
  'CHAOJI',
  'DOMESTIC_A',
  'DOMESTIC_B',
  'DOMESTIC_C',
  'DOMESTIC_D',
  'DOMESTIC_E',
  'DOMESTIC_F',
  'DOMESTIC_G',
  'DOMESTIC_H',
  'DOMESTIC_I',
  'DOMESTIC_J',
  'DOMESTIC_K',
  'DOMESTIC_L',
  'DOMESTIC_M',
  'DOMESTIC_N',
  'DOMESTIC_O',
  'GBT_AC',
  'GBT_DC',
  'IEC_60309_2_single_16',
  'IEC_60309_2_three_16',
  'IEC_60309_2_three_32',
  'IEC_60309_2_three_64',
  'IEC_62196_T1',
  'IEC_62196_T1_COMBO',
  'IEC_62196_T2',
  'IEC_62196_T2_COMBO',
  'IEC_62196_T3A',
  'IEC_62196_T3C',
  'NEMA_5_20',
  'NEMA_6_30',
  'NEMA_6_50',
  'NEMA_10_30',
  'NEMA_10_50',
  'NEMA_14_30',
  'NEMA_14_50',
  'PANTOGRAPH_BOTTOM_UP',
  'PANTOGRAPH_TOP_DOWN',
  'SAE_J3400',
  'TESLA_R',
  'TESLA_S',
] as const;
export type ConnectorStandard = (typeof CONNECTOR_STANDARDS)[number];

/** OCPI 2.2.1 mod_locations, 8.4.5 ConnectorFormat. */
export const CONNECTOR_FORMATS = ['SOCKET', 'CABLE'] as const;
export type ConnectorFormat = (typeof CONNECTOR_FORMATS)[number];

/** OCPI 2.2.1 mod_locations, 8.4.19 PowerType. */
export const POWER_TYPES = ['AC_1_PHASE', 'AC_2_PHASE', 'AC_2_PHASE_SPLIT', 'AC_3_PHASE', 'DC'] as const;
export type PowerType = (typeof POWER_TYPES)[number];

/** Whether a driver plugs in before the start is asked for, or after it, or as it comes. */
export const START_ORDERS = ['PLUG_FIRST', 'START_FIRST', 'EITHER'] as const;
export type StartOrder = (typeof START_ORDERS)[number];

/** Of a connector; null and absent: not said here. Voltage is of a phase to neutral where there are three. */
export type ConnectorFacts = {
  readonly id: number;
  readonly standard?: ConnectorStandard | null;
  readonly format?: ConnectorFormat | null;
  readonly powerType?: PowerType | null;
  readonly maxVoltageV?: number | null;
  readonly maxAmperageA?: number | null;
  readonly maxPowerW?: number | null;
  readonly cableLengthM?: number | null;
};

export type EvseFacts = {
  readonly startOrder?: StartOrder | null;
  readonly connectors?: readonly ConnectorFacts[];
};

/** phases: of alternating current, as its station tells; 0: direct current. */
export type LearntFacts = EvseFacts & { readonly phases?: number };

/** What of an EVSE and of its connectors is asked here: station.ts has the whole of them. */
type WithFacts = { readonly facts?: FactsBySource };
type Plug = { readonly id: number; readonly standard: string | null; readonly maxPowerW: number | null };

/** By whom it was said; see PROPERTY_SOURCES for which goes first. */
export type FactsBySource = {
  readonly set?: EvseFacts;
  readonly learnt?: LearntFacts;
  readonly template?: EvseFacts;
};

/** The first that says a property tells it. DERIVED: from voltage, current and phases. */
export const PROPERTY_SOURCES = ['SET', 'LEARNT', 'TEMPLATE', 'DERIVED'] as const;
export type PropertySource = (typeof PROPERTY_SOURCES)[number];

const CONNECTOR_PROPERTIES = [
  'standard',
  'format',
  'powerType',
  'maxVoltageV',
  'maxAmperageA',
  'maxPowerW',
  'cableLengthM',
] as const;
export type ConnectorProperty = (typeof CONNECTOR_PROPERTIES)[number];

export type ConnectorProperties = {
  readonly [P in ConnectorProperty]: Exclude<ConnectorFacts[P], undefined>;
} & { readonly sources: { readonly [P in ConnectorProperty]?: PropertySource } };

const bySource = ({ facts = {} }: WithFacts): readonly (readonly [PropertySource, EvseFacts])[] =>
  (
    [
      ['SET', facts.set],
      ['LEARNT', facts.learnt],
      ['TEMPLATE', facts.template],
    ] as const
  ).flatMap(([source, said]) => (said === undefined ? [] : [[source, said] as const]));

const PHASES: Readonly<Record<PowerType, number>> = {
  AC_1_PHASE: 1,
  AC_2_PHASE: 2,
  AC_2_PHASE_SPLIT: 2,
  AC_3_PHASE: 3,
  DC: 1,
};

/** What a connector can give by its voltage, current and phases, in W; null: not all of them are known. */
const derivedPowerW = ({
  powerType = null,
  maxVoltageV = null,
  maxAmperageA = null,
}: Omit<ConnectorFacts, 'id'>): number | null =>
  powerType === null || maxVoltageV === null || maxAmperageA === null
    ? null
    : Math.round(PHASES[powerType] * maxVoltageV * maxAmperageA);

/** They carry alternating current of one phase or more, as the station has it. */
const ALTERNATING: ReadonlySet<string> = new Set<ConnectorStandard>(['IEC_62196_T2', 'IEC_62196_T3A', 'IEC_62196_T3C']);
const BY_PHASES: readonly (PowerType | null)[] = [null, 'AC_1_PHASE', 'AC_2_PHASE', 'AC_3_PHASE'];

/** By the phases that the station tells, of a connector that may have any; null: they say nothing of it. */
const powerTypeByPhases = ({ facts }: WithFacts, standard: string | null): PowerType | null => {
  const phases = facts?.learnt?.phases;
  if (phases === undefined || standard === null || !ALTERNATING.has(standard)) return null;
  return BY_PHASES[phases] ?? null;
};

const NOTHING: ConnectorProperties = {
  standard: null,
  format: null,
  powerType: null,
  maxVoltageV: null,
  maxAmperageA: null,
  maxPowerW: null,
  cableLengthM: null,
  sources: {},
};

/** What is known of a connector, each property with who said it. */
export const connectorProperties = (evse: WithFacts, connector: Plug): ConnectorProperties => {
  const { id } = connector;
  if (evse.facts === undefined && connector.standard === null && connector.maxPowerW === null) return NOTHING;
  const values: { [P in ConnectorProperty]?: string | number } = {};
  const sources: { [P in ConnectorProperty]?: PropertySource } = {};
  for (const [source, { connectors = [] }] of bySource(evse)) {
    const said = connectors.find((one) => one.id === id);
    if (said === undefined) continue;
    for (const property of CONNECTOR_PROPERTIES) {
      const value = said[property] ?? null;
      if (value === null || values[property] !== undefined) continue;
      values[property] = value;
      sources[property] = source;
    }
  }
  const byPhases =
    sources.powerType === undefined || sources.powerType === 'TEMPLATE'
      ? powerTypeByPhases(evse, (values.standard ?? null) as string | null)
      : null;
  if (byPhases !== null) {
    values.powerType = byPhases;
    sources.powerType = 'LEARNT';
  }
  // Properties are taken from facts under their own names alone.
  const known = { ...NOTHING, ...values, sources } as ConnectorProperties;
  if (known.maxPowerW !== null) return known;
  const derived = derivedPowerW(known) ?? connector.maxPowerW;
  return derived === null ? known : { ...known, maxPowerW: derived, sources: { ...sources, maxPowerW: 'DERIVED' } };
};

/** Whether plug or start comes first, and who said so; null: nobody. */
export const startOrderOf = (
  evse: WithFacts,
): { readonly value: StartOrder; readonly source: PropertySource } | null => {
  for (const [source, { startOrder = null }] of bySource(evse)) {
    if (startOrder !== null) return { value: startOrder, source };
  }
  return null;
};

/** After a start was seen in one order: both seen is EITHER. */
export const withSeenOrder = <E extends WithFacts>(evse: E, seen: Exclude<StartOrder, 'EITHER'>): E => {
  const before = evse.facts?.learnt?.startOrder ?? null;
  const startOrder = before === null || before === seen ? seen : 'EITHER';
  if (startOrder === before) return evse;
  return { ...evse, facts: { ...evse.facts, learnt: { ...evse.facts?.learnt, startOrder } } };
};

/** What somebody looks for; null: whatever. */
export type PlugWish = {
  readonly standards: readonly string[] | null;
  readonly powerType: string | null;
  readonly minPowerW: number | null;
};

/** Whether one of an EVSE's connectors is all that is wished for. */
export const fitsWish = (
  evse: WithFacts & { readonly connectors: readonly Plug[] },
  { standards, powerType, minPowerW }: PlugWish,
): boolean => {
  if (standards === null && powerType === null && minPowerW === null) return true;
  return evse.connectors.some((connector) => {
    const known = connectorProperties(evse, connector);
    return (
      (standards === null || (known.standard !== null && standards.includes(known.standard))) &&
      (powerType === null || known.powerType === powerType) &&
      (minPowerW === null || (known.maxPowerW !== null && known.maxPowerW >= minPowerW))
    );
  });
};
