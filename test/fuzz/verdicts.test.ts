/** The judges can say no: each rule is broken once. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { ApiRequest } from './api-cases.ts';
import { apiFault } from './api-verdict.ts';
import { caseOf } from './cases.ts';
import { createFindings } from './findings.ts';
import { judgeAnswers } from './judge-answers.ts';
import { openLane } from './lane.ts';
import { judgeMemory } from './memory.ts';
import { VERSIONS } from './ocpp-schemas.ts';
import { shrink } from './shrink.ts';
import type { StationKind } from './verdict.ts';

const station = (fields: Partial<StationKind> = {}): StationKind => ({
  version: '2.0.1',
  validation: 'strict',
  registration: 'accepted',
  ...fields,
});
const HEARTBEAT = '[2,"a","Heartbeat",{}]';
const BEAT = [3, 'a', { currentTime: '2026-03-01T10:00:00Z' }];
const error = (code: string, id = 'a') => [4, id, code, '', {}];

const faults = (text: string | readonly string[], answers: readonly (readonly unknown[])[], kind = station()) =>
  judgeAnswers(kind, typeof text === 'string' ? [text] : text, answers, false).length;

describe('the verdict on answers', () => {
  it('takes what is right', () => {
    expect(faults(HEARTBEAT, [BEAT])).toBe(0);
    expect(faults('[2,"a","Heartbeat",{"x":1}]', [error('FormatViolation')])).toBe(0);
    expect(faults('[2,"a","MakeCoffee",{}]', [error('NotImplemented')])).toBe(0);
    expect(faults('[2,"a","Reset",{}]', [error('NotSupported')])).toBe(0);
    expect(faults(HEARTBEAT, [error('SecurityError')], station({ registration: 'pending' }))).toBe(0);
    expect(faults('no json', [error('RpcFrameworkError', '-1')])).toBe(0);
    expect(faults('no json', [], station({ version: '1.6' }))).toBe(0);
    expect(faults('[3,"nobody",{}]', [])).toBe(0);
    expect(faults('[6,"a","NotifyPeriodicEventStream",{}]', [], station({ version: '2.1' }))).toBe(0);
  });

  it.each([
    ['no answer', HEARTBEAT, []],
    ['two answers', HEARTBEAT, [BEAT, BEAT]],
    ['an answer under another id', HEARTBEAT, [[3, 'b', BEAT[2]]]],
    ['an answer that its schema refuses', HEARTBEAT, [[3, 'a', {}]]],
    ['an InternalError to what is right', HEARTBEAT, [error('InternalError')]],
    ['a refusal of what is right', HEARTBEAT, [error('FormatViolation')]],
    ['an InternalError to what is wrong', '[2,"a","Heartbeat",{"x":1}]', [error('InternalError')]],
    ['a result to what is wrong', '[2,"a","Heartbeat",{"x":1}]', [BEAT]],
    ['a code of another fault', '[2,"a","Heartbeat",{"x":1}]', [error('TypeConstraintViolation')]],
    ["a code of 1.6's spelling", '[2,"a","Authorize",{}]', [error('TypeConstraintViolation')]],
    ['an error of another form', '[2,"a","MakeCoffee",{}]', [[4, 'a', 'NotImplemented']]],
    ['silence to what cannot be read', 'no json', []],
    ['an answer to an answer', '[3,"nobody",{}]', [error('GenericError', 'nobody')]],
  ])('refuses %s', (_name, text, answers) => {
    expect(faults(text, answers)).toBeGreaterThan(0);
  });

  it('refuses an answer before the registration is accepted', () => {
    expect(faults(HEARTBEAT, [BEAT], station({ registration: 'pending' }))).toBeGreaterThan(0);
  });

  it('tells several answers of one id apart', () => {
    const both = [HEARTBEAT, '[2,"a","MakeCoffee",{}]'];
    expect(faults(both, [error('NotImplemented'), BEAT])).toBe(0);
    expect(faults(both, [BEAT, BEAT])).toBeGreaterThan(0);
  });

  it('lets answers lack when the socket was closed, but no wrong ones pass', () => {
    expect(judgeAnswers(station(), [HEARTBEAT], [], true)).toEqual([]);
    expect(judgeAnswers(station(), [HEARTBEAT], [error('InternalError')], true)).toHaveLength(1);
  });
});

describe('the verdict on faces', () => {
  const request = (face: ApiRequest['face']): ApiRequest => ({
    face,
    name: '',
    method: 'POST',
    path: face === 'oauth' ? '/oauth/token' : '/x',
    headers: {},
    body: null,
  });
  const json = 'application/json';
  const problem = (fields: object) => JSON.stringify({ status: 400, code: 'invalid_request', title: 'T', ...fields });

  it.each([
    ['rest', 400, 'application/problem+json', problem({})],
    ['rest', 200, json, '[]'],
    ['graphql', 200, json, '{"data":null,"errors":[{"message":"m","extensions":{"code":"not_found"}}]}'],
    ['oauth', 400, json, '{"error":"invalid_request"}'],
  ] as const)('takes a right answer of %s', (face, status, contentType, body) => {
    expect(apiFault(request(face), { status, contentType, body })).toBeNull();
  });

  it.each([
    ['rest', 500, 'application/problem+json', problem({ status: 500, code: 'internal' })],
    ['rest', 400, 'text/html', '<p>'],
    ['rest', 400, 'application/problem+json', problem({ status: 401 })],
    ['rest', 400, 'application/problem+json', problem({ code: 'nonsense' })],
    ['graphql', 200, json, '{"errors":[{"message":"m","extensions":{"code":"internal"}}]}'],
    ['graphql', 400, json, '{"errors":[{"message":"m"}]}'],
    ['graphql', 400, 'text/html', '<p>'],
    ['oauth', 400, 'text/html', '<p>'],
  ] as const)('refuses a wrong answer of %s (%i, %s)', (face, status, contentType, body) => {
    expect(apiFault(request(face), { status, contentType, body })).not.toBeNull();
  });
});

describe('the verdict on memory', () => {
  const run = (grownBytes: number) =>
    judgeMemory(
      Array.from({ length: 40 }, (_, at) => ({
        done: at * 250,
        rss: 2e8,
        external: 0,
        heapUsed: 6e7 + at * (grownBytes / 40),
      })),
      10_000,
    );
  it('takes a flat one, and refuses one that grows', () => {
    expect(run(1e6).fault).toBeNull();
    expect(run(1e8).fault).not.toBeNull();
    expect(run(1e8).slopeMibPerThousand).toBeGreaterThan(9);
  });
});

describe('a case', () => {
  it('is the same each time, for each index by itself', () => {
    for (const version of VERSIONS)
      for (let index = 0; index < 200; index += 1) {
        const [one, again] = [caseOf(3, index, station({ version })), caseOf(3, index, station({ version }))];
        expect(again.name).toBe(one.name);
        if (one.kind === 'frames') expect(again).toEqual(one);
      }
    expect(caseOf(4, 0, station())).not.toEqual(caseOf(3, 0, station()));
  });
});

describe('a lane before a bad gateway', () => {
  const servers: WebSocketServer[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      for (const client of server.clients) client.terminate();
      server.close();
    }
  });

  it('tells what it finds, with the index to find it again', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    servers.push(server);
    server.on('connection', (socket) => {
      socket.on('message', (data) => {
        const text = data.toString();
        const id = /^\[2,"([^"]+)"/.exec(text)?.[1];
        if (id !== undefined) socket.send(JSON.stringify([4, id, 'InternalError', '', {}]));
      });
    });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const findings = createFindings();
    const counts = { cases: 0, frames: 0, bytes: 0, answers: 0, calls: 0, reconnects: 0 };
    const kind = { ...station(), id: 'BAD' };
    const lane = await openLane({ stationsUrl: `ws://127.0.0.1:${port}`, port }, kind, { seed: 1, findings, counts });
    const index =
      Array.from({ length: 500 }, (_, at) => at).find((at) => caseOf(1, at, kind).name.startsWith('valid')) ?? 0;
    await lane.run(index);
    lane.close();
    expect(findings.all()).toMatchObject([{ first: { index, frames: [expect.any(String)] }, times: 1 }]);
  });
});

describe('a frame that is made smaller', () => {
  const big = '[2,"a","MeterValues",{"connectorId":1,"meterValue":[{"a":1},{"bad":{"x":1,"y":[1,2]}}],"more":{"z":1}}]';

  it('keeps only what the fault needs', async () => {
    const smallest = await shrink(big, async (text) => text.includes('"bad"'));
    expect(JSON.parse(smallest)).toEqual([2, 'a', 'MeterValues', { meterValue: [{ bad: expect.anything() }] }]);
  });

  it('stays as it is when nothing can go, or when it is no call', async () => {
    expect(await shrink(big, async (text) => text === big)).toBe(big);
    expect(await shrink('no json', async () => true)).toBe('no json');
  });
});
