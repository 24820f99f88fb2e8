/** How many requests to the APIs are in work at the same time. */
import { DomainError } from '../domain/error.ts';
import type { Metrics } from './ports/observing.ts';

/** Requests over all faces; each waits for the store most of its time. */
export const MOST_REQUESTS = 1000;

export type RequestGate = {
  /** The answer leaves, once however often it is called. Throws unavailable when too many are in work. */
  readonly enter: (face: 'rest' | 'graphql' | 'oauth') => () => void;
};

export const createRequestGate = ({
  metrics,
  atOnce = MOST_REQUESTS,
}: {
  readonly metrics: Metrics;
  readonly atOnce?: number;
}): RequestGate => {
  let inside = 0;
  metrics.gauge('api_requests_in_work', () => inside);
  return {
    enter: (face) => {
      if (inside >= atOnce) {
        metrics.count('api_requests_refused_total', { face });
        throw new DomainError('unavailable', { detail: 'Too many requests are in work.', retryAfterS: 1 });
      }
      inside += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        inside -= 1;
      };
    },
  };
};
