import { OCPP16, OCPP20, OCPP21 } from 'typed-ocpp';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../src/observe/metric-table.ts';
import { createMetrics, MetricFault } from '../../src/observe/metrics.ts';
import { OCPP_ACTIONS } from '../../src/observe/ocpp-actions.ts';

const lines = async (metrics: ReturnType<typeof createMetrics>, start: string): Promise<string[]> =>
  (await metrics.text()).body.split('\n').filter((line) => line.startsWith(start));

describe('metrics', () => {
  it('tells of every declared metric, with its help, and of Node itself', async () => {
    const { body, contentType } = await createMetrics().text();
    expect(contentType).toContain('text/plain');
    for (const [name, { type, help }] of Object.entries(METRICS)) {
      expect(body).toContain(`# HELP voltgate_${name} ${help}\n# TYPE voltgate_${name} ${type}\n`);
    }
    expect(body).toContain('voltgate_nodejs_eventloop_lag_seconds');
  });

  it('gives each metric the prefix, those of the process and of Node.js too', async () => {
    const { body } = await createMetrics().text();
    const names = [...body.matchAll(/^(?:# (?:HELP|TYPE) )?([A-Za-z_:][\w:]*)/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(Object.keys(METRICS).length);
    expect(names.filter((name) => !name.startsWith('voltgate_'))).toEqual([]);
    expect(names.filter((name) => name.startsWith('voltgate_voltgate_'))).toEqual([]);
  });

  it('counts by labels and by amount', async () => {
    const metrics = createMetrics();
    metrics.count('commands_total', { type: 'START_SESSION', status: 'CONFIRMED' });
    metrics.count('commands_total', { type: 'START_SESSION', status: 'CONFIRMED' }, 2);
    expect(await lines(metrics, 'voltgate_commands_total')).toEqual([
      'voltgate_commands_total{type="START_SESSION",status="CONFIRMED"} 3',
    ]);
  });

  it('counts the same under labels that are frozen, from scrape to scrape', async () => {
    const metrics = createMetrics();
    const labels = Object.freeze({ type: 'session.updated' });
    metrics.count('events_total', labels);
    metrics.count('events_total', labels, 2);
    metrics.count('events_total', { type: 'session.updated' });
    expect(await lines(metrics, 'voltgate_events_total')).toEqual(['voltgate_events_total{type="session.updated"} 4']);
    metrics.count('events_total', labels);
    expect(await lines(metrics, 'voltgate_events_total')).toEqual(['voltgate_events_total{type="session.updated"} 5']);
    expect(await lines(metrics, 'voltgate_events_total')).toEqual(['voltgate_events_total{type="session.updated"} 5']);
  });

  it('sorts observations into buckets', async () => {
    const metrics = createMetrics();
    metrics.observe('store_commit_seconds', 0.003);
    expect(await lines(metrics, 'voltgate_store_commit_seconds_bucket{le="0.0025"}')).toEqual([
      'voltgate_store_commit_seconds_bucket{le="0.0025"} 0',
    ]);
    expect(await lines(metrics, 'voltgate_store_commit_seconds_bucket{le="0.005"}')).toEqual([
      'voltgate_store_commit_seconds_bucket{le="0.005"} 1',
    ]);
  });

  it('reads a gauge at each scrape', async () => {
    const metrics = createMetrics();
    let connected = 3;
    metrics.gauge('stations_connected', () => connected);
    expect(await lines(metrics, 'voltgate_stations_connected')).toEqual(['voltgate_stations_connected 3']);
    connected = 5;
    expect(await lines(metrics, 'voltgate_stations_connected')).toEqual(['voltgate_stations_connected 5']);
  });

  it('reads a gauge under each of its labels, and tells of none before', async () => {
    const metrics = createMetrics();
    const name = 'voltgate_chore_last_done_timestamp_seconds';
    expect(await lines(metrics, `${name}`)).toEqual([]);
    metrics.gauge('chore_last_done_timestamp_seconds', () => 7, { name: 'sweep' });
    metrics.gauge('chore_last_done_timestamp_seconds', () => 5, { name: 'retention' });
    expect(await lines(metrics, name)).toEqual([`${name}{name="sweep"} 7`, `${name}{name="retention"} 5`]);
    expect(() => metrics.gauge('chore_last_done_timestamp_seconds', () => 1)).toThrow(MetricFault);
  });

  it('throws on a name, a type or a label that is not declared', () => {
    const metrics = createMetrics();
    expect(() => metrics.count('no_such_total')).toThrow(MetricFault);
    expect(() => metrics.count('store_waiting')).toThrow(MetricFault);
    expect(() => metrics.gauge('commands_total', () => 1)).toThrow(MetricFault);
    expect(() => metrics.observe('http_request_seconds', 1, { method: 'GET' })).toThrow(MetricFault);
    expect(() => metrics.count('queue_failed_total', { name: 'command.send', id: 'x' })).toThrow(MetricFault);
  });

  it('passes over and counts what is not declared when it is not strict', async () => {
    const metrics = createMetrics({ strict: false });
    metrics.count('no_such_total');
    metrics.observe('http_request_seconds', 1, { method: 'GET' });
    expect(await lines(metrics, 'voltgate_metric_faults_total')).toEqual(['voltgate_metric_faults_total 2']);
  });

  it('keeps gateways in one process apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.count('events_total', { type: 'session.started' });
    expect(await lines(other, 'voltgate_events_total')).toEqual([]);
  });
});

describe('label values', () => {
  it('know every action of the three protocol versions', () => {
    const actions = [OCPP16, OCPP20, OCPP21].flatMap(({ Action }) => Object.values<string>(Action));
    expect([...OCPP_ACTIONS].sort()).toEqual([...new Set(actions)].sort());
  });

  it('count actions that a station made up as one', async () => {
    const metrics = createMetrics();
    for (let i = 0; i < 1000; i++) {
      metrics.count('ocpp_messages_total', { direction: 'in', version: '1.6', action: `Evil${i}` });
    }
    metrics.count('ocpp_messages_total', { direction: 'in', version: '1.6', action: 'Heartbeat' });
    expect((await lines(metrics, 'voltgate_ocpp_messages_total')).sort()).toEqual([
      'voltgate_ocpp_messages_total{direction="in",version="1.6",action="Heartbeat"} 1',
      'voltgate_ocpp_messages_total{direction="in",version="1.6",action="unknown"} 1000',
    ]);
  });

  it('stay few for every other label too', async () => {
    const metrics = createMetrics();
    for (let i = 0; i < 1000; i++) metrics.count('auth_failures_total', { reason: `reason-${i}` });
    expect(await lines(metrics, 'voltgate_auth_failures_total')).toHaveLength(301);
  });
});
