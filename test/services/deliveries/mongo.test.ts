import { describeDeliveries } from '../../conformance/deliveries.ts';
import { describeDeliveryStore } from '../../conformance/delivery-store.ts';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';
import { mongoPlace } from './places.ts';

describeWithMongo('MongoDB', () => {
  describeDeliveryStore(() => mongoPlace(mongoUrl()));
  describeDeliveries('mongo', () => mongoPlace(mongoUrl()));
});
