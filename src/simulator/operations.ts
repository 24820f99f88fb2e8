/** What drivers and the gateway can do to a station, whatever its protocol version. */
import type { Authorization, Connector, Vehicle } from './connector.ts';
import { type Core, connectorOf, type Operations } from './core.ts';
import { createTransactions } from './transactions.ts';

export type DriverActions = {
  readonly plugIn: (connectorId: number, vehicle?: Partial<Vehicle>) => void;
  readonly unplug: (connectorId: number) => void;
  /** Holds a tag to the reader: starts or stops. Resolves with the gateway's word on it, or 'Accepted' when offline. */
  readonly presentTag: (uid: string, connectorId?: number) => Promise<string>;
  /** OCPP 1.6 error code; null: repaired. */
  readonly fault: (connectorId: number, errorCode: string | null) => void;
  readonly emergencyStop: (connectorId: number) => void;
  /** Goes on with transactions that outlived a restart. */
  readonly resume: (connector: Connector) => void;
};

type Options = {
  readonly vehicle: Vehicle;
  /** How long after an accepted remote start the driver plugs in; null: never by itself. */
  readonly plugInAfterRemoteStartMs: number | null;
};

export const createOperations = (core: Core, options: Options): Operations & DriverActions => {
  const applyScheduled = (connector: Connector) => {
    if (connector.scheduledOperative === null) return;
    connector.operative = connector.scheduledOperative;
    connector.scheduledOperative = null;
  };
  const transactions = createTransactions(core, applyScheduled);

  const statusChanged = (connector: Connector) => {
    const status = core.dialect.statusOf(connector);
    if (status === connector.reportedStatus || !core.online()) return;
    const before = connector.reportedStatus;
    connector.reportedStatus = status;
    core.dialect
      .reportStatus(connector, status)
      .then((outcome) => {
        if (outcome.kind === 'result') core.events.emit('statusReported', { connectorId: connector.id, status });
        // Told again on the next occasion.
        else if (connector.reportedStatus === status) connector.reportedStatus = before;
      })
      .catch((error: unknown) => core.events.emit('error', { error }));
  };

  const reserve = (connector: Connector, authorization: Omit<Authorization, 'cancelTimeout'>) => {
    connector.authorization?.cancelTimeout();
    connector.reservation?.cancelExpiry();
    connector.reservation = null;
    const timeoutMs = core.dialect.rules().connectionTimeoutMs;
    const cancelTimeout =
      timeoutMs > 0 && connector.vehicle === null
        ? core.clock.after(timeoutMs, () => {
            connector.authorization = null;
            core.events.emit('connectionTimedOut', { connectorId: connector.id, uid: authorization.uid });
            if (connector.session !== null) {
              transactions.stop(connector.session, { reason: 'Timeout', trigger: 'EVConnectTimeout', uid: null });
            } else statusChanged(connector);
          })
        : () => undefined;
    connector.authorization = { ...authorization, cancelTimeout };
  };

  const free = (connector: Connector, uid: string): boolean =>
    connector.operative &&
    connector.fault === null &&
    connector.authorization === null &&
    (connector.session === null || !connector.session.authorized) &&
    (connector.reservation === null || connector.reservation.uid === uid);

  const connectorForStart = (connectorId: number | null, uid: string): Connector | null => {
    const candidates = core.connectors.filter(
      (connector) => (connectorId === null || connector.id === connectorId) && free(connector, uid),
    );
    return candidates.find((connector) => connector.vehicle !== null) ?? candidates[0] ?? null;
  };

  const plugIn = (connectorId: number, vehicle: Partial<Vehicle> = {}) => {
    const connector = connectorOf(core, connectorId);
    if (connector === undefined || connector.vehicle !== null) return;
    core.power.advance();
    connector.vehicle = { ...options.vehicle, ...vehicle };
    connector.chargedWh = 0;
    transactions.startIfDue(connector, 'CablePluggedIn');
  };

  const beginRemote = async (connector: Connector, uid: string, remoteStartId: number | null) => {
    const { authorizeRemote } = core.dialect.rules();
    const answer = authorizeRemote ? await core.dialect.authorize(uid) : null;
    if (answer !== null && answer.status !== 'Accepted') {
      core.events.emit('authorized', { uid, status: answer.status });
      return;
    }
    if (!free(connector, uid)) return;
    reserve(connector, {
      uid,
      remoteStartId,
      idTagStatus: answer?.status ?? null,
      groupId: answer?.groupId ?? null,
    });
    transactions.startIfDue(connector, 'RemoteStart');
    const { plugInAfterRemoteStartMs } = options;
    if (connector.vehicle === null && plugInAfterRemoteStartMs !== null) {
      core.clock.after(plugInAfterRemoteStartMs, () => plugIn(connector.id));
    }
  };

  const localCause = (uid: string) => ({ reason: 'Local', trigger: 'StopAuthorized', uid }) as const;

  return {
    statusChanged,
    connectorForStart,
    plugIn,
    stop: transactions.stop,
    deauthorize: transactions.deauthorize,
    resume: (connector) => {
      if (connector.session !== null) transactions.startIfDue(connector, 'TxResumed');
    },
    remoteStart: (connector, uid, remoteStartId) => {
      const mode = core.faults.remoteStart;
      const begin = () => {
        beginRemote(connector, uid, remoteStartId).catch((error: unknown) => core.events.emit('error', { error }));
      };
      if (mode === 'normal') begin();
      else if (mode !== 'never') core.clock.after(mode.afterMs, begin);
    },
    setOperative: (connector, operative) => {
      connector.scheduledOperative = connector.session === null ? null : operative;
      if (connector.session === null) connector.operative = operative;
      statusChanged(connector);
    },
    unlock: (connector) => {
      connector.locked = false;
    },
    limitsChanged: () => {
      for (const connector of core.connectors) transactions.refresh(connector);
    },
    unplug: (connectorId) => {
      const connector = connectorOf(core, connectorId);
      if (connector === undefined || connector.vehicle === null) return;
      core.power.advance();
      connector.vehicle = null;
      connector.locked = false;
      const { session } = connector;
      const { stopOnUnplug } = core.dialect.rules();
      if (session !== null && (stopOnUnplug || !session.authorized)) {
        transactions.stop(session, { reason: 'EVDisconnected', trigger: 'EVCommunicationLost', uid: null });
      }
      connector.finishing = false;
      transactions.refresh(connector);
    },
    presentTag: async (uid, connectorId) => {
      const wanted =
        connectorId === undefined ? core.connectors : core.connectors.filter(({ id }) => id === connectorId);
      const mine = wanted.find(({ session }) => session?.authorized === true && session.idTag === uid);
      if (mine?.session) {
        // OCPP 1.6, 4.2: the tag that started may stop without being asked for again.
        transactions.deauthorize(mine.session, localCause(uid));
        return 'Accepted';
      }
      const answer = await core.dialect.authorize(uid);
      const status = answer?.status ?? (core.dialect.rules().offlineStart ? 'Accepted' : 'Unknown');
      core.events.emit('authorized', { uid, status });
      if (status !== 'Accepted') return status;
      const ofGroup = wanted.find(
        ({ session }) => session?.authorized === true && answer?.groupId != null && session.groupId === answer.groupId,
      );
      if (ofGroup?.session) {
        transactions.deauthorize(ofGroup.session, localCause(uid));
        return status;
      }
      const connector = connectorForStart(connectorId ?? null, uid);
      if (connector === null) return 'Busy';
      reserve(connector, {
        uid,
        remoteStartId: null,
        idTagStatus: answer?.status ?? null,
        groupId: answer?.groupId ?? null,
      });
      transactions.startIfDue(connector, 'Authorized');
      return status;
    },
    fault: (connectorId, errorCode) => {
      const connector = connectorOf(core, connectorId);
      if (connector === undefined) return;
      connector.fault = errorCode;
      if (errorCode !== null && connector.session !== null) {
        transactions.stop(connector.session, { reason: 'Other', trigger: 'AbnormalCondition', uid: null });
      }
      statusChanged(connector);
    },
    emergencyStop: (connectorId) => {
      const session = connectorOf(core, connectorId)?.session ?? null;
      if (session === null) return;
      transactions.stop(session, { reason: 'EmergencyStop', trigger: 'AbnormalCondition', uid: null });
    },
  };
};
