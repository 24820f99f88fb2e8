/** /mcp on a free port over memory services, one request at a time as agents send them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMcpHandler } from '../../src/mcp/http.ts';
import { faultShapes, shapesOf } from '../../src/parts/shapes.ts';
import { createRestFace } from '../../src/rest/face.ts';
import { createFaceParts } from './face-parts.ts';
import type { MemoryServices } from './memory-services.ts';

export type McpFaceUnderTest = MemoryServices & {
  readonly url: string;
  readonly close: () => Promise<void>;
};

export const startMcpFace = async ({
  requestsAMinute = null,
}: {
  readonly requestsAMinute?: number | null;
} = {}): Promise<McpFaceUnderTest> => {
  const { memory, dependencies } = createFaceParts(requestsAMinute);
  // It says how commands are read.
  const rest = createRestFace(dependencies);
  const handler = createMcpHandler({
    ...dependencies,
    shapes: shapesOf(memory.services.parties.names),
    faultShapes,
    commandInputs: rest.commandInputs,
    store: { record: async () => null, putRecord: async () => undefined },
    version: '0.0.0',
  });
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...memory,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await rest.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
