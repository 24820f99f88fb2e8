import { describe } from 'vitest';
import { describeDeliveries } from '../../conformance/deliveries.ts';
import { describeDeliveryStore } from '../../conformance/delivery-store.ts';
import { sqlitePlace } from './places.ts';

describe('SQLite', () => {
  describeDeliveryStore(sqlitePlace);
  describeDeliveries('sqlite', sqlitePlace);
});
