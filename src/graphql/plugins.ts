/** What surrounds each operation: limits, counting, and our codes on every error. */
import { GraphQLError, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Metrics } from '../services/ports/observing.ts';
import type { GraphqlContext } from './context.ts';
import type { TellError } from './errors.ts';
import { type GraphqlLimits, overLimit, parseWithin } from './limits.ts';

type Operation = Parameters<NonNullable<Plugin<GraphqlContext>['onExecute']>>[0]['args'];

const subjectOf = (args: Operation) => ({
  schema: args.schema,
  document: args.document,
  operationName: args.operationName,
  variables: args.variableValues,
});

/** Refuses what asks for too much before any of it runs. */
export const useLimits = (limits: GraphqlLimits): Plugin<GraphqlContext> => ({
  onParse: ({ setParseFn }) => {
    setParseFn((source, options) => parseWithin(limits, source, options));
  },
  onExecute: ({ args, setResultAndStopExecution }) => {
    const error = overLimit(limits, subjectOf(args));
    if (error !== null) setResultAndStopExecution({ errors: [error] });
  },
  onSubscribe: ({ args, setResultAndStopExecution }) => {
    const error = overLimit(limits, subjectOf(args));
    if (error !== null) setResultAndStopExecution({ errors: [error] });
  },
});

/** Bodies are JSON: a form of another site's page sends none, and the rest is no part of the contract. */
export const useJsonOnly = (): Plugin<GraphqlContext> => ({
  onRequestParse: ({ request }) => {
    const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
    if (request.method !== 'POST' || type === 'application/json') return;
    throw new GraphQLError('A body is application/json.', { extensions: { http: { status: 415 } } });
  },
});

/**
 * An operation holds a place while it runs, so its whole request is here by then; a subscription, which may run for hours,
 * is bounded by itself.
 */
export const usePlaces = (tellBusy: TellError): Plugin<GraphqlContext> => ({
  onExecute: async ({ args, setResultAndStopExecution }) => {
    try {
      const leave = await args.contextValue.enter();
      return { onExecuteDone: leave };
    } catch (error) {
      setResultAndStopExecution({ errors: [tellBusy(error)] });
      return undefined;
    }
  },
});

export const useCounting = (metrics: Metrics): Plugin<GraphqlContext> => {
  const count = (args: Operation, failed: boolean) => {
    const type = getOperationAST(args.document, args.operationName)?.operation ?? 'query';
    metrics.count('graphql_operations_total', { type, outcome: failed ? 'error' : 'ok' });
  };
  return {
    onExecute: ({ args }) => ({
      onExecuteDone: ({ result }) => count(args, 'errors' in result && (result.errors?.length ?? 0) > 0),
    }),
    onSubscribe: ({ args }) => ({
      onSubscribeResult: ({ result }) => count(args, 'errors' in result),
    }),
  };
};

/** What yoga itself refuses (a body, a method, an unknown field) never passes the masking of executions. */
export const useOwnCodes = (tellError: TellError): Plugin<GraphqlContext> => ({
  onResultProcess: ({ result, setResult }) => {
    if (Array.isArray(result) || !('errors' in result) || result.errors === undefined) return;
    setResult({
      ...result,
      errors: result.errors.map((error) => (error instanceof GraphQLError ? tellError(error) : error)),
    });
  },
});
