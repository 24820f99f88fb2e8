/** REST as one handler of the HTTP server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
import { createRestRouter, type RestDependencies } from './router.ts';

export type RestFace = {
  /** For /api/v1/… and /docs; every other path is a 404. The body must not have been read. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** Ends the event streams; other requests in work end by themselves. */
  readonly close: () => Promise<void>;
};

export const createRestFace = (dependencies: Omit<RestDependencies, 'closing'>): RestFace => {
  const closing = new AbortController();
  const app = express();
  app.disable('x-powered-by');
  app.use(createRestRouter({ ...dependencies, closing: closing.signal }));
  return {
    handler: (request, response) => {
      app(request, response);
    },
    close: async () => {
      closing.abort();
    },
  };
};
