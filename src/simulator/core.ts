/** What the parts of one station share: its state, and the shape of a protocol version. */
import type { SimulatorClock } from './clock.ts';
import type { Connector } from './connector.ts';
import type { Events } from './events.ts';
import type { Faults } from './faults.ts';
import type { LoggedFrame } from './frames.ts';
import type { Outbox } from './outbox.ts';
import type { Power } from './power.ts';
import type { ProfileStore } from './profile-store.ts';
import type { CallOutcome, Reply } from './rpc.ts';
import type { SimulatedSession } from './session.ts';

export type SimulatedVersion = '1.6' | '2.0.1' | '2.1';

export type Registration = 'Accepted' | 'Pending' | 'Rejected';

export type StationEvents = {
  connected: { readonly subprotocol: string };
  disconnected: { readonly code: number; readonly reason: string };
  /** status: HTTP status of the handshake. */
  refused: { readonly status: number | null };
  registered: { readonly status: Registration; readonly intervalS: number };
  /** The gateway has taken the status. */
  statusReported: { readonly connectorId: number; readonly status: string };
  authorized: { readonly uid: string; readonly status: string };
  /** Nobody plugged in before the connection time-out. */
  connectionTimedOut: { readonly connectorId: number; readonly uid: string };
  transactionStarted: SimulatedSession;
  transactionUpdated: SimulatedSession;
  transactionEnded: SimulatedSession;
  /** The gateway has answered the start. */
  startAcknowledged: SimulatedSession;
  /** Ended, and every message of it answered. */
  transactionAcknowledged: SimulatedSession;
  /** A call of the gateway, answered and acted on. */
  command: { readonly action: string; readonly request: object; readonly response: object };
  frame: LoggedFrame;
  outboxEmpty: Record<never, never>;
  rebooting: { readonly reason: BootReason };
  /** A mistake in the simulator itself. */
  error: { readonly error: unknown };
};

export type BootReason =
  | 'PowerUp'
  | 'RemoteReset'
  | 'ScheduledReset'
  | 'Triggered'
  | 'LocalReset'
  | 'Watchdog'
  | 'Unknown';

/** As 2.x spells it; 1.6 has no such thing. */
export type Trigger =
  | 'Authorized'
  | 'CablePluggedIn'
  | 'ChargingRateChanged'
  | 'ChargingStateChanged'
  | 'Deauthorized'
  | 'EVCommunicationLost'
  | 'EVConnectTimeout'
  | 'MeterValuePeriodic'
  | 'RemoteStart'
  | 'RemoteStop'
  | 'ResetCommand'
  | 'StopAuthorized'
  | 'Trigger'
  | 'TxResumed'
  | 'UnlockCommand'
  | 'AbnormalCondition';

export type StopReason =
  | 'Local'
  | 'Remote'
  | 'EVDisconnected'
  | 'DeAuthorized'
  | 'EmergencyStop'
  | 'HardReset'
  | 'SoftReset'
  | 'Reboot'
  | 'PowerLoss'
  | 'UnlockCommand'
  | 'Timeout'
  | 'Other';

export type StopCause = { readonly reason: StopReason; readonly trigger: Trigger; readonly uid: string | null };

/** What the settings of the version say, in one shape. */
export type Rules = {
  readonly sampleMs: number;
  readonly connectionTimeoutMs: number;
  readonly attempts: number;
  readonly retryIntervalMs: number;
  readonly stopOnInvalid: boolean;
  readonly stopOnUnplug: boolean;
  readonly authorizeRemote: boolean;
  readonly offlineStart: boolean;
  /** 1.6 knows only Both: a driver is let in and the cable is in. */
  readonly startPoints: ReadonlySet<string>;
  /** Whether letting the driver out ends the transaction, or only unplugging. */
  readonly endsOnStop: boolean;
  readonly maxStackLevel: number;
};

/** Answers one action of the gateway. A request without one of the required properties never reaches it. */
export type Handler = {
  readonly required: readonly string[];
  readonly answer: (request: object) => Reply | Promise<Reply>;
};

