/** What is wrong with a text as a document of our schema, before it is kept for clients to run. */
import { GraphQLError, type GraphQLSchema, validate } from 'graphql';
import { DEFAULT_GRAPHQL_LIMITS, parseWithin } from './limits.ts';
import { createSchema } from './schema.ts';

let schema: GraphQLSchema | undefined;

/** As a sentence; null: nothing. What it costs hangs on its variables, and is measured when it runs. */
export const documentFault = (text: string): string | null => {
  // Made when the first is registered: few installations register any.
  schema ??= createSchema();
  try {
    const [fault] = validate(schema, parseWithin(DEFAULT_GRAPHQL_LIMITS, text));
    return fault?.message ?? null;
  } catch (error) {
    if (error instanceof GraphQLError) return error.message;
    throw error;
  }
};
