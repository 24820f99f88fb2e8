/**
 * Requests that nobody here thought of, made by schemathesis from the description: good ones and bad ones, of every
 * operation, upon objects that are there; without a token, of a sandbox, and with a token of everything. No answer may be
 * a 500 or outside the description. Nothing in them is left to chance: each run makes the same.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { seed } from '../../src/demo/seed.ts';
import { createFleet, type Fleet } from '../../src/simulator/fleet.ts';
import { createOwnerWorld, type OwnerWorld } from '../contracts/support/owner-world.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { OFFERED_SCOPES } from '../support/scopes.ts';
import { type Report, runSchemathesis } from './support/schemathesis.ts';

/** None of them comes near it but on a machine that has much else to do. */
const MOST_MS = 600_000;

/** It has no end. */
const LEFT_OUT = ['streamEvents'];
/** Nothing of what is made up is looked for outside this machine. */
const RECEIVER = { always: { 'body.url': 'http://127.0.0.1:1/receiver' } };
const WEBHOOKS = { createWebhookEndpoint: RECEIVER, patchWebhookEndpoint: RECEIVER };

const missing = inject('schemathesis');
const name = missing === null ? 'schemathesis' : `schemathesis (not run: ${missing})`;

describe.skipIf(missing !== null)(name, () => {
  let gateway: TestGateway;
  let fleet: Fleet;
  let world: OwnerWorld;
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { OUTBOUND_ALLOW: '127.0.0.1' } });
    await seed(gateway.gateway.services, OFFERED_SCOPES);
    fleet = createFleet({
      url: gateway.stationsUrl,
      count: 3,
      prefix: 'DEMO',
      speed: 20,
      plugInAfterRemoteStartMs: 100,
      identity: { vendor: 'Voltgate', model: 'Simulator' },
    });
    await fleet.start();
    await fleet.ready();
    world = await createOwnerWorld(gateway, 'NL-OUT');
  });
  afterAll(async () => {
    await fleet?.close();
    await gateway?.close();
  });

  const operationsOf = async (): Promise<Readonly<Record<string, number>>> => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    const line = /http_requests_total\{method="(\w+)",route="\/api\/v1(\S+)",status="(\d+)"\} (\d+)/g;
    const lines = [...text.matchAll(line)];
    return Object.fromEntries(
      lines.map(([, method, route, status, count]) => [`${method} ${route} ${status}`, Number(count)]),
    );
  };
  /** By operation the statuses that it answered while something ran, as the gateway counted them. */
  const answersOf = async <T>(run: () => Promise<T>): Promise<[T, ReadonlyMap<string, readonly number[]>]> => {
    const before = await operationsOf();
    const result = await run();
    const answered = new Map<string, number[]>();
    for (const [line, count] of Object.entries(await operationsOf())) {
      if (count === before[line]) continue;
      const [method, route, status] = line.split(' ');
      const operation = `${method} ${route}`;
      answered.set(operation, [...(answered.get(operation) ?? []), Number(status)]);
    }
    return [result, answered];
  };

  const expectClean = ({ said, report }: { readonly said: string; readonly report: Report }): void => {
    expect(report.failures, said).toEqual([]);
    expect(report.errors, said).toEqual([]);
    expect(report.operations.tested, said).toBe(report.operations.selected);
    console.info(`schemathesis: ${report.test_cases.generated} requests of ${report.operations.tested} operations`);
  };
  /** Operations that answered nothing but refusals. */
  const refusedOf = (answered: ReadonlyMap<string, readonly number[]>): readonly string[] =>
    [...answered].filter(([, statuses]) => !statuses.some((status) => status < 400)).map(([operation]) => operation);

  const one = (...values: readonly string[]) => ({ values: { 'path.id': values } });
  const keys = () => Array.from({ length: 500 }, () => randomUUID());

  it(
    'finds every operation closed to who has no token',
    async () => {
      const result = await runSchemathesis({
        url: `${gateway.url}/api/v1`,
        token: null,
        examples: 1,
        phases: ['fuzzing'],
        values: {},
        operations: WEBHOOKS,
        leftOut: LEFT_OUT,
      });
      expectClean(result);
      expect(result.report.warnings.missing_auth.length, result.said).toBe(result.report.operations.selected);
    },
    MOST_MS,
  );

  it(
    'finds no 500 and no answer outside the description for a sandbox',
    async () => {
      const { body: sandbox } = await gateway.request('POST', '/api/v1/sandboxes', { body: { name: 'Outside' } });
      const token = await gateway.token(sandbox.client_id, sandbox.client_secret);
      const stations = (await gateway.get('/api/v1/sandbox/stations', token)).map(
        ({ id }: { readonly id: string }) => id,
      );
      const [result, answered] = await answersOf(() =>
        runSchemathesis({
          url: `${gateway.url}/api/v1`,
          token,
          examples: 3,
          phases: ['fuzzing'],
          values: {
            'body.station_id': stations,
            'query.station_id': stations,
            'header.If-Match': ['*'],
            'header.Idempotency-Key': keys(),
          },
          operations: { ...WEBHOOKS, getStation: one(...stations), actInSandbox: one(...stations) },
          leftOut: LEFT_OUT,
        }),
      );
      expectClean(result);
      expect(refusedOf(answered)).not.toContain('POST /sandbox/stations/{id}/actions/{action}');
    },
    MOST_MS,
  );

  it(
    'finds no 500 and no answer outside the description for who may do everything',
    async () => {
      const { ids } = world;
      const stations = ['DEMO-001', 'DEMO-002', 'DEMO-003', ids.station];
      const ofClient = { always: { 'path.id': ids.client }, alone: true };
      // Each object of these answers for itself.
      const many = { without: ['negative_data_rejection'] };
      const [result, answered] = await answersOf(async () =>
        runSchemathesis({
          url: `${gateway.url}/api/v1`,
          token: await gateway.token(),
          examples: 5,
          phases: ['examples', 'coverage', 'fuzzing', 'stateful'],
          values: {
            'body.station_id': stations,
            'body.session_id': [ids.session],
            'body.location_id': ['depot-utrecht', ids.location],
            'body.token.uid': ['DEMO-CARD-1', 'DEMO-CARD-2', ids.token],
            'query.station_id': stations,
            'query.location_id': ['depot-utrecht', ids.location],
            'query.session_id': [ids.session],
            // Else most of what writes is refused by what it carries of earlier answers.
            'header.If-Match': ['*'],
            'header.Idempotency-Key': keys(),
            'path.uid': [ids.token, 'DEMO-CARD-3'],
          },
          operations: {
            ...WEBHOOKS,
            getEvse: one(ids.evse),
            patchEvse: one(ids.evse),
            getSession: one(ids.session),
            listReadings: one(ids.session),
            cancelCommand: one(ids.command),
            getLocation: one(ids.location),
            putLocation: one(ids.location),
            patchLocation: one(ids.location),
            getStation: one(...stations),
            putStation: one(ids.station),
            patchStation: one(ids.station),
            putLocations: many,
            putStations: many,
            putTokens: many,
            // A test of waiting lies in test/rest.
            getCommand: { values: { 'path.id': [ids.command] }, always: { 'query.wait': '0' } },
            getClient: ofClient,
            putClient: ofClient,
            patchClient: ofClient,
            deleteClient: ofClient,
          },
          leftOut: LEFT_OUT,
        }),
      );
      expectClean(result);
      // It would have shown little of what was always refused; the more in the way, the fewer are got right.
      const refused = refusedOf(answered);
      expect(refused.length, String(refused)).toBeLessThan(result.report.operations.selected / 2);
    },
    MOST_MS,
  );
});
