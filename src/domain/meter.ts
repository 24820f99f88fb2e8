import type { JsonValue } from './json.ts';

/** One value of a reading, as the station said it; the raw text is kept whatever it is. */
export type SampledValue = {
  /** Number when it is one; null for signed data or an unreadable value. */
  readonly value: number | null;
  readonly raw: JsonValue;
  /** OCPP measurand; Energy.Active.Import.Register when the station left it out. */
  readonly measurand: string;
  /** After normalising: Wh, W, A, V, Percent, … ; the station's own text for what we don't know. */
  readonly unit: string | null;
  readonly context: string;
  readonly phase: string | null;
  readonly location: string | null;
  /** OCMF, EDL or other signed text, kept whole. */
  readonly signedData: JsonValue | null;
};

/** What a meter showed at one instant. */
export type MeterReading = {
  readonly sampledAt: Date;
  readonly values: readonly SampledValue[];
};

/** A reading in the store. The key makes storing it twice the same as once. */
export type StoredReading = MeterReading & {
  readonly sessionId: string;
  readonly stationId: string;
  /** Hash of instant and values, the same for a replayed message. */
  readonly key: string;
  readonly receivedAt: Date;
};
