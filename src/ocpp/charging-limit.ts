/**
 * A charging limit as a charging profile: how it is made, replaced, found again and seen to rule.
 *
 * A limit has a profile id of its own for each target (limitProfileId), not the command's number: a later limit
 * then replaces the one before it in all versions (by id: OCPP 2.0.1 part 2, K01.FR.05; another id on the same stack
 * level is refused: K01.FR.39), and clearing needs nothing but the target.
 */
import { type ChargingProfile, RESERVED_PROFILE_IDS_FROM } from '../domain/charging-profile.ts';
import type { StationAnswer } from '../domain/command.ts';
import type { JsonObject } from '../domain/json.ts';
import type { StationOrder } from '../services/ports/station-links.ts';
import { accepted, callAgain, failure, rejected, statusDetail, statusOf, statusResult } from './answers.ts';
import { type CompositeSchedule, oneDecimal } from './composite-schedule.ts';
import type { SendCall } from './protocol.ts';
import { parseTimestamp } from './timestamp.ts';

/**
 * Above the levels that operators use for their own profiles (0 to 4), and below what stations of today stop at
 * (ChargeProfileMaxStackLevel, ProfileStackLevel), which is 8 or 10 in many.
 */
export const LIMIT_STACK_LEVEL = 5;

/** evseId 0: the whole station. int32 leaves room for 147 million EVSEs. */
export const limitProfileId = (evseId: number): number => RESERVED_PROFILE_IDS_FROM + evseId;

/** A start this far back rules at once even at a station whose clock is late. */
const CLOCK_SLACK_MS = 3_600_000;

/** How far a composite schedule is asked for behind the instant that is looked at. */
const LOOK_S = 60;
const LONGEST_LOOK_S = 86_400;

export type SetLimit = Extract<StationOrder, { readonly command: { readonly type: 'SET_CHARGING_LIMIT' } }>;
export type ClearLimit = Extract<StationOrder, { readonly command: { readonly type: 'CLEAR_CHARGING_LIMIT' } }>;

export type Impossible = { readonly kind: 'impossible'; readonly detail: string };
type LimitTarget = { readonly kind: 'target'; readonly evseId: number; readonly profileId: number };
/** evseId 0: the whole station. fromS: when it begins to rule, in seconds from the command; 0: at once. */
export type LimitPlan = {
  readonly kind: 'plan';
  readonly evseId: number;
  readonly profile: ChargingProfile;
  readonly fromAt: Date | null;
  readonly fromS: number;
};

export const limitTargetOf = (order: SetLimit | ClearLimit): LimitTarget | Impossible => {
  if (order.command.parameters.sessionId === null) {
    return { kind: 'target', evseId: 0, profileId: limitProfileId(0) };
  }
  const evseId = order.sessionEvseId ?? order.command.evseId;
  if (evseId === null) return { kind: 'impossible', detail: 'the EVSE of the session is not known' };
  return { kind: 'target', evseId, profileId: limitProfileId(evseId) };
};

