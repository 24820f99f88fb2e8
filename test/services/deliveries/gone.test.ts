import { afterEach, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { createReceiver, startNode } from './node.ts';
import { sqlitePlace } from './places.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

// It was taken by each look meanwhile, and told again.
it('takes no subscriber again that is gone, however long the store takes to disable it', async () => {
  const place = await sqlitePlace();
  const opened = await place.open();
  closing.push(place.remove, opened.close);
  const { promise: mayDisable, resolve: letDisable } = Promise.withResolvers<void>();
  let takes = 0;
  let looks = 0;
  const deliveryStore: typeof opened.deliveryStore = {
    ...opened.deliveryStore,
    takeSubscriber: (name) => {
      takes += 1;
      return opened.deliveryStore.takeSubscriber(name);
    },
    subscribers: (names) => {
      looks += 1;
      return opened.deliveryStore.subscribers(names);
    },
    disableSubscriber: async (name, at) => {
      await mayDisable;
      return opened.deliveryStore.disableSubscriber(name, at);
    },
  };
  const node = startNode({ store: opened.store, deliveryStore });
  closing.push(node.close);
  const receiver = createReceiver('hook');
  receiver.answer(() => ({ kind: 'gone' }));
  await node.add(receiver.subscriber);
  await node.say('A:1');
  await until(() => receiver.tried.length === 1);
  const before = looks;
  await until(() => looks >= before + 3);
  expect(takes).toBe(1);
  letDisable();
  await until(() => receiver.gone.length === 1);
  expect(await node.state('hook')).toMatchObject({ disabledAt: expect.any(Date) });
  expect(receiver.tried).toEqual(['A:1']);
});
