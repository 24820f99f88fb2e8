/** One connector with what is plugged into it. In 2.x, each is connector 1 of an EVSE of its own. */
import { createMeter, type Meter } from './meter.ts';
import type { SimulatedSession } from './session.ts';

export type Vehicle = {
  readonly maxPowerW: number;
  readonly phases: number;
  readonly batteryWh: number;
  /** State of charge on arrival. */
  readonly socPercent: number;
};

export type Authorization = {
  readonly uid: string;
  readonly idTagStatus: string | null;
  readonly groupId: string | null;
  readonly remoteStartId: number | null;
  readonly cancelTimeout: () => void;
};

export type Connector = {
  readonly id: number;
  readonly maxPowerW: number;
  readonly meter: Meter;
  vehicle: Vehicle | null;
  /** Energy the vehicle has taken since it was plugged in. */
  chargedWh: number;
  locked: boolean;
  operative: boolean;
  /** A change of availability that waits for the end of the session. */
  scheduledOperative: boolean | null;
  /** OCPP 1.6 error code; null: sound. */
  fault: string | null;
  reservation: { readonly id: number; readonly uid: string; readonly cancelExpiry: () => void } | null;
  /** A driver who has been let in and whose transaction has not begun. */
  authorization: Authorization | null;
  session: SimulatedSession | null;
  /** A transaction has ended and the cable is still in. */
  finishing: boolean;
  /** What the gateway was last told. */
  reportedStatus: string | null;
};

export const createConnector = (id: number, maxPowerW: number, registerWh: number): Connector => ({
  id,
  maxPowerW,
  meter: createMeter(registerWh),
  vehicle: null,
  chargedWh: 0,
  locked: false,
  operative: true,
  scheduledOperative: null,
  fault: null,
  reservation: null,
  authorization: null,
  session: null,
  finishing: false,
  reportedStatus: null,
});

/** From 0 to 100. */
export const socOf = (connector: Connector): number => {
  const { vehicle, chargedWh } = connector;
  if (vehicle === null) return 0;
  if (!Number.isFinite(vehicle.batteryWh)) return vehicle.socPercent;
  return Math.min(100, vehicle.socPercent + (chargedWh / vehicle.batteryWh) * 100);
};

/** How much the vehicle still takes. */
export const roomWh = (connector: Connector): number => {
  const { vehicle, chargedWh } = connector;
  return vehicle === null ? 0 : Math.max(0, vehicle.batteryWh * (1 - vehicle.socPercent / 100) - chargedWh);
};
