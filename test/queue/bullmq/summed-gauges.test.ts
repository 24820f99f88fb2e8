import { expect, it } from 'vitest';
import { createSummedGauges } from '../../../src/queue/bullmq/summed-gauges.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';

it('adds up what several queues of one process say', () => {
  const metrics = createRecordedMetrics();
  const summed = createSummedGauges(metrics);
  summed.gauge('queue_dead', () => 2);
  summed.gauge('queue_running', () => 1);
  summed.gauge('queue_dead', () => 3);
  expect(metrics.read('queue_dead')).toBe(5);
  expect(metrics.read('queue_running')).toBe(1);
});
