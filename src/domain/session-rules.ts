/**
 * What a station's messages make of a session.
 *
 * Every message is joined to what is known, field by field, by the station's own time (corrected, see told-times.ts): applying it twice changes nothing,
 * and the order in which messages come makes no difference to status, energy, times and token (OCPP 2.0.1 Part 2, E04, E08).
 * What tells of the order of coming: `late_messages`; and of a meter that contradicts itself the energy while the session
 * is open, which never falls (`energy_below_shown`: at the end it is less), and `meter_jumped_back`.
 */
import { type Energy, type EnergyBounds, energyOf, withEnergy } from './energy-rules.ts';
import { hasFallen } from './energy-steps.ts';
import type { MeterReading } from './meter.ts';
import { type MeteringNews, meteringNews, NO_NEWS, type Sample } from './metering.ts';
import { NO_REGISTERS } from './register-log.ts';
import { hasSeqNo, withSeqNo } from './seq-ranges.ts';
import type { ChargingState, Session, SessionFlag, SessionStatus, Transaction } from './session.ts';
import type { OcppVersion } from './station.ts';
import type { Authorization, TokenRef } from './token.ts';
import { canBeSame, toldEndOf, toldOf, withToldTimes } from './told-times.ts';

/** One message about a transaction, as much of it as the rules need; see TransactionReport in services/inbox.ts. */
export type SessionReport = {
  readonly stationId: string;
  readonly protocol: OcppVersion;
  readonly kind: 'started' | 'updated' | 'ended';
  readonly startKey: string | null;
  readonly seqNo: number | null;
  /** By our clock; as the station told it where that is another: see told-times.ts. */
  readonly at: Date;
  readonly toldAt?: Date | null;
  readonly evseId: number | null;
  readonly connectorId: number | null;
  readonly remoteStartId: number | null;
  readonly chargingState: ChargingState | null;
  readonly stopReason: string | null;
  readonly readings: readonly MeterReading[];
};

export type ReportContext = {
  readonly now: Date;
  /** Used when the report begins a record. */
  readonly newSessionId: string;
  readonly transactionId: string;
  readonly locationId: string | null;
  readonly partyId: string;
  readonly stationGroupId: string | null;
  /** What the report's EVSE is rated for; null: not known. */
  readonly maxPowerW: number | null;
  /** The token shown in the report and what was found of it; null: none was shown. */
  readonly token: { readonly ref: TokenRef; readonly authorization: Authorization } | null;
};

/** Kept in this order, so that equal sets are equal lists. */
const FLAG_ORDER: readonly SessionFlag[] = [
  'meter_jumped_back',
  'meter_negative',
  'meter_stop_below_start',
  'meter_begin_not_believed',
  'energy_step_not_believed',
  'energy_below_shown',
  'unit_not_understood',
  'missing_messages',
  'late_messages',
  'started_after_timeout',
  'closed_by_operator',
  'end_inferred',
  'end_guessed',
];

export const isOpen = (session: Pick<Session, 'status'>): boolean =>
  session.status === 'PENDING' || session.status === 'ACTIVE';

const withFlags = (
  flags: readonly SessionFlag[],
  set: Partial<Record<SessionFlag, boolean>>,
): readonly SessionFlag[] =>
  // Most sessions have none, and get none.
  flags.length === 0 && !Object.values(set).includes(true)
    ? flags
    : FLAG_ORDER.filter((flag) => set[flag] ?? flags.includes(flag));

