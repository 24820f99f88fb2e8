/**
 * Every write of both faces, from the table of operations: exactly one entry of the audit log for each object that it
 * wrote, with who, what, before and after; nothing for what it did not write; and no secret anywhere.
 */
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeFile } from '../../src/backends/embedded.ts';
import type { AuditEntry } from '../../src/domain/audit.ts';
import { KIND_NAMES, KINDS } from '../../src/domain/kinds/documents.ts';
import { OPERATION_NAMES } from '../../src/services/audit/operations.ts';
import { columnOf } from '../../src/store/sqlite/kind-table.ts';
import { ADMIN_SECRET, type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';
import { type Call, createCalls } from './support/calls.ts';
import { restOperations, type Theirs } from './support/operations.ts';
import { createOwnerWorld, type OwnerWorld } from './support/owner-world.ts';
import { enter } from './support/raw-station.ts';

const STATION_PASSWORD = 'A-station-password-0';
const CONFIGURED = 'a-key-of-the-station';

/** A gateway for each face: what one has done, the other could not do again. */
type Ground = {
  readonly gateway: TestGateway;
  readonly stored: DatabaseSync;
  readonly world: OwnerWorld;
  /** Of a station whose session runs, and of one that speaks 2.0.1. */
  readonly running: string;
  readonly withVariables: string;
};
const grounds = new Map<string, Ground>();
const groundOf = (face: string): Ground => {
  const ground = grounds.get(face);
  if (ground === undefined) throw new Error(`${face} was not prepared.`);
  return ground;
};

const prepared = async (): Promise<Ground> => {
  const gateway = await startTestGateway({ environment: { OUTBOUND_ALLOW: '127.0.0.1' } });
  const world = await createOwnerWorld(gateway, 'NL-OWN');
  const { location, token } = world.ids;
  const hardware = { location_id: location, registration: 'accepted', security_profile: 0, validation: 'strict' };
  const made = async (id: string, protocol: string) => {
    await gateway.request('PUT', `/api/v1/stations/${id}`, { body: hardware, token: world.clientToken });
    return enter(`${gateway.stationsUrl}/${id}`, [protocol]);
  };
  const charging = await made('RUNS', 'ocpp1.6');
  await charging.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
  const timestamp = new Date().toISOString();
  await charging.call('StartTransaction', { connectorId: 1, idTag: token, meterStart: 0, timestamp });
  await charging.close();
  const elsewhere = { address: 'A', city: 'C', country: 'NLD', time_zone: 'Europe/Amsterdam' };
  const body = { ...elsewhere, coordinates: { latitude: '1', longitude: '1' } };
  await gateway.request('PUT', '/api/v1/locations/EMPTY', { body, token: world.clientToken });
  const other = await made('OF-201', 'ocpp2.0.1');
  await other.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } });
  await other.close();
  const [session] = await gateway.get('/api/v1/sessions?station_id=RUNS', world.clientToken);
  const stored = new DatabaseSync(storeFile(gateway.dataDir), { readOnly: true });
  return { gateway, stored, world, running: session.id, withVariables: 'OF-201' };
};

beforeAll(async () => {
  for (const face of ['rest', 'graphql']) grounds.set(face, await prepared());
});
afterAll(async () => {
  for (const { stored, gateway } of grounds.values()) {
    stored.close();
    await gateway.close();
  }
});

const callsOf = (face: string) =>
  createCalls(
    () => groundOf(face).gateway.url,
    () => true,
  );
/** They send something, and change no document. */
const SENDS = /^(Mutation\.)?(testWebhookEndpoint|replayWebhook)$/;
const isWrite = (name: string): boolean =>
  !SENDS.test(name) &&
  (name.startsWith('Mutation.') || (restOperations({} as Theirs)[name]?.method ?? 'GET') !== 'GET');
/** After those that need what they take away or put out of use. */
const LAST = /^(Mutation\.)?(delete|revoke|closeSession|replaceStation)/;
/** Before those that put the same: what is as it is asked for already is not written again by them. */
const FIRST = /^(put|Mutation\.upsert)(Locations|Stations|Tokens)$/;
const rankOf = ({ name }: Call): number => Number(LAST.test(name)) - Number(FIRST.test(name));
const inOrder = (all: readonly Call[]): readonly Call[] =>
  all
    // Sandboxes are no operator's: test/sandbox has theirs.
    .filter(({ name }) => isWrite(name) && !/sandbox/i.test(name))
    .toSorted((a, b) => rankOf(a) - rankOf(b));
/** Writes of the table whose like cannot be made of what there is here, by their refusal. */
const CANNOT: Readonly<Record<string, string>> = {
  // No problem has the table's id; the like of it, of all problems, is written by the same function.
  dismissProblem: 'not_found',
};

