/** How much each connector draws: the least of the car, the connector and the profiles in force. */
import {
  type CompositePeriod,
  compositeOf,
  connectorLimitAt,
  type Profile,
  type Stretch,
  stationLimitAt,
} from './charging-profiles.ts';
import type { SimulatorClock } from './clock.ts';
import { type Connector, roomWh, socOf } from './connector.ts';
import type { Faults } from './faults.ts';
import { energyBetween } from './meter.ts';
import type { ChargingState } from './session.ts';

export type Reading = {
  readonly energyWh: number;
  readonly powerW: number;
  /** Per phase. */
  readonly currentA: number;
  readonly voltageV: number;
  readonly phases: number;
  readonly socPercent: number;
};

export type Power = {
  /** Moves every meter on to now. To be called before anything changes that power depends on. */
  readonly advance: () => void;
  readonly read: (connector: Connector) => Reading;
  readonly stateOf: (connector: Connector) => ChargingState;
  /** Milliseconds until the limit of the connector may change or its battery is full; null: never by itself. */
  readonly changesInMs: (connector: Connector) => number | null;
  /** connectorId 0: the grid connection. */
  readonly composite: (connectorId: number, durationS: number) => CompositePeriod[];
};

type Dependencies = {
  readonly clock: SimulatorClock;
  readonly connectors: readonly Connector[];
  readonly profiles: () => readonly Profile[];
  readonly faults: Faults;
  readonly voltageV: number;
  readonly speed: number;
};

const mayDraw = (connector: Connector): boolean => connector.vehicle !== null && connector.session?.authorized === true;

export const createPower = (dependencies: Dependencies): Power => {
  const { clock, connectors, profiles, voltageV, speed } = dependencies;
  let advancedToMs = clock.now().getTime();

  const loadOf = (connector: Connector | undefined) => ({
    voltageV,
    phases: connector?.vehicle?.phases ?? 3,
    transactionId: connector?.session?.transactionId ?? null,
    transactionStartMs: connector?.session?.startedAt.getTime() ?? null,
  });

  const limitAt =
    (connector: Connector, sharers: number, phases?: number) =>
    (atMs: number): Stretch<number> => {
      const vehicle = loadOf(connector);
      const load = phases === undefined ? vehicle : { ...vehicle, phases };
      const own = connectorLimitAt(profiles(), connector.id, atMs, load);
      const whole = stationLimitAt(profiles(), atMs, load);
      return {
        value: Math.min(own.value, whole.value / sharers, connector.maxPowerW),
        untilMs: Math.min(own.untilMs, whole.untilMs),
      };
    };

  /** The station's limit is shared out evenly among those that may draw. */
  const sharers = () => Math.max(1, connectors.filter(mayDraw).length);

  const powerAt =
    (connector: Connector) =>
    (atMs: number): Stretch<number> => {
      if (!mayDraw(connector)) return { value: 0, untilMs: Infinity };
      const limit = limitAt(connector, sharers())(atMs);
      return { value: Math.min(limit.value, connector.vehicle?.maxPowerW ?? 0), untilMs: limit.untilMs };
    };

  const advance = () => {
    const nowMs = clock.now().getTime();
    if (nowMs <= advancedToMs) return;
    for (const connector of connectors) {
      if (!mayDraw(connector)) continue;
      const energyWh = energyBetween(powerAt(connector), advancedToMs, nowMs, roomWh(connector), speed);
      connector.chargedWh += energyWh;
      connector.meter.add(energyWh);
    }
    advancedToMs = nowMs;
  };

  const powerNow = (connector: Connector): number =>
    roomWh(connector) <= 1e-6 ? 0 : powerAt(connector)(clock.now().getTime()).value;

  return {
    advance,
    read: (connector) => {
      advance();
      const powerW = powerNow(connector);
      const phases = connector.vehicle?.phases ?? 3;
      return {
        energyWh: connector.meter.registerWh() + dependencies.faults.meterOffsetWh,
        powerW: Math.round(powerW * 10) / 10,
        currentA: Math.round((powerW / voltageV / phases) * 100) / 100,
        voltageV,
        phases,
        socPercent: Math.floor(socOf(connector)),
      };
    },
    stateOf: (connector) => {
      if (connector.vehicle === null) return 'Idle';
      if (!mayDraw(connector)) return 'EVConnected';
      if (roomWh(connector) <= 1e-6) return 'SuspendedEV';
      return powerNow(connector) > 0 ? 'Charging' : 'SuspendedEVSE';
    },
    changesInMs: (connector) => {
      if (!mayDraw(connector)) return null;
      const nowMs = clock.now().getTime();
      const { value: powerW, untilMs } = powerAt(connector)(nowMs);
      const fullInMs = powerW > 0 ? Math.ceil((roomWh(connector) / (powerW * speed)) * 3_600_000) : Infinity;
      const inMs = Math.min(untilMs - nowMs, fullInMs > 0 ? fullInMs : Infinity);
      return Number.isFinite(inMs) ? inMs : null;
    },
    composite: (connectorId, durationS) => {
      const fromMs = clock.now().getTime();
      const connector = connectors.find(({ id }) => id === connectorId);
      const greatestW = connectors.reduce((sum, { maxPowerW }) => sum + maxPowerW, 0);
      const ofStation = (atMs: number): Stretch<number> => {
        const limit = stationLimitAt(profiles(), atMs, loadOf(undefined));
        return { ...limit, value: Math.min(limit.value, greatestW) };
      };
      return compositeOf(
        // On three phases, as the unit is converted back for the report: what is allowed, whatever car is there.
        connector === undefined ? ofStation : limitAt(connector, 1, 3),
        fromMs,
        fromMs + durationS * 1000,
      );
    },
  };
};
