/** A webhook receiver: makes its endpoint, verifies what comes, takes each event once. `node webhook-receiver.ts` */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientCredentials, createClient, verifyWebhook } from '@voltgate/client';

const { VOLTGATE_URL: url = 'http://localhost:8080', VOLTGATE_CLIENT_ID, VOLTGATE_CLIENT_SECRET } = process.env;
/** It ends after so many. */
const EVENTS = Number(process.env.EVENTS ?? 3);

const client = createClient({
  url,
  tokens: clientCredentials({
    url,
    clientId: VOLTGATE_CLIENT_ID ?? 'demo-operator',
    clientSecret: VOLTGATE_CLIENT_SECRET ?? '',
  }),
});

let secret = '';
/** An event comes at least once: in a database, where it is worth more than here. */
const seen = new Set<string>();
const { promise: enough, resolve: done } = Promise.withResolvers<void>();

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const server = createServer(async (request, response) => {
  try {
    // The bytes as they came: what was parsed and written again has another signature.
    const event = verifyWebhook(await bodyOf(request), request.headers, secret);
    // First the answer, then the work: 15 s is all the time there is.
    response.writeHead(204).end();
    if (seen.has(event.id)) return;
    seen.add(event.id);
    console.log(`${event.occurred_at} ${event.type} ${event.object_id} version ${event.version}`);
    if (seen.size >= EVENTS) done();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    response.writeHead(400).end();
  }
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const hook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

// The gateway reaches this machine only where it is let: OUTBOUND_ALLOW=127.0.0.1 npm run demo
const made = await client.createWebhookEndpoint({
  body: { url: hook, description: 'The example', filter: { types: ['station.updated', 'webhook.test'] } },
});
secret = made.secret;
console.log(`Endpoint ${made.endpoint.id} sends to ${hook}`);
const { delivered } = await client.testWebhookEndpoint({ path: { id: made.endpoint.id } });
console.log(delivered ? 'The test event came through.' : 'The test event did not come through.');

await enough;
await client.deleteWebhookEndpoint({ path: { id: made.endpoint.id } });
server.close();