const idsFor = (name: string, { world, running, withVariables }: Ground): Theirs => ({
  ...world.ids,
  ...(/(stop|close)Session/.test(name) ? { session: running } : {}),
  // Where a station stands, none is deleted.
  ...(/deleteLocation/.test(name) ? { location: 'EMPTY' } : {}),
  ...(/startSession|(get|set)Variables/.test(name) ? { station: withVariables } : {}),
});

/** Versions of all documents that callers write, by what the log calls their kind and by their key. */
const versions = ({ stored }: Ground): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const name of KIND_NAMES) {
    const { audit, key } = KINDS[name];
    if (audit === null) continue;
    const rows = stored.prepare(`SELECT ${columnOf(key.name)} AS id, version FROM ${name}`).all();
    for (const { id, version } of rows) found.set(`${audit.object} ${String(id).toLowerCase()}`, Number(version));
  }
  return found;
};

const entries = ({ stored }: Ground): readonly AuditEntry[] =>
  stored
    .prepare('SELECT doc FROM auditEntries ORDER BY rowid')
    .all()
    .map(({ doc }) => JSON.parse(String(doc)) as AuditEntry);

const changedBetween = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((place) => before.get(place) !== after.get(place))
    .map((place) => ({ place, from: before.get(place) ?? null, to: after.get(place) ?? null }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1));

const versionIn = (document: Json | null): number | null => document?.version ?? null;

describe.each(['rest', 'graphql'] as const)('every write over %s', (face) => {
  it.each(inOrder(callsOf(face)[face]).map((call) => [call.name, call] as const))(
    '%s is in the log',
    async (name, call) => {
      const ground = groundOf(face);
      const [documents, known] = [versions(ground), entries(ground).length];
      const answer = await call.ask(idsFor(name, ground), ground.world.clientToken);
      const refusal = CANNOT[name];
      if (refusal !== undefined) {
        expect(answer.text).toContain(`"code":"${refusal}"`);
        expect(entries(ground)).toHaveLength(known);
        return;
      }
      expect(answer.ok, answer.text).toBe(true);
      const made = entries(ground).slice(known);
      const told = made.map(({ object, objectId, before, after }) => ({
        place: `${object} ${objectId?.toLowerCase()}`,
        from: versionIn(before),
        to: versionIn(after),
      }));
      const changed = changedBetween(documents, versions(ground));
      expect(changed, 'it wrote something').not.toEqual([]);
      expect(told.toSorted((a, b) => (a.place < b.place ? -1 : 1))).toEqual(changed);
      for (const entry of made) {
        expect(entry).toMatchObject({
          outcome: 'DONE',
          clientId: 'MARK-OWN-CLIENT',
          userId: null,
          from: { face, address: '127.0.0.1', requestId: answer.headers.get('x-request-id'), userAgent: 'node' },
        });
        expect(OPERATION_NAMES).toContain(entry.operation);
        expect(entry.operation).toBe(made[0]?.operation);
      }
    },
  );
});