const newSession = (report: SessionReport, context: ReportContext): Session => ({
  id: context.newSessionId,
  version: 1,
  stationId: report.stationId,
  locationId: context.locationId,
  partyId: context.partyId,
  stationGroupId: context.stationGroupId,
  evseId: null,
  evseUid: null,
  connectorId: null,
  status: 'PENDING',
  chargingState: null,
  token: null,
  groupId: null,
  driverId: null,
  authorization: null,
  commandId: null,
  startedAt: report.at,
  endedAt: null,
  energyWh: 0,
  toldEnergyWh: null,
  powerW: null,
  stateOfChargePercent: null,
  stopReason: null,
  endInferredFrom: null,
  left: null,
  stale: false,
  flags: [],
  transaction: {
    id: context.transactionId,
    protocol: report.protocol,
    startKey: null,
    remoteStartId: null,
    seqNos: [],
    startSeen: false,
    endSeen: false,
    first: null,
    last: null,
    registers: NO_REGISTERS,
    maxPowerW: context.maxPowerW,
    intervals: [],
    foldedIntervals: null,
    told: { tokenAt: null, chargingStateAt: null, chargingStateSeqNo: null, powerAt: null, stateOfChargeAt: null },
    newestAt: report.at,
  },
  createdAt: context.now,
  updatedAt: context.now,
});

const earliest = (a: Date, b: Date): Date => (b < a ? b : a);
const latest = (a: Date, b: Date): Date => (b > a ? b : a);

/** A Started knows when it began; before it came, the earliest message is the best guess. */
const startedAtOf = (session: Session, report: SessionReport): Date => {
  const { startSeen } = session.transaction;
  if (report.kind === 'started') return startSeen ? earliest(session.startedAt, report.at) : report.at;
  return startSeen ? session.startedAt : earliest(session.startedAt, report.at);
};

/** An accepted token beats a refused one; of two alike, the one that was shown first began the session. */
const replacesToken = (session: Session, found: NonNullable<ReportContext['token']>, at: Date): boolean => {
  const knownAt = session.transaction.told.tokenAt;
  if (session.token === null || knownAt === null) return true;
  const accepted = found.authorization.status === 'ACCEPTED';
  if (accepted !== (session.authorization === 'ACCEPTED')) return accepted;
  const apartMs = at.getTime() - knownAt.getTime();
  return apartMs < 0 || (apartMs === 0 && found.ref.uid < session.token.uid);
};

/** The session with a token and what it opens. */
export const withToken = (
  session: Session,
  { ref, authorization }: NonNullable<ReportContext['token']>,
  at: Date,
): Session => ({
  ...session,
  token: ref,
  groupId: authorization.groupId,
  driverId: authorization.token?.driverId ?? null,
  authorization: authorization.status,
  transaction: { ...session.transaction, told: { ...session.transaction.told, tokenAt: at } },
});

const joinToken = (session: Session, report: SessionReport, context: ReportContext): Session =>
  context.token !== null && replacesToken(session, context.token, report.at)
    ? withToken(session, context.token, report.at)
    : session;

/** Messages of one second are ordered by their seqNo. */
const joinChargingState = (session: Session, report: SessionReport): Session => {
  if (report.chargingState === null) return session;
  const { chargingStateAt, chargingStateSeqNo } = session.transaction.told;
  const apartMs = chargingStateAt === null ? 1 : report.at.getTime() - chargingStateAt.getTime();
  if (apartMs < 0 || (apartMs === 0 && (report.seqNo ?? 0) < (chargingStateSeqNo ?? 0))) return session;
  const told = {
    ...session.transaction.told,
    chargingStateAt: report.at,
    chargingStateSeqNo: report.seqNo,
  };
  return { ...session, chargingState: report.chargingState, transaction: { ...session.transaction, told } };
};

type Known = { readonly value: number | null; readonly at: Date | null };

const newest = (known: Known, found: readonly Sample[]): Known =>
  found.reduce<Known>((best, { value, sampledAt }) => {
    const apartMs = best.at === null ? 1 : sampledAt.getTime() - best.at.getTime();
    return apartMs > 0 || (apartMs === 0 && value > (best.value ?? 0)) ? { value, at: sampledAt } : best;
  }, known);

const boundsOf = ({ transaction, startedAt }: Session): EnergyBounds => ({
  maxPowerW: transaction.maxPowerW,
  startedAt,
});

const energyFlags = ({ fell, leapt, leaptFromBegin }: Energy): Partial<Record<SessionFlag, boolean>> => ({
  ...(fell ? { meter_jumped_back: true } : {}),
  meter_begin_not_believed: leaptFromBegin,
  energy_step_not_believed: leapt && !leaptFromBegin,
});

