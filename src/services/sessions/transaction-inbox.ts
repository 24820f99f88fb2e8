/** Takes in what stations say of transactions: every message ends in a durable record, once. */
import { carriedFrom, stationPlace } from '../../domain/at-station.ts';
import { withChargingStateOf } from '../../domain/charging-state-v16.ts';
import { DomainError } from '../../domain/error.ts';
import type { NewEvent } from '../../domain/event.ts';
import { type EvseHolder, ratedPowerW, withEvseUid } from '../../domain/evse.ts';
import { goesOn, heardOf, inferEnd, reopened } from '../../domain/inferred-end.ts';
import type { MeterReading } from '../../domain/meter.ts';
import { isOutdated, rivalsOn } from '../../domain/one-on-evse.ts';
import type { Session } from '../../domain/session.ts';
import {
  applyReport,
  beforeGuessedEnd,
  contradictsEnd,
  isOpen,
  type ReportContext,
  type SessionReport,
  withGuessedEnd,
} from '../../domain/session-rules.ts';
import { withStartSeen } from '../../domain/start-order.ts';
import type { Station } from '../../domain/station.ts';
import { type ClockView, madeAt, provenSkewS } from '../../domain/station-clock.ts';
import { DELETED_FAULT } from '../../domain/station-rules.ts';
import type { Authorization } from '../../domain/token.ts';
import { isSince, redated, timedReadingsOf, timedReport, timedReportOf } from '../../domain/told-times.ts';
import type { Authorizer, ShownToken } from '../authorization.ts';
import type { StationInbox, TransactionReply, TransactionReport } from '../inbox.ts';
import type { EventMaker } from '../new-event.ts';
import type { Change } from '../ports/commit.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { SequenceStore } from '../ports/sequence-store.ts';
import type { SessionStore } from '../ports/session-store.ts';
import type { Clock, NewId } from '../ports/time.ts';
import type { Kept, Quarantine } from '../quarantine/quarantine.ts';
import type { StationClocks } from '../stations/clocks.ts';
import type { StationState, StationWriter, Step } from '../stations/station-writer.ts';
import { createFindSession, isNoId } from './find-session.ts';
import { mergeChanges } from './merge-changes.ts';
import type { WithKeys } from './meter-keys.ts';
import { jsonObject } from './report-json.ts';
import type { SessionChanges } from './session-change.ts';

export type TransactionInbox = Pick<StationInbox, 'transaction' | 'meterValues'>;
type MeterReport = Parameters<StationInbox['meterValues']>[0];

/** What a message has made of its session, and which ones ended by it. */
type Outcome = { readonly before: Session | null; readonly session: Session; readonly ended: readonly Session[] };

/** The answer to a message, and what there is to tell once it is stored. outcome null: it was kept and changed nothing. */
type Taken = { readonly reply: TransactionReply; readonly outcome: Outcome | null; readonly kept: Kept | null };

/** What OCPP calls the message, for whoever looks at the quarantine. */
const actionOf = (report: TransactionReport): string =>
  report.protocol !== '1.6' ? 'TransactionEvent' : report.kind === 'ended' ? 'StopTransaction' : 'StartTransaction';

/** Readings that came beside the transactions, as a message about one. */
const asUpdate = (report: MeterReport, readings: readonly MeterReading[], at: Date): SessionReport => ({
  stationId: report.stationId,
  protocol: report.protocol,
  kind: 'updated',
  startKey: null,
  seqNo: null,
  at,
  evseId: report.evseId,
  connectorId: null,
  remoteStartId: null,
  chargingState: null,
  stopReason: null,
  readings,
});

