/** What /docs shows as examples is true, and goes through as it is in a gateway that has what the demo has. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATION_PREFIX, seed } from '../../src/demo/seed.ts';
import { createFleet, type Fleet } from '../../src/simulator/fleet.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type ExampledOperation, exampledOperations, rawDescription } from './support/examples.ts';
import { knock } from './support/raw-station.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
addFormats.default(ajv);
ajv.addSchema(rawDescription, 'description');

const faultOf = (schema: object, value: unknown): string | null => {
  const check = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"description#/')));
  return check(value) ? null : ajv.errorsText(check.errors, { dataVar: 'example' });
};

describe('the examples of the reference', () => {
  it('has one for each body', () => {
    const without = exampledOperations.filter(({ bodies }) => bodies.some(({ example }) => example === undefined));
    expect(without.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('shows only bodies and answers that are as their schemas say', () => {
    const faults = exampledOperations.flatMap(({ operationId, bodies, answers }) =>
      [...bodies, ...answers].flatMap(({ schema, example }) => {
        const fault = example === undefined ? null : faultOf(schema, example);
        return fault === null ? [] : [`${operationId}: ${fault}`];
      }),
    );
    expect(faults).toEqual([]);
  });
});

/** The first stations of the demo, and one of each version. */
const STATIONS = 6;
/** What takes away what others use comes behind them; within these, in this order. */
const LAST = [
  'stopSession',
  'disableWebhookEndpoint',
  'enableWebhookEndpoint',
  'resetStation',
  'bulkResetStation',
  'replaceStation',
];
/** What makes the objects that others are about. */
const FIRST = ['startSession', 'createAccount', 'createSandbox', 'createWebhookEndpoint'];

const rank = ({ operationId, method }: ExampledOperation): number => {
  const first = FIRST.indexOf(operationId);
  if (first >= 0) return first - FIRST.length;
  if (method === 'DELETE') return LAST.length + 1;
  return LAST.indexOf(operationId) + 1;
};
const inOrder = exampledOperations.toSorted((one, other) => rank(one) - rank(other));

describe('the examples of bodies in a gateway with what the demo has', () => {
  let gateway: TestGateway;
  let fleet: Fleet;
  let operator: string;
  beforeAll(async () => {
    gateway = await startTestGateway();
    const { services, offeredScopes } = gateway.gateway;
    const clients = await seed(services, offeredScopes);
    operator = await gateway.token('demo-operator', clients.find(({ id }) => id === 'demo-operator')?.secret);
    fleet = createFleet({
      url: gateway.stationsUrl,
      count: STATIONS,
      prefix: STATION_PREFIX,
      connectors: 2,
      staggerMs: 0,
      plugInAfterRemoteStartMs: 10,
    });
    await fleet.start();
    await fleet.ready();
  });
  afterAll(async () => {
    await fleet.close();
    await gateway.close();
  });

  /** A station that ends a transaction of which nobody has heard. */
  const quarantine = async (): Promise<void> => {
    const station = await knock(`${gateway.stationsUrl}/DEMO-020`, ['ocpp1.6']);
    if (station.kind === 'refused') throw new Error(`refused: ${station.status}`);
    await station.call('StopTransaction', { transactionId: 'none' });
    await station.close();
  };

  it('all go through as they are, the session to stop put in', async () => {
    await quarantine();
    const [quarantined] = await gateway.get('/api/v1/quarantined_messages', operator);
    const [evse] = await gateway.get('/api/v1/evses?station_id=DEMO-001', operator);
    /** What only running makes, by the path that names it. */
    const made: Record<string, string> = {
      '/quarantined_messages/{id}': quarantined.id,
      '/evses/{id}': evse.uid,
    };
    let developer = operator;
    const failed: string[] = [];
    for (const operation of inOrder) {
      const { operationId, method, path, inPath, bodies, success } = operation;
      if (bodies.length === 0) continue;
      const own = Object.entries(made).find(([prefix]) => path.startsWith(prefix))?.[1];
      const url = path.replaceAll(/\{(\w+)\}/g, (_all, name) => inPath[name] ?? own ?? `none-${name}`);
      for (const { type, example } of bodies) {
        const body = operationId === 'stopSession' ? { ...example, session_id: made['/sessions/{id}'] } : example;
        const answer = await gateway.request(method, `/api/v1${url}`, {
          body: JSON.stringify(body),
          token: path.startsWith('/sandbox/') ? developer : operator,
          headers: { 'content-type': type },
        });
        const { status } = answer;
        if (!success.includes(status) || answer.body?.refused > 0)
          failed.push(`${operationId} ${status} ${JSON.stringify(answer.body)}`);
        else await keep(operationId, answer.body);
      }
    }
    expect(failed).toEqual([]);

    async function keep(operationId: string, body: Record<string, never>): Promise<void> {
      if (operationId === 'startSession') {
        const command = await gateway.get(`/api/v1/commands/${body.id}?wait=10`, operator);
        made['/sessions/{id}'] = command.session_id;
      }
      if (operationId === 'createAccount') made['/accounts/{id}'] = String(body.id);
      if (operationId === 'createWebhookEndpoint') {
        made['/webhooks/endpoints/{id}'] = String((body.endpoint as unknown as { id: string }).id);
      }
      if (operationId === 'createSandbox') {
        made['/sandboxes/{id}'] = String(body.id);
        developer = await gateway.token(String(body.client_id), String(body.client_secret));
        const [station] = await gateway.get('/api/v1/sandbox/stations', developer);
        made['/sandbox/stations/{id}'] = station?.id;
      }
    }
  });
});