describe('the log', () => {
  let gateway: TestGateway;
  const calls = callsOf('rest');
  beforeAll(() => {
    gateway = groundOf('rest').gateway;
  });

  it('has no secret in it, over either face', async () => {
    const body = { security_profile: 1, registration: 'accepted', validation: 'lenient', password: STATION_PASSWORD };
    await gateway.request('PUT', '/api/v1/stations/SECURED', { body: { ...body, location_id: null } });
    const key = { station_id: 'SECURED', key: 'AuthorizationKey', value: CONFIGURED };
    const { body: command } = await gateway.request('POST', '/api/v1/commands/SET_CONFIGURATION', { body: key });
    expect(command.parameters).toMatchObject({ key: 'AuthorizationKey', value: '(secret)' });
    const commandQuery = `{ command(id: "${command.id}") { parameters } events(first: 1000) { edges { node { command { parameters } } } } }`;
    for (const text of [
      JSON.stringify(await gateway.get('/api/v1/events?types=command.updated&limit=1000')),
      (await calls.askGraphql(commandQuery, await gateway.token())).text,
    ]) {
      expect(text).toContain('AuthorizationKey');
      expect(text).not.toContain(CONFIGURED);
    }
    const grants = { parties: null, location_ids: null, station_groups: null, token_uids: null };
    const client = { name: 'Secret', scopes: ['stations:read'], grants, rotate_secret: true };
    const { body: made } = await gateway.request('PUT', '/api/v1/clients/secret', { body: client });
    expect(made).toMatchObject({ client_secret: expect.any(String) });
    const { body: again } = await gateway.request('PUT', '/api/v1/clients/secret', { body: client });
    const invited = { login: 'invited', role: 'viewer' };
    const { body: account } = await gateway.request('POST', '/api/v1/accounts', { body: invited });
    const code = new URL(account.link.url).searchParams.get('code') ?? '';
    expect(code.length).toBeGreaterThan(10);
    const hashes = [made.client_secret, again.client_secret, ADMIN_SECRET, code].map((secret) =>
      createHash('sha256').update(secret).digest('hex'),
    );
    const station = groundOf('rest').stored.prepare("SELECT doc FROM stations WHERE id = 'SECURED'").get();
    const { passwordHash } = JSON.parse(String(station?.doc)).security;
    const secrets = [
      code,
      STATION_PASSWORD,
      CONFIGURED,
      made.client_secret,
      again.client_secret,
      ADMIN_SECRET,
      passwordHash,
    ];
    const { text: overRest } = await calls.ask('/api/v1/audit_log?limit=1000', await gateway.token());
    const query = '{ auditLog(first: 1000) { edges { node { before after changes } } } }';
    const { text: overGraphql } = await calls.askGraphql(query, await gateway.token());
    for (const text of [overRest, overGraphql, JSON.stringify(entries(groundOf('rest')))]) {
      expect(text).toContain('SECURED');
      for (const secret of [...secrets, ...hashes]) expect(text).not.toContain(secret);
    }
    const told = await gateway.get('/api/v1/audit_log?object=client&object_id=secret');
    expect(told.map(({ after }: Json) => after.secret_hash)).toEqual(['(secret, changed)', '(secret)']);
  });

  it('is read newest first, by each of its filters, with the total', async () => {
    const { ids } = groundOf('rest').world;
    const page = async (query: string) => gateway.request('GET', `/api/v1/audit_log?${query}`);
    const { body, headers } = await page(`object=station&object_id=${ids.station}&limit=2`);
    expect(body).toHaveLength(2);
    expect(Number(headers.get('x-total-count'))).toBeGreaterThan(2);
    expect(body[0].created_at >= body[1].created_at).toBe(true);
    const first = await page(`object=station&object_id=${ids.station}&order=oldest_first&limit=1`);
    expect(first.body[0]).toMatchObject({
      operation: 'station.put',
      before: null,
      after: { location_id: 'MARK-OWN-LOCATION', country_code: 'NL', party_id: 'OWN' },
      country_code: 'NL',
      party_id: 'OWN',
      from: { face: 'rest' },
    });
    const later = (await page('operation=station.put&object_id=SECURED')).body[0];
    expect((await page(`date_from=${later.created_at}&operation=station.put`)).body).toHaveLength(1);
    expect((await page('party=NL-OWN&client_id=admin')).body).toMatchObject([{ object: 'party', object_id: 'NL-OWN' }]);
    expect((await page('outcome=REFUSED')).body).toEqual([]);
    expect((await page('party=OWN')).status).toBe(400);
    const one = await gateway.request('GET', `/api/v1/audit_log/${later.id}`);
    expect(one.body).toEqual(later);
  });

  it('tells what changed as a merge patch', async () => {
    const put = { body: { name: 'Secured' } };
    await gateway.request('PATCH', '/api/v1/stations/SECURED', put);
    const [{ changes }] = await gateway.get('/api/v1/audit_log?object_id=SECURED&object=station&limit=1');
    expect(changes).toEqual({ version: 2, name: 'Secured', last_updated: expect.any(String) });
  });

  it('has what the gateway wrote by its settings', async () => {
    const [entry] = await gateway.get('/api/v1/audit_log?operation=client.put_by_settings');
    expect(entry).toMatchObject({ client_id: null, object_id: 'admin', from: { face: 'inside', address: null } });
  });

  it('has what was refused, for who sees all', async () => {
    const token = await gateway.client({ id: 'reads-only', scopes: ['stations:read'] });
    const refused = await gateway.request('PUT', '/api/v1/tokens/T', {
      body: { type: 'RFID', contract_id: 'C', status: 'ACCEPTED' },
      token,
    });
    expect(refused.status).toBe(403);
    const read = () => gateway.get('/api/v1/audit_log?outcome=REFUSED&client_id=reads-only');
    // It is stored behind the answer.
    await until(async () => (await read()).length > 0);
    expect(await read()).toMatchObject([
      { client_id: 'reads-only', operation: 'token.put', object_id: 'T', reason: 'insufficient_scope', after: null },
    ]);
    // A client of its own: that of the ground is among what the operations deleted.
    const bound = await gateway.client({
      id: 'reads-audit',
      scopes: ['audit:read'],
      locationIds: ['MARK-OWN-LOCATION'],
    });
    expect(await gateway.get('/api/v1/audit_log?outcome=REFUSED', bound)).toEqual([]);
  });
});
