/**
 * Says a charging limit to a station, fitted to what it can do, and sees whether it holds. Where a station does not take a
 * maximum for itself, the same limit goes to its EVSEs: as the default of new transactions, and to each that runs.
 */
import type { StationKnowledge } from '../domain/abilities.ts';
import { type ChargingProfile, RESERVED_PROFILE_IDS_FROM } from '../domain/charging-profile.ts';
import type { StationAnswer } from '../domain/command.ts';
import type { JsonObject, JsonValue } from '../domain/json.ts';
import {
  accepted,
  callAgain,
  failure,
  notSupported,
  rejected,
  statusDetail,
  statusOf,
  statusResult,
} from './answers.ts';
import {
  type ClearLimit,
  clearedLimit,
  confirmLimit,
  LIMIT_STACK_LEVEL,
  type LimitPlan,
  limitPlanOf,
  limitTargetOf,
  type SetLimit,
} from './charging-limit.ts';
import type { CompositeSchedule } from './composite-schedule.ts';
import { fitLimit, fittingLevel, shareOf, whatItTakes } from './limit-fit.ts';
import type { CallOutcome, SendCall, StationTalk } from './protocol.ts';

/** What the versions say differently. */
export type LimitMessages = {
  readonly setRequest: (evseId: number, profile: ChargingProfile, transactionId: string | null) => object;
  readonly clearRequest: (profileId: number) => object;
  readonly compositeRequest: (plan: LimitPlan, durationS: number) => object;
  readonly compositeOf: (answer: JsonObject) => CompositeSchedule;
};

/**
 * Behind the ids of limits of EVSEs: a limit of the station on what runs there, beside that of the session itself.
 * int32 leaves room for 47 million EVSEs.
 */
export const shareProfileId = (evseId: number): number => RESERVED_PROFILE_IDS_FROM + 100_000_000 + evseId;

const wasTaken = (outcome: CallOutcome): outcome is Extract<CallOutcome, { readonly kind: 'result' }> =>
  outcome.kind === 'result' && statusOf(outcome.payload) === 'Accepted';

/** A status that is a no; else it was taken, or failed in another way. */
const refusalOf = (outcome: CallOutcome): string | null =>
  outcome.kind === 'result' && statusOf(outcome.payload) !== 'Accepted' ? statusDetail(outcome.payload) : null;

const outcomeText = (outcome: CallOutcome): string => {
  if (outcome.kind === 'result') return statusDetail(outcome.payload);
  return outcome.kind === 'error' ? outcome.errorCode : 'no answer';
};

const refused = (outcome: CallOutcome, more: string): StationAnswer => {
  if (outcome.kind !== 'result') return failure(outcome);
  const detail = more === '' ? statusDetail(outcome.payload) : `${statusDetail(outcome.payload)}; ${more}`;
  if (statusOf(outcome.payload) === 'NotSupported') return notSupported(detail);
  return rejected(detail, statusResult(outcome.payload));
};

type Parts = {
  readonly plan: LimitPlan;
  readonly adjusted: JsonObject | null;
  readonly known: StationKnowledge;
  readonly messages: LimitMessages;
  readonly call: SendCall;
};

const confirm = (plan: LimitPlan, outcome: CallOutcome, more: JsonObject, parts: Parts): Promise<StationAnswer> => {
  const { adjusted, messages, call } = parts;
  const status = outcome.kind === 'result' ? statusOf(outcome.payload) : '';
  const { compositeOf } = messages;
  const told = { ...(adjusted === null ? {} : { adjusted }), ...more };
  return confirmLimit(
    plan,
    status,
    call,
    (durationS) => ({ request: messages.compositeRequest(plan, durationS), compositeOf }),
    told,
  );
};

/** The limit's part on each transaction that runs: a default reaches only those that begin. */
const limitRunning = async (
  share: ChargingProfile,
  { known, messages, call }: Parts,
): Promise<readonly JsonValue[]> => {
  const told: JsonValue[] = [];
  for (const { transactionId, evseId } of known.running) {
    if (evseId === null) continue;
    const profile: ChargingProfile = {
      ...share,
      id: shareProfileId(evseId),
      // Above a limit of the session's own: the lower of the two is not known, and the station's must hold.
      stackLevel: fittingLevel(LIMIT_STACK_LEVEL + 1, known.abilities),
      purpose: 'TX',
    };
    const request = messages.setRequest(evseId, profile, transactionId);
    const outcome = await callAgain(call, 'SetChargingProfile', request);
    told.push({ evseId, transactionId, status: outcomeText(outcome) });
  }
  return told;
};

