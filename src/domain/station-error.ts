/** What a station says is wrong with it, in its own words and its vendor's. */
import { cutText } from './cut-text.ts';

export type StationError = {
  /** OCPP's code (1.6), or what tells of it in the device model (2.x: `Connector/Problem`); null: only the vendor's is told. */
  readonly code: string | null;
  /** The vendor's own code: 1.6 vendorErrorCode, 2.x techCode. */
  readonly vendorCode: string | null;
  readonly vendorId: string | null;
  /** In words: 1.6 info, 2.x techInfo. */
  readonly info: string | null;
  /** 2.1: from 0 (danger) to 9 (debug); null: not told. */
  readonly severity: number | null;
};

/** Something that a 2.x station says is wrong until it takes it back (NotifyEvent). */
export type StationAlert = {
  /** Component and variable that it is about, by which it is taken back. */
  readonly key: string;
  readonly error: StationError;
  /** Whether the place is out of order by it. */
  readonly faults: boolean;
  readonly sinceAt: Date;
};

/** OCPP 2.x techCode and 1.6 vendorErrorCode have 50 characters, techInfo 500, vendorId 255: what is longer is cut. */
const LONGEST = { code: 120, vendorCode: 50, vendorId: 255, info: 500 } as const;

const wordsOf = (text: string | null | undefined, longest: number): string | null => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : cutText(trimmed, longest);
};

/** The error with its texts in bounds; null: nothing is told. */
export const stationError = (told: Partial<StationError>): StationError | null => {
  const error: StationError = {
    code: wordsOf(told.code, LONGEST.code),
    vendorCode: wordsOf(told.vendorCode, LONGEST.vendorCode),
    vendorId: wordsOf(told.vendorId, LONGEST.vendorId),
    info: wordsOf(told.info, LONGEST.info),
    severity: told.severity ?? null,
  };
  return error.code === null && error.vendorCode === null && error.info === null ? null : error;
};

/** Where an error has one code alone (`error_code`): behind OtherError stands the vendor's own (OCPP 1.6 ChargePointErrorCode). */
export const codeOfError = (error: StationError | null): string | null => {
  if (error === null) return null;
  return error.code === 'OtherError' ? (error.vendorCode ?? error.code) : error.code;
};

/** What was stored, or told, with a code alone. */
export const errorOfCode = (code: string | null): StationError | null =>
  code === null ? null : stationError({ code });

/** The shortest that says what it is: a code of either kind, else the words. */
export const errorInShort = (error: StationError | null): string | null =>
  codeOfError(error) ?? error?.vendorCode ?? error?.info ?? null;

export const sameError = (one: StationError | null, other: StationError | null): boolean =>
  one === other ||
  (one !== null &&
    other !== null &&
    one.code === other.code &&
    one.vendorCode === other.vendorCode &&
    one.vendorId === other.vendorId &&
    one.info === other.info &&
    one.severity === other.severity);
