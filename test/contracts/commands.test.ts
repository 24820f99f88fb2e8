/** Every type of command against what the contracts say of its inputs: REST's bodies and GraphQL's input types. */
import { type GraphQLType, getNullableType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { COMMAND_TYPES, COMMANDS, fieldsOf } from '../../src/domain/commands/commands.ts';
import type { Fields } from '../../src/domain/commands/fields.ts';
import { operationOf } from '../../src/domain/commands/names.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { operationsOf, readDescription } from '../../src/rest/description.ts';
import { snakeCase } from '../../src/rest/snake-case.ts';

/** What an input is made of: `true` for a field that must be given, `false` for one that may be left out. */
type Inputs = { readonly [name: string]: boolean | Inputs };

const pathsOf = (inputs: Inputs, only: (needed: boolean) => boolean, at = ''): readonly string[] =>
  Object.entries(inputs).flatMap(([name, input]) =>
    typeof input === 'boolean' ? (only(input) ? [`${at}/${name}`] : []) : pathsOf(input, only, `${at}/${name}`),
  );

/** The same names; and a contract may ask for more than the declaration, never for less. */
const expectSame = (contract: Inputs, declaration: Inputs) => {
  const all = () => true;
  expect(pathsOf(contract, all).toSorted()).toEqual(pathsOf(declaration, all).toSorted());
  const needed = (isNeeded: boolean) => isNeeded;
  expect(pathsOf(contract, needed)).toEqual(expect.arrayContaining([...pathsOf(declaration, needed)]));
};

const declared = (fields: Fields, spell: (name: string) => string): Inputs =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]): readonly (readonly [string, boolean | Inputs])[] => {
      const outside = spell(field.outside ?? name);
      // An EVSE may be named by its uid in place of its number.
      if (field.names === 'evse')
        return [
          [outside, false],
          [spell('evseUid'), false],
        ];
      return [[outside, field.fields === undefined ? field.fallback === undefined : declared(field.fields, spell)]];
    }),
  );

/** What every command takes beside its parameters; whether the station must be named hangs on what else it names. */
const ASKING = ['stationId', 'expiresInS', 'idempotencyKey'];
const parametersOf = (inputs: Inputs, spell: (name: string) => string): Inputs => {
  const asking = new Set(ASKING.map(spell));
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !asking.has(name)));
};

const description = readDescription();
type BodySchema = {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, BodySchema>>;
  readonly required?: readonly string[];
  readonly items?: BodySchema;
};
const resolved = (schema: BodySchema): BodySchema =>
  schema.$ref === undefined
    ? schema
    : ((description.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) as BodySchema);

const inBody = (schema: BodySchema): Inputs => {
  const { properties = {}, required = [] } = resolved(schema);
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const { items, properties: inner } = resolved(property);
      const object = inner === undefined ? resolved(items ?? {}) : resolved(property);
      return [name, object.properties === undefined ? required.includes(name) : inBody(object)];
    }),
  );
};

const schema = createSchema();
const inInput = (type: GraphQLType): Inputs =>
  isInputObjectType(type)
    ? Object.fromEntries(
        Object.values(type.getFields()).map((field) => {
          const nullable = getNullableType(field.type);
          const item = isListType(nullable) ? getNullableType(nullable.ofType) : nullable;
          const needed = isNonNullType(field.type) && field.defaultValue === undefined;
          return [field.name, isInputObjectType(item) ? inInput(item) : needed];
        }),
      )
    : {};

describe.each(COMMAND_TYPES)('%s', (type) => {
  const operationId = operationOf(type);
  const operation = operationsOf(description).find((described) => described.operationId === operationId);
  const inputName = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}`;

  it('is asked for by its own path, with its scope', () => {
    expect(operation).toMatchObject({
      path: `/api/v1/commands/${type}`,
      method: 'post',
      scopes: [COMMANDS[type].scope],
    });
    expect(schema.getMutationType()?.getFields()[operationId]?.description).toContain(`\`${COMMANDS[type].scope}\``);
  });

  it('takes over REST what it declares', () => {
    const body = inBody({ $ref: `#/components/schemas/${inputName}` });
    expectSame(parametersOf(body, snakeCase), declared(fieldsOf(type), snakeCase));
    expect(Object.keys(body)).toContain('expires_in_s');
  });

  it('takes over GraphQL what it declares', () => {
    const same = (name: string) => name;
    const input = inInput(schema.getType(`${inputName}Input`) ?? schema.getQueryType() ?? expect.fail());
    expectSame(parametersOf(input, same), declared(fieldsOf(type), same));
  });
});
