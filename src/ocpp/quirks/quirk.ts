/** The shape of a vendor's quirk: data of one product line, in its own file under products/. */
import type { JsonObject } from '../../domain/json.ts';

/** Changes one message of a station, as its vendor meant it. It never changes the payload that it is given. */
export type Transform = (action: string, payload: JsonObject) => JsonObject;

/** Patterns are tried on the whole text of the last BootNotification; null fits all, also what was not told. */
export type Quirk = {
  readonly vendor: RegExp | null;
  readonly model: RegExp | null;
  readonly firmware: RegExp | null;
  /** Where it was seen: a public report, or who captured the frames and when. */
  readonly source: string;
  readonly transforms: readonly Transform[];
};
