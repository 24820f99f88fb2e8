/** REST as one handler of the HTTP server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
import { DomainError } from '../domain/error.ts';
import type { CommandInputs } from './command-inputs.ts';
import { createProblemHandler } from './problem.ts';
import { createRestRouter, type RestDependencies } from './router.ts';

export type RestFace = {
  /** For /api/v1/… and /docs; every other path is a 404. The body must not have been read. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** Prepares what the first requests would otherwise wait for. */
  readonly warmUp: () => Promise<void>;
  /** For faces that take commands as REST does. */
  readonly commandInputs: CommandInputs;
  /** Ends the event streams; other requests in work end by themselves. */
  readonly close: () => Promise<void>;
};

export const createRestFace = (dependencies: Omit<RestDependencies, 'closing'>): RestFace => {
  const closing = new AbortController();
  const app = express();
  app.disable('x-powered-by');
  const { router, warmUp, commandInputs } = createRestRouter({ ...dependencies, closing: closing.signal });
  app.use(router);
  app.use((_request, response) => {
    response.set('X-Request-Id', dependencies.newId());
    throw new DomainError('not_found', { detail: 'There is no such path.' });
  });
  app.use(createProblemHandler(dependencies));
  return {
    handler: (request, response) => {
      app(request, response);
    },
    warmUp,
    commandInputs,
    close: async () => {
      closing.abort();
    },
  };
};
