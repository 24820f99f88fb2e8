/** Deprecation (RFC 9745) and Sunset (RFC 8594) follow from what the description says. */
import express from 'express';
import { expect, it } from 'vitest';
import { createDeprecations } from '../../src/rest/deprecation.ts';
import { type Description, operationsOf, readDescription } from '../../src/rest/description.ts';
import { createValidation } from '../../src/rest/validation.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test changes what it expects and fails where it is not there
type Loose = any;

const DAYS = { deprecated: true, 'x-deprecated-at': '2026-12-01', 'x-sunset': '2027-06-30' };
const HEADERS = { deprecation: '@1796083200', sunset: 'Wed, 30 Jun 2027 00:00:00 GMT' };

const described = (change: (description: Loose) => void): Description => {
  const description = structuredClone(readDescription());
  change(description);
  return description;
};

const answerOf = async (description: Description, path: string, init: RequestInit = {}) => {
  const app = express();
  app.use(express.json());
  app.use(createValidation(description).handler, createDeprecations(operationsOf(description)));
  app.use((_request, response) => void response.json({}));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const { headers, status } = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, init);
  server.closeAllConnections();
  server.close();
  return { status, deprecation: headers.get('deprecation'), sunset: headers.get('sunset') };
};

const put = (body: object): RequestInit => ({
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

it('tells who uses a deprecated operation since when it is, and until when it works', async () => {
  const description = described(({ paths }) => Object.assign(paths['/tokens'].get, DAYS));
  expect(await answerOf(description, '/tokens')).toEqual({ status: 200, ...HEADERS });
  expect(await answerOf(description, '/locations')).toEqual({ status: 200, deprecation: null, sunset: null });
});

it('tells of a deprecated parameter and field only who uses them', async () => {
  const description = described(({ paths, components }) => {
    paths['/stations'].get.parameters.push({ name: 'colour', in: 'query', schema: { type: 'string' }, ...DAYS });
    Object.assign(components.schemas.TokenPut.properties.issuer, DAYS);
  });
  expect(await answerOf(description, '/stations?colour=red')).toEqual({ status: 200, ...HEADERS });
  expect((await answerOf(description, '/stations')).deprecation).toBeNull();
  expect(await answerOf(description, '/tokens/1', put({ contract_id: 'C', issuer: 'us' }))).toMatchObject(HEADERS);
  expect((await answerOf(description, '/tokens/1', put({ contract_id: 'C' }))).deprecation).toBeNull();
});

it('refuses a description that does not say until when', () => {
  const description = described(({ paths }) => Object.assign(paths['/tokens'].get, { deprecated: true }));
  expect(() => operationsOf(description)).toThrow(/listTokens is deprecated/);
});
