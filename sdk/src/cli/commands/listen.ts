import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { events } from '../../events.ts';
import { type Command, Fault, text } from '../command.ts';

/** What the gateway would send to an endpoint, sent from here: a receiver on this machine is tried without a tunnel. */
export const listen: Command = {
  summary: 'forward webhooks to a receiver on this machine, signed with a secret that it prints',
  usage: '--forward URL [--types TYPE,TYPE] [--secret whsec_…] [--limit N]',
  options: {
    forward: { type: 'string' },
    types: { type: 'string' },
    secret: { type: 'string' },
    limit: { type: 'string' },
  },
  run: async ({ client, print, signal }, _positionals, values) => {
    const forward = text(values, 'forward');
    if (forward === undefined || !URL.canParse(forward)) throw new Fault('--forward is the address of your receiver.');
    const secret = text(values, 'secret') ?? `whsec_${randomBytes(32).toString('base64')}`;
    const webhook = new Webhook(secret);
    const types = text(values, 'types')?.split(',');
    print(`Forwarding to ${forward}, signed with ${secret}`);
    let left = Number(text(values, 'limit') ?? Number.POSITIVE_INFINITY);
    for await (const event of events(await client(), { ...(types === undefined ? {} : { types }), signal })) {
      const body = JSON.stringify(event);
      const at = new Date();
      const answer = await fetch(forward, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': event.id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': webhook.sign(event.id, at, body),
        },
        body,
        redirect: 'manual',
        signal,
      }).then(
        ({ status }) => String(status),
        () => 'the receiver cannot be reached',
      );
      print(`${event.type} ${event.id} ${answer}`);
      left -= 1;
      if (left <= 0) return;
    }
  },
};
