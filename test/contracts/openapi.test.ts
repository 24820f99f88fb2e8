import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/domain/access.ts';
import { COMMAND_STATUSES } from '../../src/domain/command.ts';
import { BULK_COMMAND_TYPES, COMMAND_TYPES } from '../../src/domain/commands/commands.ts';
import { EVENT_TYPES } from '../../src/domain/event.ts';
import { CHARGING_STATES, SESSION_STATUSES } from '../../src/domain/session.ts';
import { CONNECTOR_STATUSES, EVSE_STATUSES, OCPP_VERSIONS } from '../../src/domain/station.ts';
import { TOKEN_TYPES } from '../../src/domain/token.ts';
import { operationsOf, readDescription } from '../../src/rest/description.ts';
import { createRoutes } from '../../src/rest/router.ts';
import { createRequestGate } from '../../src/services/request-gate.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createMemoryServices } from '../support/memory-services.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';
import { createTestStanding } from '../support/test-standing.ts';

const description = readDescription();
const operations = operationsOf(description);

describe('the REST contract', () => {
  it('describes every route, and has a route for everything that it describes', () => {
    const routes = createRoutes({
      services: createMemoryServices().services,
      authenticate: () => Promise.reject(new Error('not asked')),
      standing: createTestStanding(),
      requestQuota: {
        admit: () => Promise.reject(new Error('not asked')),
        admitStranger: () => Promise.reject(new Error('not asked')),
      },
      requestGate: createRequestGate({ metrics: createRecordedMetrics() }),
      addressOf: () => null,
      log: silentLog,
      metrics: createRecordedMetrics(),
      clock: createManualClock(),
      newId: () => 'id',
      publicUrl: 'https://charge.example',
      closing: new AbortController().signal,
    });
    expect(Object.keys(routes).sort()).toEqual(operations.map(({ operationId }) => operationId).sort());
  });

  it('is valid OpenAPI 3.1', async () => {
    const app = express();
    app.use(
      middleware({ apiSpec: structuredClone(description) as never, validateApiSpec: true, validateSecurity: false }),
    );
    const handleError: ErrorRequestHandler = (error, _request, response, _next) => {
      response.status(error.status ?? 500).end();
    };
    app.use(handleError);
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    // What is not described is 404; a description that does not load is 500.
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/elsewhere`)).status).toBe(404);
    server.closeAllConnections();
    server.close();
  });

  it('has a POST for each type of command', () => {
    const posts = operations.filter(({ method, path }) => method === 'post' && path.startsWith('/api/v1/commands/'));
    expect(posts.map(({ path }) => path.split('/')[4]).filter((type) => type !== '{id}')).toEqual(
      expect.arrayContaining([...COMMAND_TYPES]),
    );
    const bulk = posts.filter(({ path }) => path.startsWith('/api/v1/commands/bulk/'));
    expect(bulk.map(({ path }) => path.split('/')[5]).toSorted()).toEqual(BULK_COMMAND_TYPES.toSorted());
    expect(posts).toHaveLength(COMMAND_TYPES.length + BULK_COMMAND_TYPES.length + 1);
  });

  it.each([
    ['Scope', SCOPES],
    ['CommandType', COMMAND_TYPES],
    ['CommandStatus', COMMAND_STATUSES],
    ['SessionStatus', SESSION_STATUSES],
    ['ConnectorStatus', CONNECTOR_STATUSES],
    ['EvseStatus', EVSE_STATUSES],
    ['OcppVersion', OCPP_VERSIONS],
    ['TokenType', TOKEN_TYPES],
    ['EventType', EVENT_TYPES],
  ])('lists the values of %s that the domain has', (name, values) => {
    const schema = description.components.schemas[name] as { readonly enum: readonly string[] };
    expect([...schema.enum].sort()).toEqual([...values].sort());
  });

  it('lists the charging states that the domain has', () => {
    const session = description.components.schemas.Session as {
      readonly properties: { readonly charging_state: { readonly enum: readonly (string | null)[] } };
    };
    expect(session.properties.charging_state.enum.filter((state) => state !== null).sort()).toEqual(
      [...CHARGING_STATES].sort(),
    );
  });
});