/** The profile that a limit becomes: TX on a session's transaction, else STATION_MAX. */
export const limitPlanOf = (order: SetLimit): LimitPlan | Impossible => {
  const target = limitTargetOf(order);
  if (target.kind === 'impossible') return target;
  const { sessionId, limitW, limitA, fromAt, untilAt } = order.command.parameters;
  if (sessionId !== null && order.transactionId === null) {
    return { kind: 'impossible', detail: 'the transaction of the session is not known' };
  }
  const limit = limitW ?? limitA;
  if (limit === null) return { kind: 'impossible', detail: 'the limit has no value' };
  const createdAt = order.command.createdAt;
  const future = fromAt !== null && fromAt.getTime() > createdAt.getTime();
  // A station maximum must be Absolute or Recurring (OCPP 2.0.1 part 2, K01.FR.38), which needs a start (K01.FR.40).
  const startAt = future ? fromAt : new Date(createdAt.getTime() - CLOCK_SLACK_MS);
  return {
    kind: 'plan',
    evseId: target.evseId,
    fromAt: future ? fromAt : null,
    fromS: future ? Math.ceil((fromAt.getTime() - createdAt.getTime()) / 1000) : 0,
    profile: {
      id: target.profileId,
      stackLevel: LIMIT_STACK_LEVEL,
      purpose: sessionId === null ? 'STATION_MAX' : 'TX',
      kind: 'ABSOLUTE',
      recurrency: null,
      validFromAt: future ? fromAt : null,
      validToAt: untilAt,
      schedule: {
        startAt,
        // Stations that overlook validTo still end with the schedule.
        durationS: untilAt === null ? null : Math.max(1, Math.ceil((untilAt.getTime() - startAt.getTime()) / 1000)),
        unit: limitW === null ? 'A' : 'W',
        minRate: null,
        periods: [{ startS: 0, limit: oneDecimal(limit), phases: null }],
      },
    },
  };
};

/** What the composite schedule allows offsetS after its start; null: no limit there. */
const limitInForce = (composite: CompositeSchedule, offsetS: number): number | null =>
  [...composite.periods]
    .sort((left, right) => left.startS - right.startS)
    .findLast((period) => period.startS <= offsetS)?.limit ?? null;

/** How far into the composite schedule the limit begins; its first second when it rules already. */
const offsetOf = (plan: LimitPlan, composite: CompositeSchedule): number => {
  if (plan.fromAt === null) return 0;
  const startAt = parseTimestamp(composite.startAt);
  return startAt === null ? plan.fromS : Math.max(0, Math.ceil((plan.fromAt.getTime() - startAt.getTime()) / 1000));
};

/**
 * Reads the composite schedule back after the station accepted a limit. The order is done either way; result:
 * confirmed: whether the station then allows no more than the limit (another profile may hold it lower); null when
 * it cannot be seen. readBack: the composite schedule, null when there is none. readBackFault: why confirmed is null.
 * more: what else the result says.
 */
export const confirmLimit = async (
  plan: LimitPlan,
  status: string,
  call: SendCall,
  ofVersion: (durationS: number) => {
    readonly request: object;
    readonly compositeOf: (answer: JsonObject) => CompositeSchedule;
  },
  more: JsonObject = {},
): Promise<StationAnswer> => {
  const profileId = plan.profile.id;
  const unseen = (readBackFault: string, readBack: CompositeSchedule | null = null): StationAnswer =>
    accepted(true, { status, profileId, ...more, confirmed: null, readBack, readBackFault });

  const durationS = plan.fromS + LOOK_S;
  if (durationS > LONGEST_LOOK_S) return unseen('begins_later');
  const { request, compositeOf } = ofVersion(durationS);
  const outcome = await callAgain(call, 'GetCompositeSchedule', request);
  if (outcome.kind !== 'result') return unseen(failure(outcome).kind);
  if (statusOf(outcome.payload) !== 'Accepted') return unseen(statusDetail(outcome.payload));

  const composite = compositeOf(outcome.payload);
  const { unit, periods } = plan.profile.schedule;
  if (composite.unit !== null && composite.unit !== unit) return unseen('other_unit', composite);
  const asked = periods[0]?.limit ?? 0;
  const allowed = limitInForce(composite, offsetOf(plan, composite));
  const confirmed = allowed !== null && allowed <= asked + 0.05;
  return accepted(true, { status, profileId, ...more, confirmed, readBack: composite });
};

/** An Unknown profile is as good as a cleared one: nothing limits any more. */
export const clearedLimit = (answer: JsonObject): StationAnswer => {
  const status = statusOf(answer);
  return status === 'Accepted' || status === 'Unknown'
    ? accepted(true, statusResult(answer))
    : rejected(statusDetail(answer), statusResult(answer));
};
