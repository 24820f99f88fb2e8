/** Commands' inputs as REST takes them, for other faces: checked by the description, and read by the declarations. */
import { COMMAND_TYPES, type CommandType } from '../domain/commands/commands.ts';
import { operationOf } from '../domain/commands/names.ts';
import { DomainError } from '../domain/error.ts';
import type { CommandRequest } from '../services/api/commands.ts';
import { inputOf } from './command.ts';
import { operationsOf, readDescription } from './description.ts';
import { createRequestChecks } from './request-checks.ts';
import { RequestFault } from './request-fault.ts';

export type CommandInputs = {
  /** `station_id?, evse_id?, token`: a ? may be left out. */
  readonly describe: (type: CommandType) => string;
  /** Throws DomainError('invalid_request') with all that is wrong. */
  readonly read: (type: CommandType, input: Readonly<Record<string, unknown>>) => CommandRequest;
};

export const createCommandInputs = (): CommandInputs => {
  const description = readDescription();
  const checkOf = createRequestChecks(description);
  const operations = new Map(operationsOf(description).map((operation) => [operation.operationId, operation]));
  const described = new Map(
    COMMAND_TYPES.map((type) => {
      const operation = operations.get(operationOf(type));
      if (operation === undefined) throw new Error(`openapi/ does not describe ${type}.`);
      return [type, operation];
    }),
  );
  const known = (type: CommandType) => described.get(type) ?? [...described.values()][0];

  const describe = (type: CommandType): string => {
    const [body] = known(type)?.bodies.values() ?? [];
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
    describe,
    read: (type, input) => {
      const operation = known(type);
      // What the check fills in must not change what the caller keeps.
      const body = structuredClone(input);
      try {
        if (operation !== undefined) {
          const headers = { 'content-type': 'application/json' };
          checkOf(operation)({ url: operation.path, query: {}, headers, params: {}, body });
        }
      } catch (error) {
        throw error instanceof RequestFault ? refused(error, type) : error;
      }
      return inputOf(type, body, { idempotencyKey: null, traceparent: null });
    },
  };
};
