import type { Metrics } from '../../src/services/ports/observing.ts';

export type RecordedMetrics = Metrics & {
  /** Sum of a counter over all labels, or over those given. */
  readonly counted: (name: string, labels?: Record<string, string>) => number;
  /** What a gauge reads now. */
  readonly read: (name: string) => number | undefined;
};

/** Metrics that a test can ask; onCount is called after each count. */
export const createRecordedMetrics = (onCount: () => void = () => undefined): RecordedMetrics => {
  const counts: { readonly name: string; readonly labels: Record<string, string>; readonly by: number }[] = [];
  const reads = new Map<string, () => number>();
  return {
    count: (name, labels = {}, by = 1) => {
      counts.push({ name, labels, by });
      onCount();
    },
    observe: () => undefined,
    gauge: (name, read) => {
      reads.set(name, read);
    },
    counted: (name, labels = {}) =>
      counts
        .filter(
          (count) => count.name === name && Object.entries(labels).every(([key, value]) => count.labels[key] === value),
        )
        .reduce((sum, { by }) => sum + by, 0),
    read: (name) => reads.get(name)?.(),
  };
};
