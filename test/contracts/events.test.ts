import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { exampleEvents, exampleParties } from '../../scripts/gen/example-events.ts';
import { EVENT_TYPES } from '../../src/domain/event.ts';
import { fromEvent } from '../../src/rest/event.ts';

const folder = new URL('../../webhooks/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

type Told = { readonly last_updated?: string; readonly updated_at?: string } | null;

/** What is to come when an event happens. */
const AHEAD = /^(expires_at|.*_ends_at|not_before)$/;

/** Each with the name that it has. */
const instantsIn = (value: unknown, name = ''): readonly (readonly [name: string, instant: string])[] => {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? [[name, value]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([inner, one]) => instantsIn(one, Array.isArray(value) ? name : inner));
};

describe('events', () => {
  it('have a schema and an example each, and nothing else is there', () => {
    const files = ['asyncapi.yaml', ...EVENT_TYPES.flatMap((type) => [`${type}.example.json`, `${type}.schema.json`])];
    expect(readdirSync(folder).sort()).toEqual(files.sort());
  });

  it.each(EVENT_TYPES)('%s: its example and its mapper hold to its schema', (type) => {
    const check = ajv.compile(read(`${type}.schema.json`));
    for (const payload of [read(`${type}.example.json`), fromEvent(exampleEvents[type], exampleParties)]) {
      check(payload);
      expect(check.errors ?? []).toEqual([]);
    }
    expect(check({ ...read(`${type}.example.json`), type: 'other' })).toBe(false);
    // Standard Webhooks receivers take small bodies; ours promise at most 20 kB.
    expect(JSON.stringify(fromEvent(exampleEvents[type], exampleParties)).length).toBeLessThan(20_000);
  });

  it.each(EVENT_TYPES)('%s: its example happened when what it tells was done, and tells of nothing later', (type) => {
    const { occurred_at: occurredAt, data } = read(`${type}.example.json`);
    const [object] = Object.values<Told>(data).filter((value) => value?.last_updated ?? value?.updated_at);
    expect(object?.last_updated ?? object?.updated_at ?? occurredAt).toBe(occurredAt);
    const told = instantsIn(data).filter(([name]) => !AHEAD.test(name));
    expect(told.filter(([, instant]) => Date.parse(instant) > Date.parse(occurredAt))).toEqual([]);
  });

  it('are all in docs/events.md', () => {
    const listing = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8');
    const listed = [...listing.matchAll(/^\| `([a-z._]+)` \|/gm)].map(([, type]) => type ?? '');
    expect(listed.sort()).toEqual([...EVENT_TYPES].sort());
  });
});
