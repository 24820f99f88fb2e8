/** How much one operation may ask for, measured before it runs. */
import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  isCompositeType,
  isObjectType,
  type OperationDefinitionNode,
  type ParseOptions,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  type Source,
  visit,
} from 'graphql';
import type { ErrorCode } from '../domain/error.ts';

export type GraphqlLimits = {
  /** Fields within fields; edges and node count. */
  readonly depth: number;
  readonly aliases: number;
  /** Objects that the answer can hold: a list counts what it holds `first` times. */
  readonly cost: number;
  /** Lexical tokens of the document. */
  readonly tokens: number;
  /** Fields that say again what stands beside them, and fragments that are spread: checking them is quadratic. */
  readonly repeats: number;
};

export const DEFAULT_GRAPHQL_LIMITS: GraphqlLimits = {
  depth: 12,
  aliases: 30,
  cost: 10_000,
  tokens: 1000,
  repeats: 50,
};

/** What one alias counts in a reading of the schema: it repeats much. */
const SCHEMA_ALIAS = 10;

export type Measure = { readonly depth: number; readonly aliases: number; readonly cost: number };

type Subject = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
};

const NOTHING: Measure = { depth: 0, aliases: 0, cost: 0 };

const join = (a: Measure, b: Measure): Measure => ({
  depth: Math.max(a.depth, b.depth),
  aliases: a.aliases + b.aliases,
  cost: a.cost + b.cost,
});

const operationOf = ({ document, operationName }: Subject): OperationDefinitionNode | undefined =>
  document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === 'OperationDefinition' &&
      (operationName === null || operationName === undefined || definition.name?.value === operationName),
  );

/** As the operation will have them: with its own defaults for what the request leaves out. */
const variablesOf = (
  { schema, variables }: Subject,
  operation: OperationDefinitionNode | undefined,
): Readonly<Record<string, unknown>> =>
  // Those that do not fit their types are refused when it runs.
  getVariableValues(schema, operation?.variableDefinitions ?? [], { ...variables }).coerced ?? {};

/**
 * Measures the operation of a valid document. Each fragment is measured once, however often it is spread, so the work
 * grows with the document's length only. Reading the schema counts nothing: graphql's own rule bounds it.
 */
export const measure = (subject: Subject): Measure => {
  const fragments = new Map(
    subject.document.definitions.flatMap((definition) =>
      definition.kind === 'FragmentDefinition' ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const measured = new Map<string, Measure>();
  const operation = operationOf(subject);
  const variables = variablesOf(subject, operation);
  const variable = (name: string): unknown => (Object.hasOwn(variables, name) ? variables[name] : undefined);

  const sizeOf = (field: FieldNode, fallback: unknown): number => {
    const value = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
    const given =
      value?.kind === 'Variable'
        ? (variable(value.name.value) ?? fallback)
        : value?.kind === 'IntValue'
          ? Number(value.value)
          : fallback;
    // What is no sensible number is refused by the field itself.
    return typeof given === 'number' && given > 1 ? given : 1;
  };

  /** Of a field that reads the schema; fragments are counted where they are spread. */
  const aliasesOfSchema = (field: FieldNode): number => {
    const spread = new Map<string, number>();
    const inSelection = ({ selections }: SelectionSetNode): number =>
      selections.map(inNode).reduce((sum, count) => sum + count, 0);
    const inFragment = (name: string): number => {
      const known = spread.get(name);
      if (known !== undefined) return known;
      const fragment = fragments.get(name);
      const count = fragment === undefined ? 0 : inSelection(fragment.selectionSet);
      spread.set(name, count);
      return count;
    };
    const inNode = (node: SelectionNode): number => {
      if (node.kind === 'FragmentSpread') return inFragment(node.name.value);
      const own = node.kind === 'Field' && node.alias !== undefined ? SCHEMA_ALIAS : 0;
      return own + (node.selectionSet === undefined ? 0 : inSelection(node.selectionSet));
    };
    return inNode(field);
  };

  const ofField = (field: FieldNode, typeName: string): Measure => {
    const alias = field.alias === undefined ? 0 : 1;
    if (field.name.value.startsWith('__')) {
      return { depth: 1, aliases: field.selectionSet === undefined ? alias : aliasesOfSchema(field), cost: 0 };
    }
    const type = subject.schema.getType(typeName);
    const definition = isObjectType(type) ? type.getFields()[field.name.value] : undefined;
    const target = definition === undefined ? undefined : getNamedType(definition.type);
    if (field.selectionSet === undefined || definition === undefined || !isCompositeType(target)) {
      return { depth: 1, aliases: alias, cost: 0 };
    }
    const first = definition.args.find((argument) => argument.name === 'first');
    const inner = ofSelection(field.selectionSet, target.name);
    const size = first === undefined ? 1 : sizeOf(field, first.defaultValue);
    return { depth: inner.depth + 1, aliases: inner.aliases + alias, cost: 1 + size * inner.cost };
  };

  const ofFragment = (name: string): Measure => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    if (fragment === undefined) return NOTHING;
    const result = ofSelection(fragment.selectionSet, fragment.typeCondition.name.value);
    measured.set(name, result);
    return result;
  };

  const ofSelection = ({ selections }: SelectionSetNode, typeName: string): Measure =>
    selections
      .map((selection) => {
        if (selection.kind === 'Field') return ofField(selection, typeName);
        if (selection.kind === 'FragmentSpread') return ofFragment(selection.name.value);
        return ofSelection(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
      })
      .reduce(join, NOTHING);

  const root = operation === undefined ? undefined : subject.schema.getRootType(operation.operation);
  return operation === undefined || !root ? NOTHING : ofSelection(operation.selectionSet, root.name);
};

/**
 * How much of a document, valid or not, is said again. Refused before the document is validated: graphql's rule that fields
 * of one name must agree (5.3.2) compares each with each, and took half a second for a document of 2000 tokens.
 */
export const repeatsIn = (document: DocumentNode): number => {
  let repeats = 0;
  visit(document, {
    FragmentSpread: () => {
      repeats += 1;
    },
    SelectionSet: ({ selections }) => {
      const names = selections.flatMap((node) => (node.kind === 'Field' ? [(node.alias ?? node.name).value] : []));
      repeats += names.length - new Set(names).size;
    },
  });
  return repeats;
};

/** Throws a GraphQLError when a document says too much again. */
const requireFewRepeats = (limits: GraphqlLimits, document: DocumentNode): void => {
  const repeats = repeatsIn(document);
  if (repeats > limits.repeats) throw tooMuch('repeats', repeats, limits.repeats);
};

/** Throws a GraphQLError for what is no document, has too many tokens, or says too much again. */
export const parseWithin = (limits: GraphqlLimits, source: string | Source, options?: ParseOptions): DocumentNode => {
  const document = parse(source, { ...options, maxTokens: limits.tokens });
  requireFewRepeats(limits, document);
  return document;
};

const tooMuch = (what: keyof GraphqlLimits, size: number, limit: number): GraphQLError => {
  const code: ErrorCode = 'invalid_request';
  return new GraphQLError(`The operation's ${what} is ${size}; at most ${limit} is allowed.`, {
    extensions: { code, http: { status: 400 } },
  });
};

/** The error that says which limit an operation exceeds; null: none. */
export const overLimit = (limits: GraphqlLimits, subject: Subject): GraphQLError | null => {
  const size = measure(subject);
  const over = (['depth', 'aliases', 'cost'] as const).find((what) => size[what] > limits[what]);
  return over === undefined ? null : tooMuch(over, size[over], limits[over]);
};
