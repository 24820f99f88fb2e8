/** Two nodes on MongoDB: endpoints are worked by the one that lives, wherever they were made and changed. */
import { expect, it } from 'vitest';
import { createManualClock } from '../../support/manual-clock.ts';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';
import { until } from '../../support/until.ts';
import { startWebhookReceiver } from '../../support/webhook-receiver.ts';
import { createLeases } from '../deliveries/node.ts';
import { mongoPlace } from '../deliveries/places.ts';
import { anEndpoint, FLEET, startWebhookNode } from './node.ts';

describeWithMongo('webhooks of two nodes on MongoDB', () => {
  it('lose nothing when the one that works them dies in the middle, and keep the order of each object', async () => {
    const place = await mongoPlace(mongoUrl());
    const leases = createLeases();
    const opened = [await place.open(), await place.open()] as const;
    const look = createManualClock();
    const options = { renewMs: 20 };
    const a = await startWebhookNode(opened[0], { locks: leases.of('a'), lookClock: look, options });
    const b = await startWebhookNode(opened[1], { locks: leases.of('b'), options });
    const receiver = await startWebhookReceiver();
    try {
      const types = ['station.message'] as const;
      const filter = { types, locationIds: null, stationIds: null, partyIds: null };
      await b.create(FLEET, anEndpoint(receiver.url, { filter, ordered: true }));
      // Nobody told the first one, which works all of them.
      await until(() => look.pending() > 0);
      await look.advance(10_000);
      const ids = Array.from({ length: 30 }, (_, n) => `${['A', 'B', 'C'][n % 3]}:${Math.floor(n / 3) + 10}`);
      for (const [index, id] of ids.entries()) {
        await (index % 2 === 0 ? a : b).say([id]);
        if (index !== 15) continue;
        await until(() => receiver.got.length > 5);
        // It hears of nothing more, and says nothing more.
        leases.cut('a');
        leases.expire();
      }
      const firsts = () => [...new Set(receiver.got.map(({ id }) => id))];
      await until(() => firsts().length === ids.length);
      for (const object of ['A', 'B', 'C']) {
        const own = firsts().filter((id) => id.startsWith(object));
        expect(own).toEqual([...own].sort());
      }
    } finally {
      await Promise.all([a.close(), b.close()]);
      await receiver.close();
      for (const each of opened) await each.close();
      await place.remove();
    }
  });
});