export const createTransactionInbox = ({
  store,
  writer,
  changes,
  withKeys,
  quarantine,
  events,
  authorizer,
  clocks,
  clock,
  newId,
  log,
  metrics,
  toldOfEnd,
}: {
  readonly store: Pick<
    SessionStore & SequenceStore,
    'sessionByTransaction' | 'sessionsByTransaction' | 'sessionByStartKey' | 'nextNumber'
  >;
  readonly writer: StationWriter;
  readonly changes: SessionChanges;
  readonly withKeys: WithKeys;
  readonly quarantine: Quarantine;
  readonly events: EventMaker;
  readonly authorizer: Authorizer;
  readonly clocks: Pick<StationClocks, 'viewOf' | 'proven'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly toldOfEnd: (session: Session) => void;
}): TransactionInbox => {
  /** One that nobody registered names its EVSEs as it would if it were. */
  const holderOf = (stationId: string, { station }: StationState): EvseHolder =>
    station ?? { id: stationId, evseSeries: 0, evses: [] };

  const quarantined = (
    state: StationState,
    report: TransactionReport | MeterReport,
    action: string,
    reason: string,
  ): Promise<Kept> => {
    const property = report.protocol === '1.6' ? '/transactionId' : '/transactionInfo/transactionId';
    const why = { reason, property, errorCode: null, level: null };
    const { origin = { action, payload: jsonObject(report), receivedAt: clock.now() }, stationId, protocol } = report;
    origin.applying?.refused(why);
    const { payload, receivedAt } = origin;
    return quarantine.keep(state.station, { ...why, stationId, protocol, action: origin.action, payload, receivedAt });
  };

  /** A message that an operator has applied again is settled in the commit of what it changes. */
  const withApplied = async (
    change: Change | null,
    { origin }: TransactionReport | MeterReport,
    sessionId: string | null,
  ): Promise<Change | null> =>
    origin?.applying === undefined ? change : origin.applying.applied(change ?? {}, sessionId);

  const byTransaction = async (state: StationState, stationId: string, id: string): Promise<Session | null> =>
    state.sessions.find((session) => session.transaction.id === id) ??
    (await store.sessionByTransaction(stationId, id));

  const find = createFindSession(store);

  /** The sessions that end because another one has begun in their place, or with their id. */
  const superseded = async (rivals: readonly Session[], former: Session | null) => {
    const ends = await Promise.all(rivals.map((rival) => changes.of(rival, inferEnd(rival, 'next_start'), [])));
    if (former === null || rivals.some(({ id }) => id === former.id)) return ends;
    if (isOpen(former)) return [...ends, await changes.of(former, inferEnd(former, 'boot'), [])];
    // Two nodes that begin the same one at once are told apart by the version of the one before it.
    const touched = { ...former, version: former.version + 1 };
    return [
      ...ends,
      { change: { sessions: [touched], events: [events.ofSession('session.updated', touched)] }, session: touched },
    ];
  };

  /** What the station is told of the token that it showed. */
  const answerOf = async (
    report: TransactionReport,
    shown: ShownToken | null,
    session: Session,
  ): Promise<Authorization | null> => {
    if (shown !== null && report.token !== null) {
      // The one that began it keeps the answer that it got; another one can only stop it.
      if (session.token?.uid !== shown.ref.uid) return authorizer.stop(report.token, session, session.partyId);
      return { ...shown.authorization, status: session.authorization ?? shown.authorization.status };
    }
    const { stopToken } = report;
    return stopToken === null || stopToken.uid === '' ? null : authorizer.stop(stopToken, session, session.partyId);
  };

  const tell = (before: Session | null, session: Session) => {
    if (before === null) {
      metrics.count('sessions_total', { outcome: 'started' });
      log.info({ stationId: session.stationId, sessionId: session.id, status: session.status }, 'session.started');
    }
    if (!isOpen(session) && (before === null || isOpen(before))) toldOfEnd(session);
  };

  const refuse = async (
    state: StationState,
    report: TransactionReport,
    session: Session | null,
    reason: string,
  ): Promise<Step<Taken>> => {
    const kept = await quarantined(state, report, actionOf(report), reason);
    const reply = {
      transactionId: report.transactionId ?? session?.transaction.id ?? '0',
      sessionId: session?.id ?? null,
      authorization:
        report.stopToken === null
          ? null
          : await authorizer.stop(
              report.stopToken,
              session,
              session?.partyId ?? stationPlace(report.stationId, state.station).partyId,
            ),
    };
    return { change: kept.change, answer: { reply, outcome: null, kept } };
  };

  /** isNamed: the message names the transaction; else it tells of it only by energy that was delivered. */
  const join = (
    state: StationState,
    stored: Session | null,
    report: SessionReport,
    context: ReportContext,
    isNamed = true,
  ): Session => {
    const runs =
      stored !== null &&
      isNamed &&
      goesOn(stored, report) &&
      rivalsOn(state.sessions, stored.evseId, stored.id).length === 0;
    const before = runs ? reopened(stored, context.now) : stored;
    const applied = withEvseUid(applyReport(before, report, context), holderOf(report.stationId, state));
    const after = withChargingStateOf(applied, state.station);
    if (before === null) return after;
    return isNamed || after.energyWh > before.energyWh ? heardOf(after, before, report, context.now) : after;
  };

  /** With what a start from outside teaches of the EVSE; another one will, where the station is written for its keys. */
  const withOrderSeen = (
    change: Change | null,
    station: Station | null,
    session: Session,
    startSentAt: Date | null,
  ): Change | null => {
    if (change === null || station === null || change.stations !== undefined) return change;
    const seen = withStartSeen(station, session, startSentAt, clock.now());
    if (seen === station) return change;
    return {
      ...change,
      stations: [seen],
      events: [...(change.events ?? []), events.ofStation('station.updated', seen)],
    };
  };

  const viewOf = (told: TransactionReport | MeterReport, { station }: StationState): ClockView =>
    clocks.viewOf(told.stationId, told.clock ?? 'zoned', told.receivedAt ?? clock.now(), station);

  const transaction: TransactionInbox['transaction'] = async (told) => {
    // Drawn once, whatever is built again.
    let drawn: string | null = null;
    const transactionIdOf = async (): Promise<string> => {
      drawn ??= told.transactionId ?? String(await store.nextNumber('transaction'));
      return drawn;
    };

    const { reply, outcome, kept } = await writer.write<Taken>(told.stationId, async (state) => {
      const now = clock.now();
      const view = viewOf(told, state);
      const { session: stored, former, isGuess } = await find(state, timedReport(told, view));
      // It came in, and was deleted meanwhile: its socket is about to be closed, and what it began would be nobody's.
      if (stored === null && state.station === null) throw new DomainError('not_found', DELETED_FAULT);
      const isOwnEnd = stored !== null && !isGuess && told.kind === 'ended';
      const before = isOwnEnd ? beforeGuessedEnd(stored) : stored;
      const report = timedReportOf(before, told, view);
      // OCPP 1.6 ids are ours: one that we never gave belongs to nothing. The station must still be answered.
      if (before === null && report.protocol === '1.6' && report.kind !== 'started') {
        return refuse(state, report, null, 'unknown transaction');
      }
      if (before !== null && contradictsEnd(before, report)) {
        return refuse(state, report, before, 'the transaction has ended already, at another time');
      }
      const inItsPlace = rivalsOn(state.sessions, report.evseId ?? before?.evseId ?? null, before?.id ?? null);
      // What ends by this message is no other session of the token's.
      const isOwn = (session: Session) =>
        session.id === before?.id || inItsPlace.some((rival) => rival.id === session.id);
      const { token } = report;
      const place = stationPlace(report.stationId, state.station);
      const partyId = before?.partyId ?? place.partyId;
      const shown =
        token === null ? null : await authorizer.start(token, isOwn, report.offline ? report.at : now, partyId);
      const context: ReportContext = {
        now,
        newSessionId: before?.id ?? newId(),
        transactionId: before?.transaction.id ?? (await transactionIdOf()),
        ...carriedFrom(place),
        maxPowerW: ratedPowerW(state.station, report.evseId),
        token: shown,
      };
      // A retried StartTransaction has nothing new to say (OCPP 1.6, 3.7.1).
      const isRetry = before !== null && report.startKey !== null && before.transaction.startKey === report.startKey;
      const changed = async (timed: typeof report, by: ClockView) => {
        const joined = isRetry ? before : join(state, before === null ? null : redated(before, by), timed, context);
        const guessed = isGuess ? withGuessedEnd(joined) : joined;
        const begins = isOpen(guessed) && (before === null || before.evseId === null || !isOpen(before));
        const rivals = begins && !isRetry ? rivalsOn(state.sessions, guessed.evseId, guessed.id) : [];
        const isLate = rivals.some((rival) => isOutdated(timed, rival));
        const after = isLate ? inferEnd(guessed, 'next_start') : guessed;
        const readings = isRetry ? [] : told.readings;
        return { rivals, isLate, ...(await changes.of(stored, after, readings, madeAt(told.at, by))) };
      };
      const first = await changed(report, view);
      // What comes after it was asked for, and is told as of before, shows how far the clock is behind.
      const skewS = first.startSentAt === null ? null : provenSkewS(told.at, first.startSentAt, view);
      const proven = { ...view, skewS };
      const last = skewS === null ? first : await changed(timedReportOf(before, told, proven), proven);
      if (skewS !== null) clocks.proven(told.stationId, view.kind, skewS);
      const { change: moved, session, rivals, isLate } = last;
      const ends = await superseded(isLate ? [] : rivals, former);
      const { station } = state;
      const all = mergeChanges([...ends.map(({ change }) => change), moved]);
      const keyed =
        all === null ? null : await withKeys(all, { station, evseId: session.evseId, readings: told.readings });
      const own = withOrderSeen(keyed, station, session, first.startSentAt);
      const change = await withApplied(own, report, session.id);
      const ended = isLate ? [] : ends.slice(0, rivals.length).map((end) => end.session);
      const authorization = shown === null && report.stopToken === null ? null : await answerOf(report, shown, session);
      const answer = { transactionId: session.transaction.id, sessionId: session.id, authorization };
      return { change, answer: { reply: answer, outcome: { before: stored, session, ended }, kept: null } };
    });
    if (outcome !== null) {
      outcome.ended.forEach(toldOfEnd);
      tell(outcome.before, outcome.session);
    }
    kept?.tell();
    return reply;
  };

  /**
   * Readings of an EVSE that name no transaction: the open session's, from when it began on. Those of the station as a
   * whole are the only session's where there is only one connector.
   */
  const openOn = ({ station, sessions }: StationState, evseId: number | null): Session | null => {
    if (evseId !== null) return sessions.findLast((session) => session.evseId === evseId) ?? null;
    const [only, ...others] = sessions;
    return only !== undefined && others.length === 0 && (station?.evses.length ?? 0) <= 1 ? only : null;
  };

  const meterValues: TransactionInbox['meterValues'] = async (report) => {
    const kept = await writer.write<Kept | null>(report.stationId, async (state) => {
      const transactionId = report.protocol === '1.6' && isNoId(report.transactionId) ? null : report.transactionId;
      const view = viewOf(report, state);
      const found =
        transactionId === null
          ? openOn(state, report.evseId)
          : await byTransaction(state, report.stationId, transactionId);
      const session = found === null ? null : redated(found, view);
      if (session === null && transactionId !== null) {
        const answer = await quarantined(state, report, 'MeterValues', 'unknown transaction');
        return { change: answer.change, answer };
      }
      const fits = (reading: MeterReading) =>
        session !== null && (transactionId !== null || isSince(session, reading, view));
      const told = report.readings.filter(fits);
      const readings = session === null ? [] : timedReadingsOf(session, told, view);
      const others = report.readings.filter((reading) => !fits(reading));
      const newestAt = readings.reduce<Date | null>(
        (newest, { sampledAt }) => (newest === null || sampledAt > newest ? sampledAt : newest),
        null,
      );
      const context = (of: Session): ReportContext => ({
        now: clock.now(),
        newSessionId: of.id,
        transactionId: of.transaction.id,
        locationId: of.locationId,
        partyId: of.partyId,
        stationGroupId: of.stationGroupId,
        maxPowerW: ratedPowerW(state.station, of.evseId),
        token: null,
      });
      const moved =
        found === null || session === null || newestAt === null
          ? null
          : await changes.of(
              found,
              join(state, session, asUpdate(report, readings, newestAt), context(session), transactionId !== null),
              told,
            );
      // What is of no session is still passed on.
      const news = others.length === 0 ? [] : [beside(state, report, others)];
      if (moved?.change == null && news.length === 0)
        return { change: await withApplied(null, report, session?.id ?? null), answer: null };
      const own = await withKeys(moved?.change ?? {}, {
        station: state.station,
        evseId: report.evseId ?? session?.evseId ?? null,
        readings: report.readings,
      });
      const change = { ...own, events: [...(own.events ?? []), ...news] };
      return { change: await withApplied(change, report, session?.id ?? null), answer: null };
    });
    kept?.tell();
  };

  const beside = (state: StationState, report: MeterReport, readings: readonly MeterReading[]): NewEvent =>
    events.ofStationNews('station.message', stationPlace(report.stationId, state.station), {
      action: 'MeterValues',
      payload: jsonObject({ evseId: report.evseId, readings }),
    });

  return { transaction, meterValues };
};
