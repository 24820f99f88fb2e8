/** A receiver of webhooks that is always there: what it lacks, the gateway has lost. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../../support/gateway.ts';
import type { DeliveredEvent } from './journal.ts';
import type { PatientApi } from './patient-api.ts';

const LOOK_EVERY_MS = 50;

export type WebhookReceiver = {
  /** What came first of each event, in the order in which it came. */
  readonly delivered: readonly DeliveredEvent[];
  /** Resolves when it has all of these, or false after withinMs. */
  readonly hasAll: (eventIds: readonly string[], withinMs: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** ordered: the endpoint asks for the events of each object one after the other. The gateway must be there. */
export const openWebhookReceiver = async (
  api: Pick<PatientApi, 'ask'>,
  { name, ordered }: { readonly name: string; readonly ordered: boolean },
): Promise<WebhookReceiver> => {
  const delivered: DeliveredEvent[] = [];
  const ids = new Set<string>();
  const server = createServer(async (request, response) => {
    let text = '';
    try {
      for await (const chunk of request) text += chunk;
    } catch {
      // The gateway died while it sent: it sends again.
      return;
    }
    const event: Json = JSON.parse(text);
    if (!ids.has(event.id)) {
      ids.add(event.id);
      delivered.push({ id: event.id, type: event.type, objectId: event.object_id });
    }
    response.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const made = await api.ask('POST', '/api/v1/webhooks/endpoints', {
    body: { url: `http://127.0.0.1:${port}/${name}`, ordered },
    headers: { 'idempotency-key': `faults-webhooks-${name}-${port}` },
  });
  if (made.status !== 201) throw new Error(`endpoint ${name}: ${made.status} ${JSON.stringify(made.body)}`);
  return {
    delivered,
    hasAll: async (eventIds, withinMs) => {
      const untilMs = performance.now() + withinMs;
      while (!eventIds.every((id) => ids.has(id))) {
        if (performance.now() > untilMs) return false;
        await pause(LOOK_EVERY_MS);
      }
      return true;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