/** Where the limit can be seen: where something runs, or might. */
const seenAt = ({ evseIds, running }: StationKnowledge): number =>
  running.find(({ evseId }) => evseId !== null)?.evseId ?? evseIds[0] ?? 0;

/** A limit of a session, or of a station that takes a maximum. */
const setOne = async (first: CallOutcome, parts: Parts): Promise<StationAnswer> =>
  wasTaken(first) ? confirm(parts.plan, first, {}, parts) : refused(first, whatItTakes(parts.known.abilities));

/** By the purpose of its own first, unless it is known to be refused; then by the other. */
const setStation = async (parts: Parts, talk: StationTalk): Promise<StationAnswer> => {
  const { plan, known, messages, call } = parts;
  const share = shareOf({ ...plan.profile, purpose: 'TX_DEFAULT' }, known);
  const asMaximum = (send: SendCall) =>
    send('SetChargingProfile', messages.setRequest(plan.evseId, plan.profile, null));
  const asDefault = (send: SendCall) => send('SetChargingProfile', messages.setRequest(0, share.profile, null));
  const again: SendCall = (action, payload) => callAgain(call, action, payload);

  const fallBack = async (outcome: CallOutcome, maximum: string | null): Promise<StationAnswer> => {
    const transactions = await limitRunning(share.profile, parts);
    const fallback = {
      purpose: 'TX_DEFAULT',
      limit: share.limit,
      unit: share.profile.schedule.unit,
      evses: share.evses,
      refused: maximum,
      transactions,
    };
    const seen = { ...plan, evseId: seenAt(known), profile: share.profile };
    return confirm(seen, outcome, { fallback }, parts);
  };

  if (known.abilities?.refusedPurposes.includes('STATION_MAX') === true) {
    const first = await asDefault(call);
    if (refusalOf(first) === null) return wasTaken(first) ? fallBack(first, null) : failure(first);
    const second = await asMaximum(again);
    return wasTaken(second) ? setOne(second, parts) : bothRefused(second, first, parts);
  }
  const first = await asMaximum(call);
  const refusal = refusalOf(first);
  if (refusal === null) return setOne(first, parts);
  const second = await asDefault(again);
  if (!wasTaken(second)) return bothRefused(first, second, parts);
  talk.learnt({ kind: 'purpose_refused', purpose: 'STATION_MAX' });
  return fallBack(second, refusal);
};

const bothRefused = (maximum: CallOutcome, other: CallOutcome, { known }: Parts): StationAnswer => {
  const takes = whatItTakes(known.abilities);
  const more = `as the default of new transactions: ${outcomeText(other)}`;
  return refused(maximum, takes === '' ? more : `${more}; ${takes}`);
};

/** The order to set a limit, said with a version's messages. */
export const sendLimit = async (
  order: SetLimit,
  { call, talk, messages }: { readonly call: SendCall; readonly talk: StationTalk; readonly messages: LimitMessages },
): Promise<StationAnswer> => {
  const wanted = limitPlanOf(order);
  if (wanted.kind === 'impossible') return rejected(wanted.detail);
  const known = await talk.knowledge();
  const fitted = fitLimit(wanted, known);
  if (fitted.kind === 'impossible') return rejected(fitted.detail);
  const parts = { ...fitted, known, messages, call };
  const { plan } = fitted;
  if (plan.profile.purpose === 'STATION_MAX') return setStation(parts, talk);
  const request = messages.setRequest(plan.evseId, plan.profile, order.transactionId);
  return setOne(await call('SetChargingProfile', request), parts);
};

/** The order to clear one; what stands in for it goes with it. */
export const clearLimit = async (
  order: ClearLimit,
  { call, talk, messages }: { readonly call: SendCall; readonly talk: StationTalk; readonly messages: LimitMessages },
): Promise<StationAnswer> => {
  const target = limitTargetOf(order);
  if (target.kind === 'impossible') return rejected(target.detail);
  const { abilities, running } = target.evseId === 0 ? await talk.knowledge() : { abilities: null, running: [] };
  const outcome = await call('ClearChargingProfile', messages.clearRequest(target.profileId));
  if (outcome.kind !== 'result') return failure(outcome);
  const answer = clearedLimit(outcome.payload);
  if (answer.kind !== 'accepted' || abilities?.refusedPurposes.includes('STATION_MAX') !== true) return answer;
  const transactions: JsonValue[] = [];
  for (const { transactionId, evseId } of running) {
    if (evseId === null) continue;
    const cleared = await callAgain(call, 'ClearChargingProfile', messages.clearRequest(shareProfileId(evseId)));
    transactions.push({ evseId, transactionId, status: outcomeText(cleared) });
  }
  return accepted(true, { ...statusResult(outcome.payload), transactions });
};
