/** What every store does, whatever it is made of. An adapter's test calls describeStore with a way to open it. */
import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../src/services/ports/store.ts';
import { describeAreas } from './store-areas.ts';
import { describeCommits } from './store-commits.ts';
import { describeEventAudience } from './store-event-audience.ts';
import { describeEvents } from './store-events.ts';
import { describeKinds } from './store-kinds.ts';
import { describeLists } from './store-lists.ts';
import { describeLookups } from './store-lookups.ts';
import { describeRemovals } from './store-removals.ts';
import { describeRest } from './store-rest.ts';
import { describeScopes } from './store-scopes.ts';

export type OpenStore = {
  readonly store: Store;
  /** Closes the store and opens it again on the same data, as after a restart. */
  readonly reopen: () => Promise<Store>;
  /** Closes what is open and removes the data. */
  readonly close: () => Promise<void>;
};

/** How a test gets at the store of its own, empty one. */
export type StoreUnderTest = { readonly store: () => Store; readonly reopen: () => Promise<Store> };

export const describeStore = (name: string, open: () => Promise<OpenStore>): void => {
  describe(`store: ${name}`, () => {
    let opened: OpenStore | null = null;
    let current: Store | null = null;

    beforeEach(async () => {
      opened = await open();
      current = opened.store;
    });
    afterEach(async () => {
      await opened?.close();
    });

    const under: StoreUnderTest = {
      store: () => {
        if (current === null) throw new Error('The store is not open.');
        return current;
      },
      reopen: async () => {
        if (opened === null) throw new Error('The store is not open.');
        current = await opened.reopen();
        return current;
      },
    };

    describeCommits(under);
    describeRemovals(under);
    describeAreas(under);
    describeLookups(under);
    describeKinds(under);
    describeLists(under);
    describeScopes(under);
    describeEvents(under);
    describeEventAudience(under);
    describeRest(under);
  });
};
