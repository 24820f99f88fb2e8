/** Whether a fault's pointer names a place that its caller knows: an argument of the field, or what lies in it. */
import {
  type GraphQLField,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
  isScalarType,
} from 'graphql';

const isPlaceIn = (type: GraphQLInputType, [first, ...rest]: readonly string[]): boolean => {
  if (first === undefined) return true;
  const nullable = getNullableType(type);
  if (isListType(nullable)) return /^\d+$/.test(first) ? isPlaceIn(nullable.ofType, rest) : false;
  if (isInputObjectType(nullable)) {
    const field = nullable.getFields()[first];
    return field !== undefined && isPlaceIn(field.type, rest);
  }
  return isScalarType(nullable) && nullable.name === 'JSON';
};

export const isPlace = ({ args }: GraphQLField<unknown, unknown>, pointer: string): boolean => {
  const [empty, first, ...rest] = pointer.split('/');
  const argument = args.find(({ name }) => name === first);
  return empty === '' && argument !== undefined && isPlaceIn(argument.type, rest);
};