const joinMetering = (session: Session, news: MeteringNews): Session => {
  if (news === NO_NEWS) return session;
  const { transaction } = session;
  const bounds = boundsOf(session);
  const joined = withEnergy(transaction, news, bounds);
  const energy = energyOf(joined, bounds);
  const power = newest({ value: session.powerW, at: transaction.told.powerAt }, news.power);
  const charge = newest(
    { value: session.stateOfChargePercent, at: transaction.told.stateOfChargeAt },
    news.stateOfCharge,
  );
  return {
    ...session,
    energyWh: isOpen(session) ? Math.max(session.energyWh, energy.energyWh) : energy.energyWh,
    toldEnergyWh: energy.toldWh,
    powerW: power.value === null ? null : Math.round(power.value),
    stateOfChargePercent: charge.value,
    flags: withFlags(session.flags, {
      ...energyFlags(energy),
      ...(news.negative ? { meter_negative: true } : {}),
      ...(news.unitUnknown ? { unit_not_understood: true } : {}),
    }),
    transaction: {
      ...transaction,
      ...joined,
      told: { ...transaction.told, powerAt: power.at, stateOfChargeAt: charge.at },
    },
  };
};

/**
 * What was shown while it ran is given up at the end for what all readings say together, the station's last register
 * among them: a register that was another's, or a reading that stood out, may have shown too much.
 */
const atEnd = (session: Session): Session => {
  const { energyWh } = energyOf(session.transaction, boundsOf(session));
  if (energyWh === session.energyWh) return session;
  // A Wh less may come of rounding.
  const flags = hasFallen(session.energyWh, energyWh + 1)
    ? withFlags(session.flags, { energy_below_shown: true })
    : session.flags;
  return { ...session, energyWh, flags };
};

const joinTransaction = (
  transaction: Transaction,
  report: SessionReport,
  { maxPowerW }: ReportContext,
): Transaction => ({
  ...transaction,
  maxPowerW: transaction.maxPowerW ?? maxPowerW,
  startKey: transaction.startKey ?? report.startKey,
  remoteStartId: transaction.remoteStartId ?? report.remoteStartId,
  seqNos: report.seqNo === null ? transaction.seqNos : withSeqNo(transaction.seqNos, report.seqNo),
  startSeen: transaction.startSeen || report.kind === 'started',
  endSeen: transaction.endSeen || report.kind === 'ended',
  newestAt: latest(transaction.newestAt, report.at),
});

/** The EVSE gives power now (SuspendedEVSE also stands for a car that waits for authorisation). */
const DELIVERING: ReadonlySet<ChargingState | null> = new Set<ChargingState | null>(['CHARGING', 'SUSPENDED_EV']);

const statusOf = (session: Session, delivered: boolean): SessionStatus => {
  const refused = session.authorization !== null && session.authorization !== 'ACCEPTED';
  if (session.transaction.endSeen || session.endInferredFrom !== null || session.flags.includes('closed_by_operator'))
    return refused ? 'INVALID' : 'COMPLETED';
  if (refused) return 'PENDING';
  // OCPP 1.6 starts a transaction when energy may flow, with or without a tag.
  const begun = session.transaction.protocol === '1.6' || session.status === 'ACTIVE' || delivered;
  return session.authorization === 'ACCEPTED' || begun ? 'ACTIVE' : 'PENDING';
};

/** When the station last told something of it, its beginning at the least. */
const lastToldAt = ({ startedAt, transaction: { last, newestAt } }: Session): Date =>
  latest(startedAt, latest(newestAt, last?.sampledAt ?? newestAt));

