/**
 * What a command is told, as data: from it follow its parameters' type, how the inputs of a face become parameters
 * (services/api/command-input.ts), and what callers are shown of them (outside.ts).
 */

/** What a field names; whoever checks, looks up or shows that finds it by this, whatever the command. */
export type Named = 'evse' | 'connector' | 'session' | 'token';

export type Field<T = unknown> = {
  readonly kind: 'value' | 'instant' | 'object' | 'list';
  /** What it is when the caller leaves it out or says null; absent: the contracts ask for it. */
  readonly fallback?: T;
  /** Callers' name of it in camelCase, where it is not the record's own. */
  readonly outside?: string;
  readonly names?: Named;
  /** Of an EVSE: left out, the station's only one is meant; else it stands for the whole station, or any EVSE of it. */
  readonly orOnly?: true;
  /** Of an object, or of each item of a list. */
  readonly fields?: Fields;
  /** Never there: it carries the type. */
  readonly holds?: T;
};

export type Fields = { readonly [name: string]: Field };

/** The record that fields describe. */
export type RecordOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

type FieldsOf<T> = { readonly [K in keyof T]-?: Field<T[K]> };

export const required = <T>(): Field<T> => ({ kind: 'value' });
export const optional = <T>(): Field<T | null> => ({ kind: 'value', fallback: null });
export const orElse = <T>(fallback: T): Field<T> => ({ kind: 'value', fallback });
export const optionalInstant = (): Field<Date | null> => ({ kind: 'instant', fallback: null });
export const object = <T>(fields: FieldsOf<T>): Field<T> => ({ kind: 'object', fields });
export const list = <T>(fields: FieldsOf<T>): Field<readonly T[]> => ({ kind: 'list', fields });

/** Under another name outside. */
export const named = <T>(outside: string, field: Field<T>): Field<T> => ({ ...field, outside });

/** An EVSE by its number on the station, and one connector of it. */
export const evse: Field<number | null> = { ...optional<number>(), names: 'evse' };
export const connector: Field<number | null> = { ...optional<number>(), names: 'connector' };
/** The one EVSE of a station that has no other need not be named. */
export const anyEvse: Field<number | null> = { ...evse, orOnly: true };
export const requiredEvse: Field<number> = { ...required<number>(), names: 'evse', orOnly: true };
export const firstConnector: Field<number> = { ...orElse(1), names: 'connector' };

/** A session by our id of it: its station is the command's. */
export const session: Field<string | null> = { ...optional<string>(), names: 'session' };
export const requiredSession: Field<string> = { ...required<string>(), names: 'session' };
