/** What the OCPP edge tells the services: the same for all versions. Every promise resolves after what was said is durable. */

import type { Lesson, StationKnowledge } from '../domain/abilities.ts';
import type { StationAnswer } from '../domain/command.ts';
import type { JsonObject } from '../domain/json.ts';
import type { MeterReading } from '../domain/meter.ts';
import type { ConfiguredKey } from '../domain/meter-public-key.ts';
import type { QuarantinedMessage } from '../domain/quarantined-message.ts';
import type { ChargingState } from '../domain/session.ts';
import type { ConnectorStatus, DisconnectReason, OcppVersion, Registration, Station } from '../domain/station.ts';
import type { ClockKind } from '../domain/station-clock.ts';
import type { StationError } from '../domain/station-error.ts';
import type { ProblemNews, StationProblemKind } from '../domain/station-problem.ts';
import type { Authorization } from '../domain/token.ts';
import type { ToldPlug } from '../domain/told-plugs.ts';
import type { Change } from './ports/commit.ts';

/** How a station came to the door. */
export type Knock = {
  readonly stationId: string;
  readonly remoteAddress: string;
  /** From the Basic header; null when there was none. Bytes as sent. */
  readonly credentials: { readonly user: string; readonly password: Uint8Array } | null;
  readonly tls: boolean;
  /** Subject of the verified client certificate. */
  readonly clientCertificate: { readonly commonName: string | null; readonly organization: string | null } | null;
};

/** admitted is let in; the others map to HTTP 404, 401, 429 (its address tries too many passwords), 403 and 403. */
export type Admission =
  | { readonly kind: 'admitted'; readonly station: Station }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'wrong_credentials' }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'transport_refused'; readonly detail: string }
  /** It proved who it is, and other hardware has its place. */
  | { readonly kind: 'station_replaced' | 'station_deleted'; readonly detail: string };

export type Boot = {
  readonly stationId: string;
  readonly protocol: OcppVersion;
  readonly vendor: string;
  readonly model: string;
  readonly serialNumber: string | null;
  readonly firmwareVersion: string | null;
  /** Boot reason of 2.x, or null. */
  readonly reason: string | null;
  /** The station was asked for it, and has not booted; absent: it has, or does not say. */
  readonly triggered?: boolean;
};

export type StatusReport = {
  readonly stationId: string;
  /** null: the station as a whole (1.6 connector 0, 2.x EVSE 0). */
  readonly evseId: number | null;
  /** null: the EVSE as a whole (2.x connector 0). */
  readonly connectorId: number | null;
  readonly status: ConnectorStatus;
  readonly errorCode: string | null;
  /** All that is told beside the status; absent: the code says all. */
  readonly error?: StationError | null;
  readonly at: Date | null;
};

/** A 2.x station says by itself that something is wrong, or is so no longer. The place is as in StatusReport. */
export type AlertReport = Pick<StatusReport, 'stationId' | 'evseId' | 'connectorId'> & {
  /** What it is about, by which it is taken back. */
  readonly key: string;
  /** null: it is over. */
  readonly error: StationError | null;
  /** Whether the place is out of order by it. */
  readonly faults: boolean;
};

/** A token as a station says it. kind is the OCPP 2.x type, or 'idTag' for 1.6. */
export type PresentedToken = { readonly uid: string; readonly kind: string };

/**
 * One message about a transaction, whatever the version. Fields are null where the message does not say.
 * 1.6 StartTransaction: kind started without transactionId (we give it) and with startKey.
 */
export type TransactionReport = {
  readonly stationId: string;
  readonly protocol: OcppVersion;
  readonly kind: 'started' | 'updated' | 'ended';
  readonly transactionId: string | null;
  readonly startKey: string | null;
  readonly seqNo: number | null;
  /** The station's time of it. */
  readonly at: Date;
  /** Whose clock `at` and the readings' times are of; absent: the station's. */
  readonly clock?: ClockKind;
  /** Absent: now. */
  readonly receivedAt?: Date;
  readonly offline: boolean;
  readonly evseId: number | null;
  readonly connectorId: number | null;
  readonly token: PresentedToken | null;
  /** The station was unplugged or stopped by this tag; must not replace the token that began it. */
  readonly stopToken: PresentedToken | null;
  readonly remoteStartId: number | null;
  readonly chargingState: ChargingState | null;
  readonly stopReason: string | null;
  readonly readings: readonly MeterReading[];
  readonly origin?: MessageOrigin;
};

/** The message that a report was made of: kept, where nothing can be made of the report. */
export type MessageOrigin = Pick<QuarantineNews, 'action' | 'payload' | 'receivedAt'> & {
  /** An operator has it applied again. */
  readonly applying?: Applying;
};

/** How the handling of a quarantined message ends. */
export type Applying = {
  /** What the message changes, with its record as applied: one commit stores both. Throws when it is applied already. */
  readonly applied: (change: Change, sessionId: string | null) => Promise<Change>;
  /** It cannot be taken now either: throws. */
  readonly refused: (why: Pick<QuarantineNews, 'reason' | 'property' | 'errorCode' | 'level'>) => never;
};

