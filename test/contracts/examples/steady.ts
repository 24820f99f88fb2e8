/** What a gateway answered, made the same for each run: its times, ids, addresses and secrets. */
import { createHash } from 'node:crypto';
import type { Json } from '../../support/gateway.ts';

/** When the examples happened. */
const THEN_MS = Date.parse('2026-03-01T12:00:00Z');
const URL_OF_DEMO = 'http://localhost:8080';
/** A page shows so many; a trace, which is read as a whole, more. */
const SHOWN = 2;
const SHOWN_OF_TRACE = 12;

const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
const ULID = /\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g;
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
/** Of messages that could not be taken, and of problems. */
const HEX_ID = /\b[0-9a-f]{32}\b/g;
/** By name: what is secret, and only looks like it here. */
const SECRET = /^(client_secret|secret|password)$/;
/** What a machine's haste decides. */
const MEASURED: Readonly<Record<string, number>> = { latency_ms: 12, clock_skew_s: 0.1 };

const digest = (of: string, encoding: 'hex' | 'base64url'): string => createHash('sha256').update(of).digest(encoding);

/** Of the names and places where it was first seen, so that a new operation changes no other's. */
const ulidOf = (seenAt: string): string => {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const bytes = createHash('sha256').update(seenAt).digest();
  return `01KJMSS5C0${Array.from(bytes.subarray(0, 16), (byte) => letters[byte % 32]).join('')}`;
};
const uuidOf = (seenAt: string): string =>
  digest(seenAt, 'hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');

const hexOf = (seenAt: string): string => digest(seenAt, 'hex').slice(0, 32);

export type Run = {
  readonly startedAt: Date;
  /** Ids of this run, by names that stay. */
  readonly made: Readonly<Record<string, string | undefined>>;
  /** What stands in the place of what is of this run alone: the gateway's own address, that of the receiver. */
  readonly inPlaceOf: Readonly<Record<string, string>>;
};

/** by operation: what it answered. The same name for the same thing in all of them. */
export const steadied = (run: Run, answers: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> => {
  const named = new Map<string, string>();
  const nameOf = (found: string, seenAt: string, make: (seenAt: string) => string): string => {
    const name = named.get(found) ?? make(seenAt);
    named.set(found, name);
    return name;
  };
  for (const [name, id = ''] of Object.entries(run.made)) {
    const ulid = id.match(ULID)?.[0];
    if (ulid !== undefined) nameOf(ulid, name, ulidOf);
  }
  const shifted = (instant: string): string => {
    const sinceMs = Date.parse(instant) - run.startedAt.getTime();
    // An hour before at the most: what is older came with a request.
    if (sinceMs < -3_600_000) return instant;
    return new Date(THEN_MS + Math.floor(sinceMs / 1000) * 1000).toISOString();
  };
  const text = (value: string, seenAt: string): string => {
    const placed = Object.entries(run.inPlaceOf).reduce((so, [own, shown]) => so.replaceAll(own, shown), value);
    return placed
      .replaceAll(INSTANT, shifted)
      .replaceAll(ULID, (found) => nameOf(found, seenAt, ulidOf))
      .replaceAll(UUID, (found) => nameOf(found, seenAt, uuidOf))
      .replaceAll(HEX_ID, (found) => nameOf(found, seenAt, hexOf))
      .replaceAll(/([?&]code=)[\w.-]+/g, (_all, before) => `${before}${digest(seenAt, 'base64url').slice(0, 22)}`);
  };
  const secret = (value: string, seenAt: string): string => {
    const prefix = /^wh[a-z]+_/.exec(value)?.[0] ?? '';
    const made = digest(seenAt, prefix === '' ? 'base64url' : 'hex').slice(0, 32);
    return `${prefix}${prefix === '' ? made : Buffer.from(made).toString('base64')}`;
  };
  const steady = (value: Json, seenAt: string): Json => {
    if (typeof value === 'string') {
      return SECRET.test(seenAt.slice(seenAt.lastIndexOf('/') + 1)) ? secret(value, seenAt) : text(value, seenAt);
    }
    if (Array.isArray(value)) return value.map((one, index) => steady(one, `${seenAt}/${index}`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [
        name,
        typeof one === 'number' && MEASURED[name] !== undefined ? MEASURED[name] : steady(one, `${seenAt}/${name}`),
      ]),
    );
  };
  return Object.fromEntries(
    Object.entries(answers).map(([operationId, body]) => [
      operationId,
      steady(
        Array.isArray(body) ? body.slice(0, operationId.endsWith('Trace') ? SHOWN_OF_TRACE : SHOWN) : body,
        operationId,
      ),
    ]),
  );
};

export const inPlaceOf = (gatewayUrl: string, receiverUrl: string): Readonly<Record<string, string>> => ({
  [`${receiverUrl}/voltgate`]: 'https://example.com/voltgate',
  [new URL(receiverUrl).origin]: 'https://example.com',
  [gatewayUrl]: URL_OF_DEMO,
});

/**
 * How two answers differ in what they are made of: names that one has alone, and values of another type. What may be
 * null, and lists that may be empty, are no difference. at: where, as a JSON pointer.
 */
export const differences = (one: Json, other: Json, at = ''): readonly string[] => {
  if (one === null || other === null || one === undefined || other === undefined) return [];
  if (Array.isArray(one) !== Array.isArray(other) || typeof one !== typeof other) return [`${at}: another type`];
  if (Array.isArray(one)) {
    const [first, another] = [one[0], other[0]];
    return first === undefined || another === undefined ? [] : differences(first, another, `${at}/0`);
  }
  if (typeof one !== 'object') return [];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.flatMap((name) =>
    name in one && name in other ? differences(one[name], other[name], `${at}/${name}`) : [`${at}/${name}`],
  );
};
