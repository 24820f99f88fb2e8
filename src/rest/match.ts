/** Which operation of the description a request asks for. */
import type { DescribedOperation } from './description.ts';
import { RequestFault } from './request-fault.ts';

export type Matched = {
  readonly operation: DescribedOperation;
  /** Of its path, decoded. */
  readonly params: Readonly<Record<string, string>>;
};

type Path = {
  readonly path: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly byMethod: ReadonlyMap<string, DescribedOperation>;
};

const pathOf = (path: string, operations: readonly DescribedOperation[]): Path => ({
  path,
  pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '([^/]+)')}/?$`, 'i'),
  names: [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []),
  byMethod: new Map(operations.map((operation) => [operation.method.toUpperCase(), operation])),
});

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new RequestFault(400, "malformed uri'");
  }
};

/** Whether it is a fixed path where the other has its parameters, as `/commands/START_SESSION` beside `/commands/{id}`. */
const isOneOf = (path: string, general: string): boolean => {
  const [own, others] = [path.split('/'), general.split('/')];
  return (
    own.length === others.length && own.every((part, at) => part === others[at] || others[at]?.startsWith('{') === true)
  );
};

const unknownName = (method: string, name: string, known: readonly string[]): RequestFault =>
  new RequestFault(404, `There is no ${name} to ${method} here. Those known: ${known.join(', ')}.`);

/**
 * operations: fixed paths before those with a parameter. Letter case and a slash at the end make no difference.
 * Throws RequestFault: 404 when there is no such path, 405 when it takes other methods. A path that has a method only under
 * fixed names in the place of its parameter is a 404 that names those.
 */
export const createMatch = (operations: readonly DescribedOperation[]) => {
  const paths = new Map(
    [...Map.groupBy(operations, ({ path }) => path)].map(([path, each]) => [path, pathOf(path, each)]),
  );
  const look = (path: string): Path | undefined => [...paths.values()].find(({ pattern }) => pattern.test(path));

  /** Under a fixed path that has others, as `/commands/bulk`: it names those. */
  const nothingAt = (method: string, path: string): RequestFault => {
    const above = path.slice(0, path.lastIndexOf('/') + 1);
    const known = operations
      .filter((other) => other.method.toUpperCase() === method && other.path.startsWith(above))
      .map((other) => other.path.slice(above.length));
    return above.split('/').length > 3 && known.length > 1 && known.every((name) => /^[^/{]+$/.test(name))
      ? unknownName(method, path.slice(above.length), known)
      : new RequestFault(404, 'not found');
  };

  return (method: string, path: string): Matched => {
    // Nearly all say a fixed path as the description does; the others are looked for one by one.
    const found = path.includes('{') ? look(path) : (paths.get(path) ?? look(path));
    if (found === undefined) throw nothingAt(method, path);
    const values = found.names.length === 0 ? [] : (found.pattern.exec(path) ?? []).slice(1).map(decoded);
    const operation = found.byMethod.get(method);
    if (operation === undefined) {
      const named = operations.filter(
        (other) => other.method.toUpperCase() === method && isOneOf(other.path, found.path),
      );
      if (named.length > 0) {
        const known = named.map((other) => other.path.split('/').at(-1) ?? '');
        throw unknownName(method, values.at(-1) ?? '', known);
      }
      const headers = { Allow: [...found.byMethod.keys()].join(', ') };
      throw new RequestFault(405, `${method} method not allowed`, { headers });
    }
    return { operation, params: Object.fromEntries(found.names.map((name, index) => [name, values[index] ?? ''])) };
  };
};
