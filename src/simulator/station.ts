/** One virtual charging station. */
import { randomUUID } from 'node:crypto';
import { createStoppableClock, systemClock } from './clock.ts';
import { createConnection } from './connection.ts';
import { type Connector, createConnector, type Vehicle } from './connector.ts';
import type {
  BootReason,
  Core,
  Dialect,
  Registration,
  RpcNames,
  SimulatedVersion,
  StationEvents,
  StopCause,
} from './core.ts';
import { busy } from './core.ts';
import { createEvents, type Events } from './events.ts';
import { type Faults, noFaults } from './faults.ts';
import type { LoggedFrame } from './frames.ts';
import { createInbound } from './inbound.ts';
import { createOperations } from './operations.ts';
import { type StationOptions, VEHICLE } from './options.ts';
import { createOutbox } from './outbox.ts';
import { createPower, type Reading } from './power.ts';
import { createProfileStore } from './profile-store.ts';
import { createRegistration } from './registration.ts';
import { type CallOutcome, createRpc } from './rpc.ts';
import type { SimulatedSession } from './session.ts';
import { createDialect16, rpcNames16 } from './v16/index.ts';
import { createDialect21, rpcNames21 } from './v21/index.ts';
import { createDialect201, rpcNames201 } from './v201/index.ts';

export type VirtualStation = Pick<Events<StationEvents>, 'on' | 'waitFor' | 'until'> & {
  readonly id: string;
  readonly version: SimulatedVersion;
  readonly connectors: readonly Connector[];
  /** Oldest first. */
  readonly sessions: readonly SimulatedSession[];
  /** The latest frames, oldest first. */
  readonly log: readonly LoggedFrame[];
  /** May be changed while the station runs. */
  readonly faults: Faults;
  readonly registration: () => Registration | null;
  readonly online: () => boolean;
  /** Transaction messages that the gateway has not answered. */
  readonly queued: () => number;
  /** Resolves when the socket is open; the station then boots by itself. Throws HandshakeRefused if it is not to retry. */
  readonly connect: () => Promise<void>;
  /** Resolves when the gateway has accepted the station. */
  readonly ready: () => Promise<void>;
  /** Stays offline until connect; goes on living, and queues. */
  readonly disconnect: () => Promise<void>;
  /** Cuts the socket as a lost network does; the station reconnects by itself. */
  readonly drop: () => void;
  /** The end of the station: closes the socket, forgets its timers. */
  readonly close: () => Promise<void>;
  readonly plugIn: (connectorId: number, vehicle?: Partial<Vehicle>) => void;
  readonly unplug: (connectorId: number) => void;
  /** Starts or stops by tag. Resolves with what was said of the tag; 'Busy': no connector is free. */
  readonly presentTag: (uid: string, connectorId?: number) => Promise<string>;
  readonly fault: (connectorId: number, errorCode: string | null) => void;
  readonly emergencyStop: (connectorId: number) => void;
  readonly read: (connectorId: number) => Reading;
  /** Power was cut: transactions end with PowerLoss, and the station boots again. */
  readonly powerCycle: () => void;
  /** Any call of its own, in its turn. */
  readonly call: (action: string, payload: object) => Promise<CallOutcome>;
  /** Writes text to the socket as it is: a malformed frame. */
  readonly sendRaw: (text: string) => void;
};

type DialectOptions = Parameters<typeof createDialect201>[1];

const VERSIONS: Record<
  SimulatedVersion,
  { readonly names: RpcNames; readonly create: (core: Core, options: DialectOptions) => Dialect }
> = {
  '1.6': { names: rpcNames16, create: createDialect16 },
  '2.0.1': { names: rpcNames201, create: createDialect201 },
  '2.1': { names: rpcNames21, create: createDialect21 },
};

/** How often a call outside transactions is repeated when nobody answers. */
const CALL_ATTEMPTS = 5;

