/** How much one operation may ask for, measured before it runs. */
import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
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
};

export const DEFAULT_GRAPHQL_LIMITS: GraphqlLimits = { depth: 12, aliases: 30, cost: 10_000, tokens: 2000 };

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

  const sizeOf = (field: FieldNode, fallback: unknown): number => {
    const value = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
    const given =
      value?.kind === 'Variable'
        ? (subject.variables?.[value.name.value] ?? fallback)
        : value?.kind === 'IntValue'
          ? Number(value.value)
          : fallback;
    // What is no sensible number is refused by the field itself.
    return typeof given === 'number' && given > 1 ? given : 1;
  };

  const ofField = (field: FieldNode, typeName: string): Measure => {
    const alias = field.alias === undefined ? 0 : 1;
    if (field.name.value.startsWith('__')) return { depth: 1, aliases: alias, cost: 0 };
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

  const operation = operationOf(subject);
  const root = operation === undefined ? undefined : subject.schema.getRootType(operation.operation);
  return operation === undefined || !root ? NOTHING : ofSelection(operation.selectionSet, root.name);
};

/** The error that says which limit an operation exceeds; null: none. */
export const overLimit = (limits: GraphqlLimits, subject: Subject): GraphQLError | null => {
  const size = measure(subject);
  const over = (['depth', 'aliases', 'cost'] as const).find((what) => size[what] > limits[what]);
  if (over === undefined) return null;
  const code: ErrorCode = 'invalid_request';
  return new GraphQLError(`The operation's ${over} is ${size[over]}; at most ${limits[over]} is allowed.`, {
    extensions: { code, http: { status: 400 } },
  });
};
