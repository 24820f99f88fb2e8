/** What a frame carries, read when somebody looks at it. */
import type { JsonValue } from '../../domain/json.ts';
import type { OcppMessage } from '../../domain/ocpp-message.ts';

/** The payload of a call or an answer, the details of an error; null: none, or the frame cannot be read or was cut. */
export const payloadOf = ({ kind, text, isCut }: Pick<OcppMessage, 'kind' | 'text' | 'isCut'>): JsonValue => {
  if (text === null || isCut || kind === 'UNREADABLE' || kind === 'GAP') return null;
  try {
    const parts: JsonValue = JSON.parse(text);
    if (!Array.isArray(parts)) return null;
    const at = kind === 'CALL' || kind === 'SEND' ? 3 : kind === 'RESULT' ? 2 : 4;
    return parts[at] ?? null;
  } catch {
    // A frame that held what could not be cleaned is not kept as JSON.
    return null;
  }
};
