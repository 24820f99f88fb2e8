/** What the versions share in charging schedules. */
import type { JsonValue } from '../domain/json.ts';
import { integerOf, listOf, numberOf, objectOf } from './payload.ts';

/** A station's answer on what rules it now, in our shape. evseId null: the whole station. startAt as the station wrote it. */
export type CompositeSchedule = {
  readonly evseId: number | null;
  readonly startAt: string | null;
  readonly durationS: number | null;
  readonly unit: string | null;
  readonly periods: readonly CompositePeriod[];
};

/** limit null: the period sets none, as OCPP 2.1 may (setpoints, for example). */
export type CompositePeriod = {
  readonly startS: number;
  readonly limit: number | null;
  readonly phases: number | null;
  readonly [more: string]: JsonValue;
};

export const periodsOf = (periods: unknown): readonly CompositePeriod[] =>
  listOf(periods)
    .map(objectOf)
    .map((period) => ({
      startS: integerOf(period.startPeriod) ?? 0,
      limit: numberOf(period.limit),
      phases: integerOf(period.numberPhases),
    }));

/** One digit behind the point, as OCPP asks of rates, and never more than was asked for. */
export const oneDecimal = (rate: number): number => Math.floor(rate * 10 + 1e-6) / 10;
