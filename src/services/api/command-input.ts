/** From the input of any face to a command's request, by the declaration of its type: written once for all of them. */
import { COMMAND_TYPES, type CommandType, fieldsOf } from '../../domain/commands/commands.ts';
import type { Field, Fields } from '../../domain/commands/fields.ts';
import { takesEvse } from '../../domain/commands/naming.ts';
import { traceparentOf } from '../../domain/traceparent.ts';
import type { CommandRequest } from './commands.ts';

/** How a face writes what the declarations say. Its contract has checked the input: what it asks for is there. */
export type FaceInput = {
  /** A name that is in camelCase. */
  readonly spell: (name: string) => string;
  /** pointer: to the value, by the face's names. Throws DomainError('invalid_request') for what is no instant. */
  readonly instant: (value: unknown, pointer: string) => Date | null;
};

type Input = Readonly<Record<string, unknown>>;
type Read = (value: unknown, pointer: string) => unknown;
type ReadAll = (input: Input, pointer: string) => Record<string, unknown>;

const readsOf = (fields: Fields, face: FaceInput): ReadAll => {
  const reads = Object.entries(fields).map(([name, field]) => {
    const outside = face.spell(field.outside ?? name);
    return { name, outside, read: readOf(field, face) };
  });
  return (input, pointer) =>
    Object.fromEntries(reads.map(({ name, outside, read }) => [name, read(input[outside], `${pointer}/${outside}`)]));
};

const readOf = ({ kind, fallback, fields = {} }: Field, face: FaceInput): Read => {
  const inner = readsOf(fields, face);
  return (value, pointer) => {
    if (value === undefined || value === null) return fallback;
    if (kind === 'instant') return face.instant(value, pointer);
    if (kind === 'object') return inner(value as Input, pointer);
    if (kind === 'list') return (value as readonly Input[]).map((item, index) => inner(item, `${pointer}/${index}`));
    return value;
  };
};

/** What a face's request says beside the command's input. */
export type Beside = { readonly idempotencyKey: string | null; readonly traceparent: string | null | undefined };

/** The request that a face's input makes. Every type takes stationId and expiresInS beside its parameters, and evseUid where it names an EVSE. */
export const createCommandInput = (
  face: FaceInput,
): ((type: CommandType, input: Input, beside: Beside) => CommandRequest) => {
  const reads = new Map(COMMAND_TYPES.map((type) => [type, readsOf(fieldsOf(type), face)]));
  const [stationId, evseUid, expiresInS] = [face.spell('stationId'), face.spell('evseUid'), face.spell('expiresInS')];
  return (type, input, { idempotencyKey, traceparent: header }) => {
    const traceparent = traceparentOf(header);
    return {
      type,
      stationId: input[stationId] ?? null,
      ...(takesEvse(type) && typeof input[evseUid] === 'string' ? { evseUid: input[evseUid] } : {}),
      parameters: reads.get(type)?.(input, ''),
      expiresInS: input[expiresInS] ?? null,
      idempotencyKey,
      ...(traceparent === null ? {} : { traceparent }),
    } as unknown as CommandRequest;
  };
};
