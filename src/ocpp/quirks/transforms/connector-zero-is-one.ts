import { numberOf } from '../../payload.ts';
import type { Transform } from '../quirk.ts';

/** A station with one connector that counts it from 0, in messages about a transaction. */
export const connectorZeroIsOne: Transform = (action, payload) =>
  (action === 'StartTransaction' || action === 'MeterValues') && numberOf(payload.connectorId) === 0
    ? { ...payload, connectorId: 1 }
    : payload;
