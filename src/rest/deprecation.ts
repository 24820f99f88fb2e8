/**
 * Tells a client that what it uses is on its way out, by what the description says of it.
 * @see RFC 9745 (Deprecation), RFC 8594 (Sunset)
 */
import type { RequestHandler } from 'express';
import { type Deprecation, type DescribedOperation, deprecationOf } from './description.ts';
import { matchedOf } from './request.ts';

/** What of a request can be deprecated beside its operation: query parameters and fields of its body, by their names. */
type Parts = {
  readonly query: readonly (readonly [name: string, Deprecation])[];
  readonly body: readonly (readonly [name: string, Deprecation])[];
};

const partsOf = ({ operationId, parameters, bodies }: DescribedOperation): Parts => {
  const found = (name: string, described: Parameters<typeof deprecationOf>[0]) => {
    const deprecation = deprecationOf(described, `${name} of ${operationId}`);
    return deprecation === null ? [] : [[name, deprecation] as const];
  };
  const fields = [...bodies.values()].flatMap(({ properties = {} }) => Object.entries(properties));
  return {
    query: parameters
      .filter((parameter) => parameter.in === 'query')
      .flatMap((parameter) => found(parameter.name, parameter)),
    body: fields.flatMap(([name, field]) => found(name, field)),
  };
};

const earliest = (dates: readonly Date[]): number => Math.min(...dates.map((date) => date.getTime()));

/** What goes first says when. */
const headersOf = (deprecations: readonly Deprecation[]): Readonly<Record<string, string>> => ({
  Deprecation: `@${earliest(deprecations.map(({ deprecatedAt }) => deprecatedAt)) / 1000}`,
  Sunset: new Date(earliest(deprecations.map(({ sunsetAt }) => sunsetAt))).toUTCString(),
});

/** Behind the check, which finds the operation. Throws an Error for a description that says half of it. */
export const createDeprecations = (operations: readonly DescribedOperation[]): RequestHandler => {
  const parts = new Map(operations.map((operation) => [operation.operationId, partsOf(operation)]));
  return ({ query, body }, response, next) => {
    const operation = matchedOf(response)?.operation;
    const { query: parameters = [], body: fields = [] } = parts.get(operation?.operationId ?? '') ?? {};
    const isObject = typeof body === 'object' && body !== null;
    const used = [
      ...(operation?.deprecation ? [operation.deprecation] : []),
      ...parameters.filter(([name]) => Object.hasOwn(query, name)).map(([, deprecation]) => deprecation),
      ...(isObject ? fields.filter(([name]) => Object.hasOwn(body, name)).map(([, deprecation]) => deprecation) : []),
    ];
    if (used.length > 0) response.set(headersOf(used));
    next();
  };
};
