/** Commands' inputs as REST takes them, for other faces: checked by the description, and read by the declarations. */
import { COMMAND_TYPES, type CommandType } from '../domain/commands/commands.ts';
import { operationOf } from '../domain/commands/names.ts';
import { DomainError } from '../domain/error.ts';
import type { CommandRequest } from '../services/api/commands.ts';
import { inputOf } from './command.ts';
import { RequestFault } from './request-fault.ts';
import type { Validation } from './validation.ts';

export type CommandInputs = {
  /** Throws DomainError('invalid_request') with all that is wrong. */
  readonly read: (type: CommandType, input: Readonly<Record<string, unknown>>) => CommandRequest;
};

export const createCommandInputs = ({
  operations,
  checkOf,
}: Pick<Validation, 'operations' | 'checkOf'>): CommandInputs => {
  const byId = new Map(operations.map((operation) => [operation.operationId, operation]));
  const described = (type: CommandType) => {
    const operation = byId.get(operationOf(type));
    if (operation === undefined) throw new Error(`openapi/ does not describe ${type}.`);
    return operation;
  };
  // What one would only find out by an agent's asking, the start does.
  COMMAND_TYPES.forEach(described);

  /** `station_id?, evse_id?, token`: a ? may be left out. */
  const describe = (type: CommandType): string => {
    const [body] = described(type).bodies.values();
    const { properties = {}, required = [] } = (body ?? {}) as { properties?: object; required?: readonly string[] };
    return Object.keys(properties)
      .map((name) => (required.includes(name) ? name : `${name}?`))
      .join(', ');
  };

  const refused = ({ message, errors }: RequestFault, type: CommandType): DomainError => {
    const faults = errors.map((fault) => ({
      pointer: fault.path.replace(/^\/body(?=\/|$)/, '/input'),
      detail: fault.message,
    }));
    const first = faults[0] === undefined ? message : `${faults[0].pointer} ${faults[0].detail}`;
    return new DomainError('invalid_request', { detail: `${first}. ${type} takes ${describe(type)}.`, faults });
  };

  return {
    read: (type, input) => {
      const operation = described(type);
      // What the check fills in must not change what the caller keeps.
      const body = structuredClone(input);
      try {
        const headers = { 'content-type': 'application/json' };
        checkOf(operation)({ url: operation.path, query: {}, headers, params: {}, body });
      } catch (error) {
        throw error instanceof RequestFault ? refused(error, type) : error;
      }
      return inputOf(type, body, { idempotencyKey: null, traceparent: null });
    },
  };
};
