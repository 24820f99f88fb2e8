import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../services/ports/observing.ts';
import { createLabelValues } from './label-values.ts';
import { METRICS, type MetricDeclaration, type MetricName } from './metric-table.ts';

const PREFIX = 'voltgate_';

const NO_LABELS: Record<string, string> = Object.freeze({});

export type MetricsOptions = {
  /**
   * true: a name or label that is not declared throws, so that a test finds it. false (production): the use is
   * passed over and counted in `voltgate_metric_faults_total`; a forgotten line must not cost a message.
   */
  readonly strict?: boolean;
};

export type ScrapedMetrics = Metrics & {
  /** What Prometheus reads; the body belongs to the content type. */
  readonly text: () => Promise<{ readonly contentType: string; readonly body: string }>;
};

type Sum = { readonly counter: Counter; readonly labels: Record<string, string>; by: number };

/** A programming error: a metric is used in another way than `metric-table.ts` declares it. */
export class MetricFault extends Error {
  override readonly name = 'MetricFault';
}

const sameLabels = (declared: readonly string[], given: readonly string[]): boolean =>
  declared.length === given.length && given.every((label) => declared.includes(label));

/** Metrics for one gateway, in a registry of their own: several may live in one process. */
export const createMetrics = ({ strict = true }: MetricsOptions = {}): ScrapedMetrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: PREFIX });

  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  /** By name, then by the labels' text. */
  const reads = new Map<
    string,
    Map<string, { readonly labels: Record<string, string>; readonly read: () => number }>
  >();
  for (const [name, declared] of Object.entries<MetricDeclaration>(METRICS)) {
    const common = { name: PREFIX + name, help: declared.help, registers: [registry] };
    if (declared.type === 'counter') {
      counters.set(name, new Counter({ ...common, labelNames: [...declared.labels] }));
    } else if (declared.type === 'histogram') {
      const options = { ...common, labelNames: [...declared.labels], buckets: [...declared.buckets] };
      histograms.set(name, new Histogram(options));
    } else {
      new Gauge({
        ...common,
        labelNames: [...declared.labels],
        collect() {
          for (const { labels, read } of reads.get(name)?.values() ?? []) this.set(labels, read());
        },
      });
    }
  }

  const fault = (detail: string): void => {
    if (strict) throw new MetricFault(detail);
    counters.get('metric_faults_total' satisfies MetricName)?.inc();
  };

  const labelValue = createLabelValues();
  /** Frozen labels serve many uses, as those of every message do: they are looked at once for each metric. */
  const bounds = new WeakMap<Record<string, string>, Map<string, Record<string, string>>>();

  const bounded = (name: string, labels: Record<string, string>): Record<string, string> | null => {
    const known = bounds.get(labels)?.get(name);
    if (known !== undefined) return known;
    const found = boundedAnew(name, labels);
    if (found === null || !Object.isFrozen(labels)) return found;
    const ofLabels = bounds.get(labels) ?? new Map<string, Record<string, string>>();
    bounds.set(labels, ofLabels.set(name, found));
    return found;
  };

  /** The labels to count under, or null when they are not the declared ones. */
  const boundedAnew = (name: string, labels: Record<string, string>): Record<string, string> | null => {
    const declaration: MetricDeclaration | undefined = (METRICS as Record<string, MetricDeclaration>)[name];
    const declared = declaration?.labels ?? [];
    if (!sameLabels(declared, Object.keys(labels))) {
      fault(`${name} wants the labels ${declared.join(', ')}`);
      return null;
    }
    return Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, labelValue(name, label, value)]));
  };

  /** What was counted under frozen labels since the last scrape: prom-client writes the labels out for each count. */
  const sums = new WeakMap<Record<string, string>, Map<string, Sum>>();
  const pending: Sum[] = [];

  const addUp = (): void => {
    for (const { counter, labels, by } of pending) counter.inc(labels, by);
    for (const sum of pending) sum.by = 0;
    pending.length = 0;
  };

  const sumOf = (name: string, labels: Record<string, string>): Sum | null => {
    const known = sums.get(labels)?.get(name);
    if (known !== undefined) return known;
    const counter = counters.get(name);
    if (counter === undefined) {
      fault(`no counter ${name}`);
      return null;
    }
    const values = bounded(name, labels);
    if (values === null) return null;
    const made: Sum = { counter, labels: values, by: 0 };
    if (!Object.isFrozen(labels)) return made;
    const ofLabels = sums.get(labels) ?? new Map<string, Sum>();
    sums.set(labels, ofLabels.set(name, made));
    return made;
  };

  return {
    count: (name, labels = NO_LABELS, by = 1) => {
      const sum = sumOf(name, labels);
      if (sum === null) return;
      // A counter only grows: one that is asked for anything else says so here and now.
      if (!(by > 0) || !Object.isFrozen(labels)) return sum.counter.inc(sum.labels, by);
      if (sum.by === 0) pending.push(sum);
      sum.by += by;
    },
    observe: (name, value, labels = NO_LABELS) => {
      const histogram = histograms.get(name);
      if (histogram === undefined) return fault(`no histogram ${name}`);
      const values = bounded(name, labels);
      if (values !== null) histogram.observe(values, value);
    },
    gauge: (name, read, labels = NO_LABELS) => {
      if ((METRICS as Record<string, MetricDeclaration>)[name]?.type !== 'gauge') return fault(`no gauge ${name}`);
      const values = bounded(name, labels);
      if (values === null) return;
      const ofName = reads.get(name) ?? new Map();
      reads.set(name, ofName.set(JSON.stringify(values), { labels: values, read }));
    },
    text: async () => {
      addUp();
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
};
