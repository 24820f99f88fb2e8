/** /mcp on a free port over memory services, one request at a time as agents send them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMcpHandler } from '../../src/mcp/http.ts';
import { faultShapes, shapesOf } from '../../src/parts/shapes.ts';
import { createRestFace } from '../../src/rest/face.ts';
import { createFaceParts, type GateBounds } from './face-parts.ts';
import type { ManualClock } from './manual-clock.ts';
import type { MemoryServices } from './memory-services.ts';
import type { RecordedMetrics } from './recorded-metrics.ts';

export type McpFaceUnderTest = MemoryServices & {
  readonly clock: ManualClock;
  readonly metrics: RecordedMetrics;
  readonly url: string;
  readonly close: () => Promise<void>;
};

export const startMcpFace = async ({
  requestsAMinute = null,
  gate = {},
}: {
  readonly requestsAMinute?: number | null;
  readonly gate?: GateBounds;
} = {}): Promise<McpFaceUnderTest> => {
  const { memory, clock, metrics, dependencies } = createFaceParts(requestsAMinute, gate);
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
    clock,
    metrics,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await rest.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