export type Handlers = Readonly<Record<string, Handler>>;

/** Gives a handler its types: from here on, the required properties are trusted. */
export const handler = <Request extends object, Response extends object>(
  required: readonly (keyof Request & string)[],
  answer: (request: Request) => Reply<Response> | Promise<Reply<Response>>,
): Handler => ({ required, answer: (request) => answer(request as Request) });

export type AuthorizeAnswer = { readonly status: string; readonly groupId: string | null };

/** How one version says things. */
export type Dialect = {
  readonly subprotocol: string;
  readonly handlers: Handlers;
  /** Actions that the version knows and this station does not do. */
  readonly unsupported: ReadonlySet<string>;
  readonly rules: () => Rules;
  readonly setHeartbeatS: (intervalS: number) => void;
  readonly heartbeatMs: () => number;
  /** Null: no answer. */
  readonly boot: (reason: BootReason) => Promise<{ readonly status: Registration; readonly intervalS: number } | null>;
  readonly heartbeat: () => Promise<void>;
  readonly statusOf: (connector: Connector) => string;
  readonly reportStatus: (connector: Connector, status: string) => Promise<CallOutcome>;
  /** Null: nobody answered. */
  readonly authorize: (uid: string) => Promise<AuthorizeAnswer | null>;
  readonly started: (session: SimulatedSession, trigger: Trigger) => void;
  readonly updated: (session: SimulatedSession, trigger: Trigger) => void;
  readonly ended: (session: SimulatedSession, cause: StopCause) => void;
};

/** What differs between the rpc of the versions. */
export type RpcNames = {
  readonly missingProperty: string;
  readonly notImplemented: string;
  readonly unreadableId: string | null;
};

export type Operations = {
  readonly plugIn: (connectorId: number) => void;
  readonly stop: (session: SimulatedSession, cause: StopCause) => void;
  /** Ends the right to charge; ends the transaction too where the version's stop point says so. */
  readonly deauthorize: (session: SimulatedSession, cause: StopCause) => void;
  /** Begins what an accepted remote start asks for. */
  readonly remoteStart: (connector: Connector, uid: string, remoteStartId: number | null) => void;
  /** Connector for a remote start; null: none can take it. */
  readonly connectorForStart: (connectorId: number | null, uid: string) => Connector | null;
  readonly setOperative: (connector: Connector, operative: boolean) => void;
  readonly unlock: (connector: Connector) => void;
  /** Something that power depends on has been changed. */
  readonly limitsChanged: () => void;
  readonly statusChanged: (connector: Connector) => void;
};

export type Core = {
  readonly id: string;
  readonly version: SimulatedVersion;
  readonly identity: StationIdentity;
  readonly clock: SimulatorClock;
  readonly networkClock: SimulatorClock;
  readonly random: () => number;
  readonly faults: Faults;
  readonly connectors: readonly Connector[];
  readonly sessions: SimulatedSession[];
  readonly profiles: ProfileStore;
  readonly power: Power;
  readonly outbox: Outbox;
  readonly events: Events<StationEvents>;
  readonly operations: Operations;
  readonly dialect: Dialect;
  readonly voltageV: number;
  /** The station's own idea of the time. */
  readonly now: () => Date;
  /** Connected and accepted. */
  readonly online: () => boolean;
  readonly registration: () => Registration | null;
  /** One call, repeated a few times when nobody answers it. */
  readonly call: (action: string, payload: object) => Promise<CallOutcome>;
  readonly bootAgain: (reason: BootReason) => void;
  /** stop: how running transactions end; null: they go on after the restart. */
  readonly reboot: (reason: BootReason, stop: StopCause | null) => void;
  /** Restarts as soon as no transaction runs. */
  readonly rebootWhenIdle: (reason: BootReason) => void;
};

export type StationIdentity = {
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
  readonly firmware: string;
};

export const connectorOf = (core: Core, connectorId: number): Connector | undefined =>
  core.connectors.find(({ id }) => id === connectorId);

export const busy = (core: Core): boolean => core.connectors.some(({ session }) => session !== null);
