/** One name for one thing: what REST calls it in snake_case GraphQL calls it in camelCase; what is otherwise stands here. */
import { getNamedType, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graphql/schema.ts';
import { type DescribedOperation, operationsOf, readDescription } from '../../src/rest/description.ts';
import { createShapes } from './support/edges.ts';

type Otherwise = { readonly rest?: string; readonly graphql?: string };

/** Objects, by their name on both faces. */
const OBJECTS: Readonly<Record<string, Otherwise>> = {
  // Of a search: GraphQL has it at the edge.
  Location: { rest: 'distance_m' },
  Station: { rest: 'problem_count' },
  StationConfiguration: { rest: 'station_id' },
  // REST has it of an EVSE that is shown by itself: EvseRecord.
  Evse: { graphql: 'stationId countryCode partyId' },
  // REST's data are the object; GraphQL links to it.
  Event: { rest: 'data', graphql: 'locationId stationId sessionId details' },
  // GraphQL has the object in one field and the secret in another.
  ClientWithSecret: {},
  SandboxWithSecret: { rest: 'id version name client_id stations created_at last_updated' },
};
/** Inputs, by REST's operation. */
const INPUTS: Readonly<Record<string, Otherwise>> = {
  // null is the only value that REST takes, and GraphQL cannot tell it from what is left out.
  putStation: { rest: 'replaced_by', graphql: 'inUseAgain' },
  // REST has these in PATCH.
};
/** By what GraphQL names the object that REST has in the path. */
const KEYS = 'id uid stationId countryCode partyId action'.split(' ');

const description = readDescription();
const operations = operationsOf(description);
const schema = createSchema();
const { withNames } = createShapes(description.components.schemas);

const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_, next: string) => next.toUpperCase());
const words = (text = ''): readonly string[] => text.split(' ').filter((word) => word !== '');
const propertiesOf = (given: unknown): readonly string[] =>
  Object.keys((withNames(given, (name) => name).properties ?? {}) as object);
const fieldsOf = (name: string) => {
  const type = schema.getType(name);
  return isObjectType(type) || isInputObjectType(type) ? Object.values(type.getFields()) : null;
};
/** What one face has that the other has not, both by REST's and GraphQL's own names. */
const apart = (properties: readonly string[], fields: readonly string[]) => ({
  rest: properties.filter((name) => !fields.includes(camelCase(name))),
  graphql: fields.filter((name) => !properties.some((property) => camelCase(property) === name)),
});
const told = ({ rest, graphql }: Otherwise) => ({ rest: words(rest), graphql: words(graphql) });

const objects = Object.entries(description.components.schemas).flatMap(([name, part]) => {
  const fields = fieldsOf(name);
  return fields === null || propertiesOf(part).length === 0 ? [] : [{ name, properties: propertiesOf(part), fields }];
});

describe('an object', () => {
  it.each(objects.map((one) => [one.name, one] as const))('%s has the same fields on both faces', (name, one) => {
    const links = one.fields.filter(({ type }) => isObjectType(getNamedType(type))).map((field) => field.name);
    const { rest, graphql } = apart(
      one.properties,
      one.fields.map((field) => field.name),
    );
    // To objects that REST names by their ids.
    const own = graphql.filter((field) => !links.includes(field));
    expect({ rest, graphql: own }).toEqual(told(OBJECTS[name] ?? {}));
  });

  it('is compared, and each exception is one', () => {
    expect(objects.length).toBeGreaterThan(20);
    expect(Object.keys(OBJECTS).filter((name) => !objects.some((one) => one.name === name))).toEqual([]);
  });
});

const mutationOf = ({ operationId }: DescribedOperation): string =>
  operationId.replace(/^put/, 'upsert').replace(/^patch/, 'update');
const inputs = operations.flatMap((operation) => {
  const body = operation.bodies.get('application/json');
  const field = mutationOf(operation);
  const fields = fieldsOf(`${field.charAt(0).toUpperCase()}${field.slice(1)}Input`);
  return body === undefined || fields === null || operation.itemsAlone ? [] : [{ operation, body, fields }];
});

describe('an input', () => {
  it.each(inputs.map((one) => [one.operation.operationId, one] as const))(
    'of %s is the same on both faces',
    (id, one) => {
      const { operation, body, fields } = one;
      const inHeader = (name: string) => operation.parameters.some((parameter) => parameter.name === name);
      const beside = [
        ...(inHeader('Idempotency-Key') ? ['idempotencyKey'] : []),
        ...(inHeader('If-Match') ? ['ifVersion'] : []),
        ...(operation.path.includes('{') ? KEYS : []),
      ];
      const { rest, graphql } = apart(
        propertiesOf(body),
        fields.map(({ name }) => name),
      );
      expect({ rest, graphql: graphql.filter((name) => !beside.includes(name)) }).toEqual(told(INPUTS[id] ?? {}));
    },
  );

  it('is compared', () => {
    expect(inputs.length).toBeGreaterThan(30);
  });
});

describe('a name', () => {
  it('is in snake_case on REST, and in camelCase in GraphQL', () => {
    const names = new Set<string>();
    for (const part of Object.values(description.components.schemas)) {
      withNames(part, (name) => {
        names.add(name);
        return name;
      });
    }
    for (const { parameters } of operations)
      for (const { name, in: place } of parameters) if (place !== 'header') names.add(name);
    expect([...names].filter((name) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))).toEqual([]);
    const fields = Object.keys(schema.getTypeMap())
      .filter((name) => !name.startsWith('__'))
      .flatMap((name) => fieldsOf(name) ?? [])
      .map(({ name }) => name);
    expect(fields.filter((name) => !/^[a-z][a-zA-Z0-9]*$/.test(name))).toEqual([]);
  });

  it('of a value is the same on both faces, in capitals in GraphQL', () => {
    const enums = Object.entries(description.components.schemas).flatMap(([name, { enum: values }]) => {
      const type = schema.getType(name);
      return values === undefined || !isEnumType(type) ? [] : [{ name, values, own: type.getValues() }];
    });
    expect(enums.length).toBeGreaterThan(15);
    for (const { name, values, own } of enums) {
      const texts = values.filter((value) => value !== null);
      const inCapitals = texts.map((value) => String(value).toUpperCase()).toSorted();
      expect([name, own.map((value) => value.name.toUpperCase()).toSorted()]).toEqual([name, inCapitals]);
    }
  });
});
