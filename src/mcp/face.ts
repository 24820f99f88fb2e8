/** /mcp, with the protocol's packages (20 MB) loaded when an agent first comes. */
import type { McpDependencies, McpHandler } from './http.ts';

export type McpFace = { readonly handler: McpHandler };

export const createMcpFace = (dependencies: McpDependencies): McpFace => {
  let made: Promise<McpHandler> | null = null;
  return {
    handler: (request, response) => {
      made ??= import('./http.ts').then(({ createMcpHandler }) => createMcpHandler(dependencies));
      made.then(
        (handle) => handle(request, response),
        (error: unknown) => {
          made = null;
          dependencies.log.error({ err: error }, 'mcp.not_loaded');
          response.writeHead(503, { 'retry-after': '1' }).end();
        },
      );
    },
  };
};
