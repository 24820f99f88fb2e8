/** An inbox that keeps what it is told and answers as it is set to. */

import type { ConfiguredKey } from '../../../src/domain/meter-public-key.ts';
import type { ProblemNews } from '../../../src/domain/station-problem.ts';
import type { Authorization } from '../../../src/domain/token.ts';
import type { ToldPlug } from '../../../src/domain/told-plugs.ts';
import type { InboundContext, OcppProtocol, StationProduct } from '../../../src/ocpp/protocol.ts';
import type {
  AlertReport,
  QuarantineNews,
  StationInbox,
  StatusReport,
  TransactionReport,
} from '../../../src/services/inbox.ts';

type Told = {
  readonly boots: Parameters<StationInbox['boot']>[0][];
  readonly statuses: StatusReport[];
  readonly notified: (StatusReport | AlertReport)[];
  readonly tokens: Parameters<StationInbox['authorize']>[1][];
  readonly transactions: TransactionReport[];
  readonly meterValues: Parameters<StationInbox['meterValues']>[0][];
  readonly meterKeys: ConfiguredKey[];
  readonly plugs: ToldPlug[];
  readonly firmware: { status: string; requestId: number | null }[];
  readonly security: { type: string; techInfo: string | null }[];
  readonly messages: { action: string; payload: unknown }[];
  readonly quarantined: QuarantineNews[];
  readonly problems: ProblemNews[];
  readonly clocks: Date[];
  readonly registrations: { registration: string; product: StationProduct | undefined }[];
  readonly warnings: string[];
};

/** All that handlers have told beside the answer: of each message one thing at most. */
export const heardOf = (told: Told): readonly unknown[] =>
  [
    told.boots,
    told.statuses,
    told.tokens,
    told.transactions,
    told.meterValues,
    told.firmware,
    told.security,
    told.messages,
  ].flat();

export const NOW = new Date('2026-03-01T12:00:00.000Z');

export const AUTHORIZED: Authorization = {
  status: 'ACCEPTED',
  expiresAt: new Date('2027-01-01T00:00:00Z'),
  groupId: 'GROUP-1',
  token: null,
};

export const createRecordingInbox = (
  answers: {
    readonly authorization?: Authorization | null;
    readonly registration?: 'accepted' | 'pending' | 'rejected';
    /** The number of the station's only EVSE. Default: it has more, or none is known. */
    readonly onlyEvse?: number;
  } = {},
) => {
  const authorization = answers.authorization === undefined ? AUTHORIZED : answers.authorization;
  const told: Told = {
    boots: [],
    statuses: [],
    notified: [],
    tokens: [],
    transactions: [],
    meterValues: [],
    meterKeys: [],
    plugs: [],
    firmware: [],
    security: [],
    messages: [],
    quarantined: [],
    problems: [],
    clocks: [],
    registrations: [],
    warnings: [],
  };
  const unused = async () => {
    throw new Error('a protocol version never calls this');
  };
  const inbox: StationInbox = {
    admit: unused,
    connected: unused,
    ready: () => undefined,
    disconnected: unused,
    lateAnswer: unused,
    knowledge: unused,
    learnt: () => undefined,
    boot: async (boot) => {
      told.boots.push(boot);
      return { registration: answers.registration ?? 'accepted', now: NOW, intervalS: 300 };
    },
    heartbeat: async () => ({ now: NOW }),
    status: async (report) => void told.statuses.push(report),
    notified: async (_stationId, reports) => void told.notified.push(...reports),
    authorize: async (_stationId, token) => {
      told.tokens.push(token);
      return authorization ?? AUTHORIZED;
    },
    transaction: async (report) => {
      told.transactions.push(report);
      const shown = report.token !== null || report.stopToken !== null;
      return {
        transactionId: report.transactionId ?? '4711',
        sessionId: 'S',
        authorization: shown ? authorization : null,
      };
    },
    meterValues: async (report) => void told.meterValues.push(report),
    meterKeys: async (_stationId, keys) => void told.meterKeys.push(...keys),
    plugs: async (_stationId, plugs) => void told.plugs.push(...plugs),
    firmwareStatus: async (_stationId, status, requestId) => void told.firmware.push({ status, requestId }),
    securityEvent: async (_stationId, type, techInfo) => void told.security.push({ type, techInfo }),
    message: async (_stationId, action, payload) => void told.messages.push({ action, payload }),
    onlyEvse: async () => answers.onlyEvse ?? null,
    quarantine: async (message) => void told.quarantined.push(message),
    problem: (news) => void told.problems.push(news),
    clockSeen: (_stationId, stationAt) => void told.clocks.push(stationAt),
  };
  const context = (product: StationProduct | null = null): InboundContext => ({
    stationId: 'CS-1',
    receivedAt: NOW,
    inbox,
    product,
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: (_fields, message) => void told.warnings.push(message),
      error: () => undefined,
    },
    registered: (registration, known) => void told.registrations.push({ registration, product: known }),
  });
  /** Says one message to a version as a station would, after its check. */
  const say = async (
    protocol: OcppProtocol,
    action: string,
    payload: object,
    product: StationProduct | null = null,
  ): Promise<object> => {
    const handle = protocol.inbound.get(action);
    if (handle === undefined) throw new Error(`${action} is not for stations`);
    return handle(payload as never, context(product));
  };
  return { told, say, inbox };
};
