/** What holds the answers of the other tests against the description must itself find what is wrong. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { withAnswerCheck } from '../support/answer-check.ts';

const ask = async (path: string, status: number, type: string, body: string) => {
  const server = createServer(
    withAnswerCheck((_request, response) => {
      response.statusCode = status;
      response.setHeader('content-type', type);
      response.end(body);
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  const text = await answer.text();
  server.closeAllConnections();
  server.close();
  return { status: answer.status, text };
};

it.each([
  ['a wrong value', '/api/v1/locations', 200, 'application/json', '[{"id":1}]', 'answer/0/id must be string'],
  ['a field left out', '/api/v1/me', 200, 'application/json; charset=utf-8', '{}', 'required property'],
  ['another media type', '/api/v1/me', 200, 'text/plain', 'me', 'with no text/plain'],
  ['a problem without its code', '/api/v1/me', 409, 'application/problem+json', '{"status":409}', "property 'code'"],
])('finds %s', async (_name, path, status, type, body, fault) => {
  const answer = await ask(path, status, type, body);
  expect(answer.status).toBe(500);
  expect(answer.text).toContain(fault);
});

it.each([
  ['a page', '/api/v1/locations', 200, 'application/json', '[]'],
  ['what is not described', '/elsewhere', 200, 'text/plain', 'anything'],
])('passes %s', async (_name, path, status, type, body) => {
  expect(await ask(path, status, type, body)).toEqual({ status, text: body });
});
