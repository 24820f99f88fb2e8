/** What of a change of an OpenAPI 3.1 description breaks a client. */
import { type Comparison, changesOf, type Direction, isJson, type Json, type Resolve } from './json-schema-changes.ts';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];

const objectAt = (json: Json, name: string): Json => {
  const value = json[name];
  return isJson(value) ? value : {};
};

const listAt = (json: Json, name: string): readonly unknown[] => {
  const value = json[name];
  return Array.isArray(value) ? value : [];
};

/** By JSON pointer, within the document itself. */
export const resolveIn =
  (document: Json): Resolve =>
  (reference) => {
    const names = reference.replace(/^#\//, '').split('/');
    const found = names.reduce<unknown>((value, name) => (isJson(value) ? value[name] : undefined), document);
    if (!isJson(found)) throw new Error(`There is no ${reference}.`);
    return { name: names.at(-1) ?? reference, schema: found };
  };

type Parameter = { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Json };

const plain = (value: unknown, resolve: Resolve): Json => {
  if (!isJson(value)) return {};
  return typeof value.$ref === 'string' ? plain(resolve(value.$ref).schema, resolve) : value;
};

const parametersOf = (item: Json, operation: Json, resolve: Resolve): ReadonlyMap<string, Parameter> =>
  new Map(
    [...listAt(item, 'parameters'), ...listAt(operation, 'parameters')].map((given) => {
      const parameter = plain(given, resolve);
      const [name, place] = [String(parameter.name), String(parameter.in)];
      return [
        `${place} ${name}`,
        { name, in: place, required: parameter.required === true, schema: objectAt(parameter, 'schema') },
      ];
    }),
  );

const scopesOf = (operation: Json): readonly string[] =>
  listAt(operation, 'security')
    .flatMap((requirement) => (isJson(requirement) ? Object.values(requirement).flat() : []))
    .map(String);

/** Both sides of one thing, and what resolves their references. */
type Sides = { readonly before: Json; readonly after: Json };

export const openapiChanges = (before: Json, after: Json): readonly string[] => {
  const [resolveBefore, resolveAfter] = [resolveIn(before), resolveIn(after)];
  const comparisons: Readonly<Record<Direction, Comparison>> = {
    sent: { direction: 'sent', before: resolveBefore, after: resolveAfter, seen: new Set() },
    answered: { direction: 'answered', before: resolveBefore, after: resolveAfter, seen: new Set() },
  };

  const contentChanges = (direction: Direction, sides: Sides, at: string): readonly string[] => {
    const [had, has] = [objectAt(sides.before, 'content'), objectAt(sides.after, 'content')];
    return Object.keys(had).flatMap((mediaType) => {
      if (!Object.hasOwn(has, mediaType)) return [`${at} is ${mediaType} no more`];
      const [one, other] = [objectAt(objectAt(had, mediaType), 'schema'), objectAt(objectAt(has, mediaType), 'schema')];
      return changesOf(comparisons[direction], one, other, at);
    });
  };

  const parameterChanges = (items: Sides, { before: was, after: is }: Sides, at: string): readonly string[] => {
    const had = parametersOf(items.before, was, resolveBefore);
    const has = parametersOf(items.after, is, resolveAfter);
    const kept = [...had].flatMap(([key, parameter]) => {
      const now = has.get(key);
      if (now === undefined) return [`${at} takes no ${key} any more`];
      const needed = now.required && !parameter.required ? [`${at} ${key} is needed`] : [];
      return [...needed, ...changesOf(comparisons.sent, parameter.schema, now.schema, `${at} ${key}`)];
    });
    const added = [...has].filter(([key, { required }]) => required && !had.has(key));
    return [...kept, ...added.map(([key]) => `${at} ${key} is needed`)];
  };

  const bodyChanges = ({ before: was, after: is }: Sides, at: string): readonly string[] => {
    const [one, other] = [plain(was.requestBody, resolveBefore), plain(is.requestBody, resolveAfter)];
    const needed = other.required === true && one.required !== true ? [`${at} body is needed`] : [];
    if (was.requestBody === undefined) return needed;
    if (is.requestBody === undefined) return [`${at} takes no body any more`];
    return [...needed, ...contentChanges('sent', { before: one, after: other }, `${at} body`)];
  };

  const answerChanges = ({ before: was, after: is }: Sides, at: string): readonly string[] => {
    const [had, has] = [objectAt(was, 'responses'), objectAt(is, 'responses')];
    return Object.keys(had).flatMap((status) => {
      const [one, other] = [plain(had[status], resolveBefore), plain(has[status], resolveAfter)];
      // Which refusals there are is no promise; each is a problem of the one shape.
      if (!/^[23]/.test(status)) return [];
      if (!Object.hasOwn(has, status)) return [`${at} answers no ${status} any more`];
      const headers = Object.keys(objectAt(one, 'headers')).filter(
        (name) => !Object.hasOwn(objectAt(other, 'headers'), name),
      );
      return [
        ...headers.map((name) => `${at} ${status} has no ${name} any more`),
        ...contentChanges('answered', { before: one, after: other }, `${at} ${status}`),
      ];
    });
  };

  const scopeChanges = ({ before: was, after: is }: Sides, at: string): readonly string[] => {
    const had = scopesOf(was);
    return scopesOf(is)
      .filter((scope) => !had.includes(scope))
      .map((scope) => `${at} needs ${scope}`);
  };

  const pathChanges = ([path, item]: readonly [string, unknown]): readonly string[] => {
    if (!isJson(item)) return [];
    const itemNow = objectAt(objectAt(after, 'paths'), path);
    return METHODS.filter((method) => isJson(item[method])).flatMap((method) => {
      const at = `${method.toUpperCase()} ${path}`;
      if (!isJson(itemNow[method])) return [`${at} is gone`];
      const sides: Sides = { before: objectAt(item, method), after: objectAt(itemNow, method) };
      return [
        ...parameterChanges({ before: item, after: itemNow }, sides, at),
        ...bodyChanges(sides, at),
        ...answerChanges(sides, at),
        ...scopeChanges(sides, at),
      ];
    });
  };

  /** What is sent to receivers is read by them, as an answer is. */
  const webhookChanges = ([name, item]: readonly [string, unknown]): readonly string[] => {
    const itemNow = objectAt(objectAt(after, 'webhooks'), name);
    if (!isJson(item) || !isJson(item.post)) return [];
    if (!isJson(itemNow.post)) return [`webhook ${name} is gone`];
    const sides = {
      before: plain(item.post.requestBody, resolveBefore),
      after: plain(itemNow.post.requestBody, resolveAfter),
    };
    return contentChanges('answered', sides, `webhook ${name}`);
  };

  return [
    ...Object.entries(objectAt(before, 'paths')).flatMap(pathChanges),
    ...Object.entries(objectAt(before, 'webhooks')).flatMap(webhookChanges),
  ];
};
