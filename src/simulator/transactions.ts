/** Begins and ends transactions: what a station decides by itself, whatever its protocol version. */
import type { Connector } from './connector.ts';
import { type Core, connectorOf, type StopCause, type Trigger } from './core.ts';
import type { SimulatedSession } from './session.ts';

export type Transactions = {
  /** Begins the transaction if everything that the start points ask for is there. */
  readonly startIfDue: (connector: Connector, trigger: Trigger) => void;
  readonly stop: (session: SimulatedSession, cause: StopCause) => void;
  readonly deauthorize: (session: SimulatedSession, cause: StopCause) => void;
  /** After a change of limits, plug or battery: tells the new state, and waits for the next change. */
  readonly refresh: (connector: Connector) => void;
};

type Timers = { sample: () => void; change: () => void };

export const createTransactions = (core: Core, ended: (connector: Connector) => void): Transactions => {
  const timers = new Map<number, Timers>();
  const lastPowerW = new Map<number, number>();

  const cancelTimers = (connector: Connector) => {
    const own = timers.get(connector.id);
    own?.sample();
    own?.change();
    timers.delete(connector.id);
  };

  const sampleLater = (connector: Connector, session: SimulatedSession) => {
    const { sampleMs } = core.dialect.rules();
    const own = timers.get(connector.id);
    if (own === undefined || sampleMs <= 0) return;
    own.sample();
    own.sample = core.clock.after(sampleMs, () => {
      if (connector.session !== session) return;
      core.power.advance();
      core.dialect.updated(session, 'MeterValuePeriodic');
      core.events.emit('transactionUpdated', session);
      sampleLater(connector, session);
    });
  };

  const refresh = (connector: Connector) => {
    const { session } = connector;
    core.power.advance();
    if (session !== null) {
      const state = core.power.stateOf(connector);
      const { powerW } = core.power.read(connector);
      const stateChanged = state !== session.chargingState;
      session.chargingState = state;
      const rateChanged = !stateChanged && powerW !== lastPowerW.get(connector.id);
      lastPowerW.set(connector.id, powerW);
      // 1.6 tells the state with StatusNotification instead.
      if ((stateChanged || rateChanged) && core.version !== '1.6') {
        core.dialect.updated(session, stateChanged ? 'ChargingStateChanged' : 'ChargingRateChanged');
        core.events.emit('transactionUpdated', session);
      }
    }
    core.operations.statusChanged(connector);
    const own = timers.get(connector.id);
    own?.change();
    const inMs = core.power.changesInMs(connector);
    if (own !== undefined && inMs !== null) own.change = core.clock.after(inMs, () => refresh(connector));
  };

  const start = (connector: Connector, trigger: Trigger) => {
    core.power.advance();
    const { authorization } = connector;
    const session: SimulatedSession = {
      connectorId: connector.id,
      transactionId: null,
      idTag: authorization?.uid ?? null,
      idTagStatus: authorization?.idTagStatus ?? null,
      groupId: authorization?.groupId ?? null,
      remoteStartId: authorization?.remoteStartId ?? null,
      startedAt: core.now(),
      meterStartWh: core.power.read(connector).energyWh,
      endedAt: null,
      meterStopWh: null,
      stopReason: null,
      authorized: authorization !== null,
      seqNo: 0,
      chargingState: connector.vehicle === null ? 'Idle' : 'EVConnected',
      unanswered: 0,
      startAcknowledged: false,
      acknowledged: false,
    };
    core.sessions.push(session);
    connector.session = session;
    connector.finishing = false;
    if (connector.vehicle !== null) {
      authorization?.cancelTimeout();
      connector.authorization = null;
      connector.locked = true;
    }
    lastPowerW.delete(connector.id);
    timers.set(connector.id, { sample: () => undefined, change: () => undefined });
    core.dialect.started(session, trigger);
    core.events.emit('transactionStarted', session);
    if (connector.session !== session) return;
    sampleLater(connector, session);
    // One more that may draw means less for the others.
    for (const each of core.connectors) refresh(each);
  };

  const letIn = (connector: Connector, session: SimulatedSession, trigger: Trigger) => {
    const { authorization } = connector;
    if (authorization !== null && !session.authorized) {
      core.power.advance();
      session.idTag = authorization.uid;
      session.idTagStatus = authorization.idTagStatus;
      session.groupId = authorization.groupId;
      session.remoteStartId = authorization.remoteStartId;
      session.authorized = true;
    }
    if (connector.vehicle !== null && session.authorized) {
      authorization?.cancelTimeout();
      connector.authorization = null;
      connector.locked = true;
    }
    core.dialect.updated(session, trigger);
    core.events.emit('transactionUpdated', session);
    for (const each of core.connectors) refresh(each);
  };

  const stop = (session: SimulatedSession, cause: StopCause) => {
    const connector = connectorOf(core, session.connectorId);
    if (connector === undefined || session.endedAt !== null) return;
    core.power.advance();
    cancelTimers(connector);
    connector.authorization?.cancelTimeout();
    connector.authorization = null;
    connector.session = null;
    connector.finishing = connector.vehicle !== null;
    connector.locked = false;
    session.authorized = false;
    session.endedAt = core.now();
    session.meterStopWh = core.power.read(connector).energyWh;
    session.stopReason = cause.reason;
    session.chargingState = connector.vehicle === null ? 'Idle' : 'EVConnected';
    core.profiles.endTransaction(connector.id);
    core.dialect.ended(session, cause);
    core.events.emit('transactionEnded', session);
    ended(connector);
    for (const each of core.connectors) refresh(each);
  };

  return {
    stop,
    refresh,
    startIfDue: (connector, trigger) => {
      if (connector.session !== null) {
        letIn(connector, connector.session, trigger);
        return;
      }
      const { startPoints } = core.dialect.rules();
      const letInAlready = connector.authorization !== null;
      const plugged = connector.vehicle !== null;
      const due =
        (letInAlready && plugged) ||
        (startPoints.has('EVConnected') && plugged && !connector.finishing) ||
        (startPoints.has('Authorized') && letInAlready);
      if (due && connector.operative && connector.fault === null) start(connector, trigger);
      else core.operations.statusChanged(connector);
    },
    deauthorize: (session, cause) => {
      if (core.dialect.rules().endsOnStop) {
        stop(session, cause);
        return;
      }
      const connector = connectorOf(core, session.connectorId);
      if (connector === undefined) return;
      core.power.advance();
      session.authorized = false;
      session.stopReason = cause.reason;
      connector.locked = false;
      core.dialect.updated(session, cause.trigger);
      for (const each of core.connectors) refresh(each);
    },
  };
};