/** What follows from the joined facts alone. */
const settle = (joined: Session, delivered: boolean): Session => {
  const { seqNos, startSeen, endSeen, first, last } = joined.transaction;
  const status = statusOf(joined, delivered);
  const open = isOpen({ status });
  const session = open ? joined : atEnd(joined);
  // The station's own word takes the place of what was inferred.
  const endInferredFrom = endSeen ? null : session.endInferredFrom;
  return {
    ...session,
    status,
    endInferredFrom,
    endedAt: endInferredFrom === null ? session.endedAt : lastToldAt(session),
    left: open ? session.left : null,
    powerW: open ? session.powerW : null,
    flags: withFlags(session.flags, {
      // A Started has the lowest seqNo, so with it and no gap nothing is missing.
      missing_messages: seqNos.length > 1 || (seqNos.length === 1 && !startSeen),
      end_inferred: endInferredFrom !== null,
      meter_stop_below_start:
        endSeen && first !== null && last?.boundary === true && hasFallen(first.energyWh, last.energyWh),
    }),
  };
};

/** Whether a report that came after the end says something that was not known. */
const isLate = (before: Session, after: Session, report: SessionReport): boolean => {
  if (isOpen(before) || before.endInferredFrom !== null) return false;
  if (report.seqNo !== null) return !hasSeqNo(before.transaction.seqNos, report.seqNo);
  return before.energyWh !== after.energyWh || before.transaction.endSeen !== after.transaction.endSeen;
};

/**
 * Joins one message to its session; null: there is none yet, and one is made, whatever the kind of the message.
 *
 * The answer keeps version and updatedAt: who stores it raises them when something changed.
 */
export const applyReport = (session: Session | null, report: SessionReport, context: ReportContext): Session => {
  const before = session ?? newSession(report, context);
  const known: Session = {
    ...before,
    evseId: before.evseId ?? report.evseId,
    connectorId: before.connectorId ?? report.connectorId,
    startedAt: startedAtOf(before, report),
    endedAt: report.kind === 'ended' ? latestEnd(before, report.at) : before.endedAt,
    stopReason: before.stopReason ?? (report.kind === 'ended' ? report.stopReason : null),
    stale: false,
    transaction: joinTransaction(before.transaction, report, context),
  };
  const told = joinChargingState(joinToken(known, report, context), report);
  const after = settle(joinMetering(told, meteringNews(report.readings)), DELIVERING.has(report.chargingState));
  const timed = withToldTimes(session, after, report);
  return isLate(before, after, report) ? { ...timed, flags: withFlags(timed.flags, { late_messages: true }) } : timed;
};

/** The station's own end replaces an operator's guess. */
const latestEnd = (before: Session, at: Date): Date =>
  before.transaction.endSeen && before.endedAt !== null ? latest(before.endedAt, at) : at;

/** Whether an end is told of a transaction that has told another end before. */
export const contradictsEnd = (session: Session, report: Pick<SessionReport, 'kind' | 'at' | 'toldAt'>): boolean =>
  session.transaction.endSeen && report.kind === 'ended' && !canBeSame(toldEndOf(session), toldOf(report));

/** The session with the command that began it. */
export const withCommand = (session: Session, commandId: string | null, afterTimeout: boolean): Session => ({
  ...session,
  commandId: session.commandId ?? commandId,
  flags: withFlags(session.flags, afterTimeout ? { started_after_timeout: true } : {}),
});

/** Again what follows from the facts, after a token was put in. */
export const resettle = (session: Session): Session => settle(session, false);

/** The session whose end was told without its id. */
export const withGuessedEnd = (session: Session): Session => ({
  ...session,
  flags: withFlags(session.flags, { end_guessed: true }),
});

/** The session as it was before an end that did not name it, which gives way to one that does. */
export const beforeGuessedEnd = (session: Session): Session => {
  if (!session.flags.includes('end_guessed')) return session;
  const { transaction } = session;
  return {
    ...session,
    status: 'ACTIVE',
    endedAt: null,
    stopReason: null,
    flags: withFlags(session.flags, { end_guessed: false }),
    transaction: {
      ...transaction,
      endSeen: false,
      last: transaction.last === null ? null : { ...transaction.last, boundary: false },
    },
  };
};

/** Ends an open session from its last reading, for a station that tells of it no more. */
export const closeByOperator = (session: Session): Session => {
  const closed: Session = {
    ...session,
    stale: false,
    endedAt: lastToldAt(session),
    flags: withFlags(session.flags, { closed_by_operator: true }),
  };
  return settle(closed, false);
};
