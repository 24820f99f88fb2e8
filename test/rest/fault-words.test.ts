/** What callers are told of a request that is not as the description has it: words, each once, and one form of pointers. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultWords, PATTERN_WORDS, saidFaults } from '../../src/rest/fault-words.ts';
import { type RestFaceUnderTest, startRestFace } from '../support/rest-face.ts';

let face: RestFaceUnderTest;
beforeAll(async () => {
  face = await startRestFace();
});
afterAll(() => face.close());

const location = {
  address: 'Street 1',
  city: 'Utrecht',
  country: 'NLD',
  coordinates: { latitude: '52.05', longitude: '5.10' },
  time_zone: 'Europe/Amsterdam',
};

describe('a fault', () => {
  it.each([
    ['must match pattern "^[A-Z]{3}$"', 'Must be three capital letters of ISO 3166-1, such as NLD.'],
    ['must match pattern "^of a newer contract$"', 'Has characters that are not allowed here.'],
    ['must NOT have more than 45 characters', 'Must have at most 45 characters.'],
    ['must NOT have fewer than 1 characters', 'Must have at least 1 character.'],
    ['must NOT have fewer than 1 properties', 'Must have at least 1 field.'],
    ["must have required property 'city'", 'Must be given.'],
    ['must NOT have additional properties', 'There is no such field.'],
    ['must be equal to one of the allowed values: RFID, OTHER', 'Must be one of RFID, OTHER.'],
    ['must be string,null', 'Must be text or null.'],
    ['must be >= 1', 'Must be at least 1.'],
    ['is new', 'Is new.'],
  ])('%s is said as: %s', (message, words) => {
    expect(faultWords(message)).toBe(words);
  });

  it('has words for every pattern of the contract', () => {
    const text = readFileSync('openapi/voltgate.json', 'utf8');
    const patterns = new Set(
      [...text.matchAll(/"pattern": ("(?:[^"\\]|\\.)*")/g)].map(([, one = '']) => JSON.parse(one)),
    );
    expect(patterns.size).toBeGreaterThan(3);
    expect([...patterns].filter((pattern) => PATTERN_WORDS[pattern] === undefined)).toEqual([]);
  });

  it('is said once, and not that none of several forms fits', () => {
    const twice = { path: '/body/a', message: 'must be string' };
    const summary = { path: '/body/a', message: 'must match a schema in anyOf' };
    expect(saidFaults([twice, twice, summary])).toEqual([{ pointer: '/a', detail: 'Must be text.' }]);
    expect(saidFaults([summary])).toHaveLength(1);
    const short = { path: '/body/password', message: 'must NOT have fewer than 16 characters' };
    const unlike = { path: '/body/password', message: 'must match pattern "^[!-~]*$"' };
    expect(saidFaults([short, unlike])).toEqual([
      { pointer: '/password', detail: 'Must be visible characters of ASCII.' },
    ]);
  });
});

describe('a request', () => {
  it.each<readonly [what: string, method: string, path: string, options: object, pointer: string]>([
    ['a field of the body', 'PUT', '/locations/L', { body: { ...location, country: 'nl' } }, '/country'],
    ['a parameter of the query', 'GET', '/locations?limit=0', {}, '/query/limit'],
    ['a parameter of the path', 'GET', `/locations/${'x'.repeat(256)}`, {}, '/path/id'],
    [
      'a header',
      'POST',
      '/commands/RESET_STATION',
      { body: { station_id: 'S' }, headers: { 'idempotency-key': 'k'.repeat(256) } },
      '/header/idempotency-key',
    ],
  ])('points at %s', async (_what, method, path, options, pointer) => {
    const { status, body } = await face.call(method, `/api/v1${path}`, options);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer }]);
    expect(body.detail).toBe(`${pointer}: ${body.errors[0].detail}`);
    expect(JSON.stringify(body)).not.toMatch(/\^|pattern|NOT/);
  });

  it('that fits two forms is told which exclude each other, and nothing else', async () => {
    const two = { station_ids: ['A'], group_id: 'G' };
    const { body } = await face.call('POST', '/api/v1/commands/bulk/RESET_STATION', { body: two });
    expect(body.errors).toEqual([{ pointer: '', detail: 'Must have only one of station_ids, location_id, group_id.' }]);
  });

  it('without a body says so', async () => {
    const { status, body } = await face.call('PUT', '/api/v1/locations/L');
    expect(status).toBe(415);
    expect(body.detail).toBe(
      'The request has no body, or does not say of what type it is: send JSON with Content-Type: application/json.',
    );
    const empty = await face.call('PUT', '/api/v1/locations/L', { headers: { 'content-type': 'application/json' } });
    expect(empty.status).toBe(400);
    expect(empty.body.detail).not.toContain('undefined');
  });
});
