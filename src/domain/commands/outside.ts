/**
 * Parameters as callers name them, by the declaration of their type. In camelCase; REST writes the same in snake_case.
 */
import type { JsonObject, JsonValue } from '../json.ts';
import { type CommandParameters, type CommandType, fieldsOf } from './commands.ts';
import type { Field, Fields } from './fields.ts';

/** Names come from outside, too: what every object inherits, such as `__proto__`, is no field. */
const fieldOf = (fields: Fields | undefined, name: string): Field | undefined =>
  fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;

/** From a pointer into the parameters, without a slash at its start, to one into what the caller sent. */
export const outsidePath = (type: CommandType, path: string): string => {
  let fields: Fields | undefined = fieldsOf(type);
  const outside = path.split('/').map((name) => {
    // The place in a list.
    if (/^\d+$/.test(name)) return name;
    const field = fieldOf(fields, name);
    fields = field?.fields;
    return field?.outside ?? name;
  });
  return outside.join('/');
};

const outsideValue = (value: unknown, fields: Fields | undefined): JsonValue => {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => outsideValue(item, fields));
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const field = fieldOf(fields, name);
      return [field?.outside ?? name, outsideValue(inner, field?.fields)];
    }),
  );
};

/** A command's parameters as JSON with the outside's names; instants as RFC 3339. */
export const outsideParameters = <T extends CommandType>(type: T, parameters: CommandParameters[T]): JsonObject =>
  outsideValue(parameters, fieldsOf(type)) as JsonObject;

/** From a JSON pointer into a command's request to one into what the caller sent: `/parameters/from` is `/from`. */
export const outsidePointer = (pointer: string): string => pointer.replace(/^\/parameters(?=\/)/, '');
