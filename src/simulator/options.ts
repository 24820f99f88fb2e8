/** What a virtual station is made of. */
import type { SimulatorClock } from './clock.ts';
import type { ReconnectOptions, TlsOptions } from './connection.ts';
import type { Vehicle } from './connector.ts';
import type { SimulatedVersion, StationIdentity } from './core.ts';
import type { Faults } from './faults.ts';

export type StationOptions = {
  readonly id: string;
  /** Without the identity: ws://host:port/ocpp. */
  readonly url: string;
  readonly version: SimulatedVersion;
  readonly connectors?: number;
  readonly connectorMaxPowerW?: number;
  readonly vehicle?: Partial<Vehicle>;
  readonly identity?: Partial<StationIdentity>;
  /** Basic authentication; the user is the identity. */
  readonly password?: string | null;
  readonly tls?: TlsOptions;
  /** Time as the station lives it: meter, timestamps, intervals, connection time-out. */
  readonly clock?: SimulatorClock;
  /** Time on the wire: call time-outs, retries, reconnection, restarts. The same clock when left out. */
  readonly networkClock?: SimulatorClock;
  /** From 0 to 1 (exclusive); seeds jitter and chaos. */
  readonly random?: () => number;
  /** Energy flows so many times faster than the power says. */
  readonly speed?: number;
  readonly faults?: Partial<Faults>;
  readonly sampleIntervalS?: number;
  readonly connectionTimeoutS?: number;
  /** Used until the gateway says another in its answer to BootNotification. */
  readonly heartbeatIntervalS?: number;
  readonly transactionAttempts?: number;
  readonly transactionRetryS?: number;
  readonly callTimeoutMs?: number;
  readonly rebootMs?: number;
  readonly reconnect?: ReconnectOptions | false;
  /** How long after an accepted remote start a car plugs in by itself; null: somebody must. */
  readonly plugInAfterRemoteStartMs?: number | null;
  /** 2.x: TxStartPoint and TxStopPoint. */
  readonly txStartPoint?: string;
  readonly txStopPoint?: string;
  readonly registerWh?: number;
  /** How many frames station.log keeps. */
  readonly logLength?: number;
};

export const VEHICLE: Vehicle = { maxPowerW: 11_000, phases: 3, batteryWh: 60_000, socPercent: 20 };
