/** Signs and posts, and nothing else: `POST /` with `{urls, bodies}` is answered when each URL was sent each body. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';

/** As the gateway does at most to an endpoint that answers. */
const AT_A_TIME = 8;

const agent = new Agent({ connections: AT_A_TIME });
const signer = new Webhook(`whsec_${randomBytes(32).toString('base64')}`);
let sent = 0;

const sendAll = async (url: string, bodies: readonly string[]): Promise<void> => {
  const left = [...bodies];
  const next = async (): Promise<void> => {
    for (let body = left.shift(); body !== undefined; body = left.shift()) {
      sent += 1;
      const now = new Date();
      const headers = {
        'content-type': 'application/json',
        'webhook-id': `evt_${sent}`,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': signer.sign(`evt_${sent}`, now, body),
      };
      const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent });
      await answer.body.dump();
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, next));
};

createServer(async (asked, response) => {
  let text = '';
  for await (const chunk of asked) text += chunk;
  const { urls, bodies } = JSON.parse(text) as { readonly urls: readonly string[]; readonly bodies: readonly string[] };
  await Promise.all(urls.map((url) => sendAll(url, bodies)));
  response.writeHead(204).end();
}).listen(Number(process.env.PORT), '127.0.0.1');