export const createStation = (options: StationOptions): VirtualStation => {
  const clock = createStoppableClock(options.clock ?? systemClock);
  const networkClock = createStoppableClock(options.networkClock ?? options.clock ?? systemClock);
  const random = options.random ?? Math.random;
  const faults: Faults = { ...noFaults(), ...options.faults };
  const voltageV = 230;
  const connectorMaxPowerW = options.connectorMaxPowerW ?? 22_000;
  const connectors = Array.from({ length: options.connectors ?? 1 }, (_, index) =>
    createConnector(index + 1, connectorMaxPowerW, options.registerWh ?? 0),
  );
  const events = createEvents<StationEvents>();
  const sessions: SimulatedSession[] = [];
  const log: LoggedFrame[] = [];
  const { names, create } = VERSIONS[options.version];
  let closing = false;
  let bootWhenIdle: BootReason | null = null;

  const failed = (error: unknown) => events.emit('error', { error });

  const profiles = createProfileStore(() => ({
    maxStackLevel: dialect.rules().maxStackLevel,
    maxPeriods: 24,
    sameLevel: options.version === '1.6' ? 'replaces' : 'is refused',
  }));
  const power = createPower({
    clock,
    connectors,
    profiles: profiles.all,
    faults,
    voltageV,
    speed: options.speed ?? 1,
  });
  const outbox = createOutbox({
    networkClock,
    random,
    faults,
    ready: () => online(),
    newMessageId: randomUUID,
    call: (action, payload, messageId) => rpc.call(action, payload, messageId),
    retry: () => {
      const { attempts, retryIntervalMs } = dialect.rules();
      return { attempts, intervalMs: retryIntervalMs };
    },
    notAccepted: () => bootAgain('Unknown'),
    emptied: () => events.emit('outboxEmpty', {}),
  });
  const inbound = createInbound({ names, faults, dialect: () => dialect, events });
  const rpc = createRpc({
    clock,
    networkClock,
    random,
    faults,
    callTimeoutMs: options.callTimeoutMs ?? 30_000,
    internalErrorCode: 'InternalError',
    unreadableId: names.unreadableId,
    answer: inbound,
    failed,
    log: (frame) => {
      log.push(frame);
      if (log.length > (options.logLength ?? 2000)) log.shift();
      events.emit('frame', frame);
    },
  });

  const call = async (action: string, payload: object): Promise<CallOutcome> => {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await rpc.call(action, payload);
      if (outcome.kind !== 'timeout' || attempt === CALL_ATTEMPTS) return outcome;
    }
  };

  const online = () => connection.isOpen() && registration.status() === 'Accepted';

  const bootAgain = (reason: BootReason) => {
    registration.boot(reason).catch(failed);
  };

  let terminate: () => void = () => undefined;

  const reboot = (reason: BootReason, stop: StopCause | null) => {
    bootWhenIdle = null;
    for (const { session } of connectors) if (session !== null && stop !== null) operations.stop(session, stop);
    for (const connector of connectors) {
      connector.authorization?.cancelTimeout();
      connector.authorization = null;
      connector.reportedStatus = null;
    }
    registration.restarted(reason);
    events.emit('rebooting', { reason });
    connection
      .disconnect()
      .then(() => {
        if (closing) return;
        networkClock.after(options.rebootMs ?? 1000, () => {
          connection.connect().catch(failed);
        });
      })
      .catch(failed);
  };

  const core: Core = {
    id: options.id,
    version: options.version,
    identity: {
      vendor: 'Voltgate',
      model: 'Virtual',
      serial: options.id.slice(0, 25),
      firmware: '1.0.0',
      ...options.identity,
    },
    clock,
    networkClock,
    random,
    faults,
    connectors,
    sessions,
    profiles,
    power,
    outbox,
    events,
    voltageV,
    get operations() {
      return operations;
    },
    get dialect() {
      return dialect;
    },
    now: () => new Date(clock.now().getTime() + faults.clockSkewMs),
    online: () => online(),
    registration: () => registration.status(),
    call,
    bootAgain,
    reboot,
    rebootWhenIdle: (reason) => {
      bootWhenIdle = reason;
    },
  };

  const operations = createOperations(core, {
    vehicle: { ...VEHICLE, ...options.vehicle },
    plugInAfterRemoteStartMs: options.plugInAfterRemoteStartMs ?? null,
  });
  const dialect = create(core, {
    connectors: connectors.length,
    connectorMaxPowerW,
    sampleIntervalS: options.sampleIntervalS ?? 60,
    connectionTimeoutS: options.connectionTimeoutS ?? 60,
    heartbeatIntervalS: options.heartbeatIntervalS ?? 300,
    transactionAttempts: options.transactionAttempts ?? 3,
    transactionRetryS: options.transactionRetryS ?? 10,
    txStartPoint: options.txStartPoint ?? 'PowerPathClosed',
    txStopPoint: options.txStopPoint ?? 'Authorized,EVConnected',
  });

  let resumes = false;
  const registration = createRegistration(
    core,
    () => connection.isOpen(),
    () => {
      for (const connector of connectors) {
        if (resumes) operations.resume(connector);
        operations.statusChanged(connector);
      }
      resumes = false;
      outbox.flush();
    },
  );
  const connection = createConnection(
    {
      networkClock,
      random,
      opened: (socket) => {
        terminate = socket.terminate;
        rpc.opened(socket);
        events.emit('connected', { subprotocol: dialect.subprotocol });
        registration.connected();
      },
      received: rpc.received,
      closed: (code, reason) => {
        rpc.closed();
        registration.disconnected();
        events.emit('disconnected', { code, reason });
      },
      refused: (status) => events.emit('refused', { status }),
    },
    {
      url: options.url,
      id: options.id,
      subprotocols: [dialect.subprotocol],
      password: options.password ?? null,
      tls: options.tls ?? {},
      reconnect: options.reconnect ?? { initialMs: 1000, maxMs: 60_000 },
    },
  );
  events.on('rebooting', () => {
    resumes = busy(core);
  });
  events.on('transactionEnded', () => {
    if (bootWhenIdle !== null && !busy(core)) reboot(bootWhenIdle, null);
  });

  return {
    id: options.id,
    version: options.version,
    connectors,
    sessions,
    log,
    faults,
    on: events.on,
    waitFor: events.waitFor,
    until: events.until,
    registration: registration.status,
    online,
    queued: outbox.size,
    connect: connection.connect,
    ready: () => events.until(online),
    disconnect: () => connection.disconnect(),
    drop: () => terminate(),
    close: async () => {
      closing = true;
      clock.stop();
      networkClock.stop();
      await connection.disconnect(1001);
    },
    plugIn: operations.plugIn,
    unplug: operations.unplug,
    presentTag: operations.presentTag,
    fault: operations.fault,
    emergencyStop: operations.emergencyStop,
    read: (connectorId) => {
      const connector = connectors.find(({ id }) => id === connectorId);
      if (connector === undefined) throw new RangeError(`no connector ${connectorId}`);
      return power.read(connector);
    },
    powerCycle: () => reboot('PowerUp', { reason: 'PowerLoss', trigger: 'AbnormalCondition', uid: null }),
    call,
    sendRaw: rpc.sendRaw,
  };
};