export type TransactionReply = {
  /** The transaction's id: 1.6 needs it in StartTransaction.conf. */
  readonly transactionId: string;
  readonly sessionId: string | null;
  /** null: no token was in the report. */
  readonly authorization: Authorization | null;
};

/** A message that is kept because nothing could be made of it. */
export type QuarantineNews = Pick<
  QuarantinedMessage,
  'stationId' | 'protocol' | 'action' | 'payload' | 'reason' | 'property' | 'errorCode' | 'level' | 'receivedAt'
> & {
  /** As which the station shows it; left out: message_refused. */
  readonly problemKind?: StationProblemKind;
};

export type StationInbox = {
  readonly admit: (knock: Knock) => Promise<Admission>;
  /**
   * The socket is open; protocol as agreed. admittedAs: the record that the handshake was judged by; DomainError
   * station_rejected when the station's rules have changed since.
   */
  readonly connected: (stationId: string, protocol: OcppVersion, admittedAs?: Station) => Promise<void>;
  /** Commands may go to the station now: it has booted, or need not be waited for any longer. Told again when more may go. */
  readonly ready: (stationId: string) => void;
  /** Only when no newer socket of the station is open. */
  readonly disconnected: (stationId: string, reason: DisconnectReason) => Promise<void>;
  readonly boot: (
    boot: Boot,
  ) => Promise<{ readonly registration: Registration; readonly now: Date; readonly intervalS: number }>;
  readonly heartbeat: (stationId: string) => Promise<{ readonly now: Date }>;
  readonly status: (report: StatusReport) => Promise<void>;
  /** The number of the station's EVSE when it has told of exactly one. */
  readonly onlyEvse: (stationId: string) => Promise<number | null>;
  /** What one message tells of several places, in its order. */
  readonly notified: (stationId: string, reports: readonly (StatusReport | AlertReport)[]) => Promise<void>;
  readonly authorize: (stationId: string, token: PresentedToken) => Promise<Authorization>;
  readonly transaction: (report: TransactionReport) => Promise<TransactionReply>;
  /** Readings outside a transaction message. transactionId null: none named; matched to the EVSE's open session if there is one. */
  readonly meterValues: (report: {
    readonly stationId: string;
    readonly protocol: OcppVersion;
    readonly transactionId: string | null;
    readonly evseId: number | null;
    readonly readings: readonly MeterReading[];
    /** Whose clock the readings' times are of; absent: the station's. */
    readonly clock?: ClockKind;
    /** Absent: now. */
    readonly receivedAt?: Date;
    readonly origin?: MessageOrigin;
  }) => Promise<void>;
  /** Public keys of meters in what a station tells of its configuration, whoever asked for it. */
  readonly meterKeys: (stationId: string, keys: readonly ConfiguredKey[]) => Promise<void>;
  /** Of its plugs, in what a station tells of its configuration, whoever asked for it. */
  readonly plugs: (stationId: string, told: readonly ToldPlug[]) => Promise<void>;
  readonly firmwareStatus: (stationId: string, status: string, requestId: number | null) => Promise<void>;
  readonly securityEvent: (stationId: string, type: string, techInfo: string | null) => Promise<void>;
  /** Every other message, after validation: logged and passed on as an event. */
  readonly message: (stationId: string, action: string, payload: JsonObject) => Promise<void>;
  /**
   * A message that fits nothing we know, or cannot be read: kept whole for an operator. One that was acknowledged is told
   * as a problem, too; of one that is refused, whoever refuses it tells.
   */
  readonly quarantine: (message: QuarantineNews) => Promise<void>;
  /** Something is not as it should be with the station. Never waits, and costs no write for each. */
  readonly problem: (news: ProblemNews) => void;
  /**
   * The station's clock as told in a message, beside ours at receipt; a skew over 5 minutes is told as a problem.
   * of: whether it is the message's own time, or that of the newest reading in it. Only what is made now; what is known
   * to have waited says nothing of the clock.
   */
  readonly clockSeen: (
    stationId: string,
    stationAt: Date,
    receivedAt: Date,
    told?: { readonly kind?: ClockKind; readonly of?: 'message' | 'reading' },
  ) => void;
  /** What an order may have to know of its station. */
  readonly knowledge: (stationId: string) => Promise<StationKnowledge>;
  /** What the answer to an order teaches of its station. Never waits. */
  readonly learnt: (stationId: string, lesson: Lesson) => void;
  /** The answer to a call of ours that had timed out. */
  readonly lateAnswer: (commandId: string, answer: StationAnswer) => Promise<void>;
};

/** Adds to some of an inbox's messages; what it does not name stays as it is. */
export type InboxLayer = (inner: StationInbox) => Partial<StationInbox>;

/** The inbox with layers around it, the last one outermost. */
export const layered = (inbox: StationInbox, layers: readonly InboxLayer[]): StationInbox => {
  let outermost = inbox;
  for (const layer of layers) outermost = { ...outermost, ...layer(outermost) };
  return outermost;
};
