/** Failures counted in this process. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { FailureCounter } from '../services/ports/limits.ts';
import { countFailures, NEVER_REACHED } from './count-failures.ts';

/** Windows begin with a key's first failure; what is over is forgotten. */
export const createMemoryFailureCounter = ({ windowS }: { readonly windowS: number }): FailureCounter =>
  countFailures(new RateLimiterMemory({ points: NEVER_REACHED, duration: windowS, keyPrefix: '' }));
