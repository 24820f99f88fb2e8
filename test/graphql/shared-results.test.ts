import type { Client } from 'graphql-ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleEvents, exampleSession, exampleStation } from '../../scripts/gen/example-events.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { type GraphqlFaceUnderTest, startGraphqlFace } from '../support/graphql-face.ts';

let face: GraphqlFaceUnderTest;
beforeEach(async () => {
  face = await startGraphqlFace();
  face.stations.set(exampleStation.id, exampleStation);
});
afterEach(() => face.close());

/** An event that counts how often an answer is made of it. */
const counted = (): { readonly event: DomainEvent; readonly reads: () => number } => {
  let reads = 0;
  const event: DomainEvent = {
    ...exampleEvents['session.updated'],
    get objectId() {
      reads += 1;
      return exampleSession.id;
    },
  };
  return { event, reads: () => reads };
};

/** Opens a subscription, and waits until it is open. */
const open = async (client: Client, query: string) => {
  const results = client.iterate<{ readonly event: Record<string, unknown> }>({ query });
  const first = results.next();
  await face.streamOpened();
  return { first, end: () => results.return?.() };
};

describe('the answer of subscriptions to an event', () => {
  it('is made once for all that ask the same as the same caller', async () => {
    const { event, reads } = counted();
    const query = 'subscription { event { id objectId session { energyWh } } }';
    const streams = [];
    for (const client of [face.socket(), face.socket(), face.socket()]) streams.push(await open(client, query));
    face.emit(event);
    const answers = await Promise.all(streams.map(({ first }) => first));
    for (const { value } of answers) {
      expect(value.data.event).toEqual({ id: event.id, objectId: exampleSession.id, session: { energyWh: 1834 } });
    }
    expect(reads()).toBe(1);
    await Promise.all(streams.map(({ end }) => end()));
  });

  it('is made anew for who asks something else, or is someone else', async () => {
    const { event, reads } = counted();
    const all = await open(face.socket(), 'subscription { event { objectId } }');
    const other = await open(face.socket(), 'subscription { event { objectId type } }');
    const narrow = await open(face.socket('all-but:tokens:read'), 'subscription { event { objectId } }');
    face.emit(event);
    await Promise.all([all.first, other.first, narrow.first]);
    expect(reads()).toBe(3);
    await Promise.all([all.end(), other.end(), narrow.end()]);
  });

  it('is made anew for each when it looks something up', async () => {
    const { event, reads } = counted();
    const query = 'subscription { event { objectId session { station { name } } } }';
    const [one, two] = [await open(face.socket(), query), await open(face.socket(), query)];
    face.emit(event);
    const answers = await Promise.all([one.first, two.first]);
    for (const { value } of answers) expect(value.data.event.session.station.name).toBe('Left of the entrance');
    expect(reads()).toBe(2);
    await Promise.all([one.end(), two.end()]);
  });
});
