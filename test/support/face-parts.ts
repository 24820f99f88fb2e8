/** What a face (REST, GraphQL) stands on in a test: memory services, a manual clock, and what it told log and metrics. */
import { randomBytes } from 'node:crypto';
import { createMemoryRateLimiter } from '../../src/limits/memory-rate-limiter.ts';
import type { Log } from '../../src/services/ports/observing.ts';
import { createQuotaKeys } from '../../src/services/quota-keys.ts';
import { createAddressOf } from '../../src/services/request-address.ts';
import { createRequestGate } from '../../src/services/request-gate.ts';
import { createRequestQuota } from '../../src/services/request-quota.ts';
import { authenticateByToken } from './callers.ts';
import { createManualClock } from './manual-clock.ts';
import { createMemoryServices } from './memory-services.ts';
import { createRecordedMetrics } from './recorded-metrics.ts';
import { silentLog } from './silent-log.ts';
import { createTestStanding } from './test-standing.ts';

export type GateBounds = Omit<Parameters<typeof createRequestGate>[0], 'metrics'>;

export const PUBLIC_URL = 'https://charge.example';

/** requestsAMinute null: any number; gate: bounds other than in production. `logged` has the errors. */
export const createFaceParts = (requestsAMinute: number | null, gate: GateBounds = {}) => {
  const memory = createMemoryServices();
  const clock = createManualClock();
  const metrics = createRecordedMetrics();
  const logged: { fields: Record<string, unknown>; message: string }[] = [];
  const log: Log = { ...silentLog, error: (fields, message) => void logged.push({ fields, message }) };
  const standing = createTestStanding();
  let ids = 0;
  const dependencies = {
    services: memory.services,
    authenticate: authenticateByToken,
    standing,
    requestQuota: createRequestQuota({
      quota: requestsAMinute ?? 0,
      limiterOf: (quota) => createMemoryRateLimiter({ quota, windowS: 60 }),
      keys: createQuotaKeys(randomBytes(32)),
      metrics,
    }),
    requestGate: createRequestGate({ metrics, ...gate }),
    addressOf: createAddressOf([]),
    log,
    metrics,
    clock,
    newId: () => `request-${++ids}`,
    publicUrl: PUBLIC_URL,
  };
  return { memory, standing, clock, metrics, logged, dependencies };
};
