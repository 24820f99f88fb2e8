/** The contracts of one release, in a folder, and what of a change from one to the next breaks a client. */
import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { graphqlChanges } from './graphql-changes.ts';
import { changesOf, type Json } from './json-schema-changes.ts';
import { openapiChanges, resolveIn } from './openapi-changes.ts';

export type Contracts = {
  readonly openapi: Json;
  readonly graphql: string;
  /** By the type of the event. */
  readonly events: ReadonlyMap<string, Json>;
};

/** folder: with a slash at its end. */
export const readContracts = async (folder: URL): Promise<Contracts> => {
  const read = (path: string) => readFile(new URL(path, folder), 'utf8');
  const files = (await readdir(new URL('webhooks/', folder))).filter((name) => name.endsWith('.schema.json'));
  return {
    openapi: parse(await read('openapi/voltgate.yaml')),
    graphql: await read('schema.graphql'),
    events: new Map(
      await Promise.all(
        files.map(
          async (name): Promise<[string, Json]> => [
            name.replace(/\.schema\.json$/, ''),
            JSON.parse(await read(`webhooks/${name}`)),
          ],
        ),
      ),
    ),
  };
};

const eventChanges = (before: Contracts['events'], after: Contracts['events']): readonly string[] =>
  [...before].flatMap(([type, schema]) => {
    const now = after.get(type);
    if (now === undefined) return [`${type} is gone`];
    const comparison = {
      direction: 'answered',
      before: resolveIn(schema),
      after: resolveIn(now),
      seen: new Set<string>(),
    } as const;
    return changesOf(comparison, schema, now, type);
  });

/** Each with the face that it is on first. */
export const breakingChanges = async (before: Contracts, after: Contracts): Promise<readonly string[]> => {
  const all = [
    ...openapiChanges(before.openapi, after.openapi).map((change) => `REST: ${change}`),
    ...(await graphqlChanges(before.graphql, after.graphql)).map((change) => `GraphQL: ${change}`),
    ...eventChanges(before.events, after.events).map((change) => `Event: ${change}`),
  ];
  return [...new Set(all)].toSorted();
};
