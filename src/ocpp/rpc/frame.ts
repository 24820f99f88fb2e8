/** Reads and writes the JSON array that carries every OCPP-J message. */
import { cutText } from '../../domain/cut-text.ts';
import type { JsonObject } from '../../domain/json.ts';
import { isJsonObject } from '../payload.ts';

/** Why a frame cannot be read. */
export type FrameFaultReason =
  | 'not_json'
  | 'not_an_array'
  | 'bad_message_type'
  | 'bad_id'
  | 'wrong_length'
  | 'bad_action'
  | 'bad_error_code'
  | 'payload_not_an_object'
  | 'payload_too_deep';

/** A frame that cannot be read, with what could still be told of it. */
export type FrameFault = {
  readonly kind: 'fault';
  readonly reason: FrameFaultReason;
  /** The message type number, when it is a known one. */
  readonly messageType: number | null;
  /** The message id, when it is a right one. */
  readonly id: string | null;
};

/** CALL (2), and SEND (6) of OCPP 2.1. */
export type CallFrame = {
  readonly kind: 'call' | 'send';
  readonly id: string;
  readonly action: string;
  readonly payload: JsonObject;
};

export type ResultFrame = { readonly kind: 'result'; readonly id: string; readonly payload: JsonObject };

/** CALLERROR (4), and CALLRESULTERROR (5) of OCPP 2.1. */
export type ErrorFrame = {
  readonly kind: 'error' | 'result_error';
  readonly id: string;
  readonly code: string;
  readonly description: string;
  readonly details: JsonObject;
};

export type Frame = CallFrame | ResultFrame | ErrorFrame | FrameFault;

/** What the two sides agreed to understand. */
export type FrameDialect = {
  /** OCPP 2.1: SEND (6). */
  readonly send: boolean;
  /** OCPP 2.1: CALLRESULTERROR (5). */
  readonly resultErrors: boolean;
  /** In characters; the specifications say 36 (OCPP 2.0.1 part 4, 4.1.4). */
  readonly maxIdLength: number;
};

const CALL = 2;
const RESULT = 3;
const ERROR = 4;
const RESULT_ERROR = 5;
const SEND = 6;

/** OCPP 2.0.1 part 4, 4.2.3. */
const MAX_DESCRIPTION_LENGTH = 255;

/**
 * Levels of lists and objects within a frame. No schema has more than ten, but what is free in form (DataTransfer, customData)
 * could have thousands, over which JSON.stringify and others that recurse run out of stack.
 */
const MAX_DEPTH = 64;

const isDeeperThan = (levels: number, value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Array.isArray(value) ? value : Object.values(value))
    if (isDeeperThan(levels - 1, inner)) return true;
  return false;
};

const fault = (reason: FrameFaultReason, messageType: number | null, id: string | null): FrameFault => ({
  kind: 'fault',
  reason,
  messageType,
  id,
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The caller counts and logs the fault; the parser's own words add nothing to it.
    return undefined;
  }
};

/**
 * Reads one text frame. Never throws: what cannot be read is a fault.
 *
 * A null payload is an empty one in all versions (OCPP-J 1.6, 4.2.1; OCPP 2.0.1 part 4, 4.1.5).
 * A CALLERROR may lack its description and details: there are stations that leave them out.
 * @see OCPP 2.0.1 Part 4, 4.2
 */
export const parseFrame = (text: string, dialect: FrameDialect): Frame => {
  const parts = parseJson(text);
  if (parts === undefined) return fault('not_json', null, null);
  if (!Array.isArray(parts)) return fault('not_an_array', null, null);
  const array: readonly unknown[] = parts;

  const rawId = array[1];
  const id = typeof rawId === 'string' && rawId !== '' && rawId.length <= dialect.maxIdLength ? rawId : null;
  const type = array[0];
  const known =
    type === CALL ||
    type === RESULT ||
    type === ERROR ||
    (type === RESULT_ERROR && dialect.resultErrors) ||
    (type === SEND && dialect.send);
  if (!known) return fault('bad_message_type', null, id);
  if (id === null) return fault('bad_id', type, null);
  if (isDeeperThan(MAX_DEPTH, array)) return fault('payload_too_deep', type, id);

  switch (type) {
    case CALL:
    case SEND: {
      if (array.length !== 4) return fault('wrong_length', type, id);
      const action = array[2];
      if (typeof action !== 'string' || action === '') return fault('bad_action', type, id);
      const payload = array[3] === null ? {} : array[3];
      if (!isJsonObject(payload)) return fault('payload_not_an_object', type, id);
      return { kind: type === CALL ? 'call' : 'send', id, action, payload };
    }
    case RESULT: {
      if (array.length < 3) return fault('wrong_length', type, id);
      const payload = array[2] === null ? {} : array[2];
      if (!isJsonObject(payload)) return fault('payload_not_an_object', type, id);
      return { kind: 'result', id, payload };
    }
    default: {
      const code = array[2];
      if (typeof code !== 'string') return fault('bad_error_code', type, id);
      return {
        kind: type === ERROR ? 'error' : 'result_error',
        id,
        code,
        description: typeof array[3] === 'string' ? array[3] : '',
        details: isJsonObject(array[4]) ? array[4] : {},
      };
    }
  }
};

export const callText = (id: string, action: string, payload: object): string =>
  JSON.stringify([CALL, id, action, payload]);

export const resultText = (id: string, payload: object): string => JSON.stringify([RESULT, id, payload]);

const cut = (description: string): string => cutText(description, MAX_DESCRIPTION_LENGTH);

/** A CALLERROR; the description is cut to 255 characters. */
export const errorText = (id: string, code: string, description: string, details: object): string =>
  JSON.stringify([ERROR, id, code, cut(description), details]);

/** A CALLRESULTERROR of OCPP 2.1; the description is cut to 255 characters. */
export const resultErrorText = (id: string, code: string, description: string, details: object): string =>
  JSON.stringify([RESULT_ERROR, id, code, cut(description), details]);
