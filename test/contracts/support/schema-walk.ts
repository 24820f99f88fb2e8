/** Every nested path of a GraphQL schema from a root field, each as an operation of its own. */
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
  parse,
  print,
} from 'graphql';

/** Objects that follow each other; what lies between a list and its objects (edges, node) is not counted. */
const DEPTH = 3;
/** The gateway refuses deeper ones. */
const MOST_BRACES = 12;

type Step = { readonly open: string; readonly type: GraphQLObjectType };

const callable = (field: GraphQLField<unknown, unknown>): boolean => !field.args.some(isRequiredArgument);
const called = (field: GraphQLField<unknown, unknown>): string =>
  `${field.name}${field.args.some(({ name }) => name === 'first') ? '(first: 2)' : ''}`;

/** What is chosen of an object itself: all its texts, numbers and states. */
const leavesOf = (type: GraphQLObjectType): string =>
  [
    '__typename',
    ...Object.values(type.getFields())
      .filter(
        (field) => callable(field) && (isScalarType(getNamedType(field.type)) || isEnumType(getNamedType(field.type))),
      )
      .map(({ name }) => name),
  ].join(' ');

const stepsFrom = (type: GraphQLObjectType): readonly Step[] =>
  Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    return isObjectType(named) && callable(field) ? [{ open: called(field), type: named }] : [];
  });

const isBetween = ({ name }: GraphQLObjectType): boolean => /(Connection|Edge)$/.test(name);

/** Selections, from the object itself to what is DEPTH objects away; no type comes twice on a path but the first. */
const selectionsOf = (type: GraphQLObjectType, above: readonly string[] = []): readonly string[] => {
  const seen = isBetween(type) ? above : [...above, type.name];
  if (new Set(seen).size + 1 < seen.length) return [];
  const deeper =
    seen.length > DEPTH
      ? []
      : stepsFrom(type).flatMap((step) => selectionsOf(step.type, seen).map((inner) => `${step.open} { ${inner} }`));
  return [leavesOf(type), ...deeper];
};

/** document: an operation of one root field, whose arguments are taken as they are. */
export const walksOf = (schema: GraphQLSchema, document: string): readonly string[] => {
  const [operation] = parse(document).definitions;
  const root = operation?.kind === 'OperationDefinition' ? operation.selectionSet.selections[0] : undefined;
  if (root?.kind !== 'Field') throw new Error(`no operation of one field: ${document}`);
  const type = getNamedType(schema.getQueryType()?.getFields()[root.name.value]?.type);
  if (!isObjectType(type)) throw new Error(`no object: ${document}`);
  const { selectionSet: _chosen, ...field } = root;
  // As many as the cost of an operation allows at each depth.
  const head = print(field).replace('first: 1000', 'first: 2');
  return selectionsOf(type)
    .map((selection) => `{ ${head} { ${selection} } }`)
    .filter((path) => path.split('{').length - 1 <= MOST_BRACES);
};
