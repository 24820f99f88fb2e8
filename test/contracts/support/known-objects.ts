/** What is there in a gateway, by the names under which the faces' arguments ask for it. */
import { randomUUID } from 'node:crypto';
import type { TestGateway } from '../../support/gateway.ts';
import type { Theirs } from './operations.ts';
import type { OwnerWorld } from './owner-world.ts';

export type KnownObjects = {
  /** Of OCPP 1.6 and 2.0.1: they may be connected. */
  readonly stations: readonly [string, string];
  readonly theirs: Theirs;
  readonly sandboxToken: string;
  /** For an argument or a field of an input, in a root field. */
  readonly ofGraphql: (root: string, name: string) => readonly unknown[] | null;
  /** For an argument of a tool. */
  readonly ofTool: (tool: string, name: string) => readonly unknown[] | null;
};

/** Of these one is said. */
const ONE_OF_REPLAY = ['eventId', 'afterEventId', 'from', 'to', 'since'];

const camel = (name: string): string => name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());

export const knownObjects = async (gateway: TestGateway, { ids }: OwnerWorld): Promise<KnownObjects> => {
  const put = async (path: string, body: object) => {
    const answer = await gateway.request('PUT', `/api/v1/${path}`, { body });
    if (answer.status !== 201) throw new Error(`PUT ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  const known = ['KNOWN-16', 'KNOWN-201'] as const;
  const hardware = { location_id: ids.location, registration: 'accepted', security_profile: 0, validation: 'strict' };
  for (const id of known) await put(`stations/${id}`, hardware);
  await put('clients/KNOWN-CLIENT', { name: 'Known', scopes: ['locations:read'], grants: {}, rotate_secret: true });
  const { body: sandbox } = await gateway.request('POST', '/api/v1/sandboxes', { body: { name: 'Known' } });
  const sandboxToken = await gateway.token(sandbox.client_id, sandbox.client_secret);
  const ofSandbox = (await gateway.get('/api/v1/sandbox/stations', sandboxToken)).map(
    ({ id }: { readonly id: string }) => id,
  );
  const stations = [...known, ids.station];

  const byName: Readonly<Record<string, readonly unknown[]>> = {
    stationId: stations,
    stationIds: stations,
    replacement: ['KNOWN-REPLACEMENT'],
    locationId: [ids.location],
    locationIds: [ids.location],
    sessionId: [ids.session],
    tokenUid: [ids.token],
    tokenUids: [ids.token],
    evseUid: [null, null, ids.evse],
    eventId: [ids.event],
    endpointId: [ids.webhook],
    commandId: [ids.command],
    objectId: [ids.station],
    clientId: ['KNOWN-CLIENT'],
    party: [ids.party],
    parties: [ids.party],
    countryCode: ['NL'],
    partyId: [ids.party.slice(3)],
    country: ['NLD'],
    timeZone: ['Europe/Amsterdam'],
    latitude: [52.05],
    longitude: [5.1],
    west: [5],
    east: [6],
    south: [52],
    north: [53],
    radius: [1_000],
    types: ['session.started', 'station.updated'],
    scopes: ['locations:read', 'stations:read'],
    url: ['http://127.0.0.1:1/hook'],
    redirectUris: ['https://app.example/callback'],
    postLogoutRedirectUris: ['https://app.example/'],
    website: ['https://charge.example'],
    logo: ['https://charge.example/logo.png'],
    email: ['somebody@charge.example'],
    document: ['{ me { clientId } }'],
    jwks: [null],
    near: [null],
    secret: [null, `whsec_${Buffer.alloc(32, 7).toString('base64')}`],
    password: [null, 'a-password-of-20-chr'],
    protocol: ['1.6', '2.0.1'],
    connectors: [1],
    message: ['Heartbeat', 'StatusNotification'],
    idempotencyKey: Array.from({ length: 100 }, () => randomUUID()),
    securityProfile: [0],
    expiresInS: [60, 3_600],
    ifVersion: [null],
  };
  const uidOf = (root: string): readonly unknown[] => (/evse/i.test(root) ? [ids.evse] : [ids.token]);
  const idOf = (root: string): readonly unknown[] | null => {
    const known: readonly (readonly [RegExp, readonly unknown[]])[] = [
      [/sandbox/i, [ids.sandbox]],
      [/webhookDeliver/i, [ids.delivery]],
      [/webhook/i, [ids.webhook]],
      [/persistedOperation/i, [ids.operation]],
      [/quarantine/i, [ids.quarantined]],
      [/account/i, [ids.account]],
      [/audit/i, [ids.auditEntry]],
      [/client/i, ['KNOWN-CLIENT']],
      [/command/i, [ids.command]],
      [/session/i, [ids.session]],
      [/station/i, stations],
      [/location/i, [ids.location]],
      [/event/i, [ids.event]],
    ];
    return known.find(([name]) => name.test(root))?.[1] ?? null;
  };
  // Cursors have none that are known: those of another list are refused.
  const ofGraphql = (root: string, name: string): readonly unknown[] | null => {
    if (name === 'id') return /^evse$|set|clear|updateEvse/i.test(root) ? [1] : idOf(root);
    if (root === 'findLocations' && name === 'box') return [null];
    if (root === 'findLocations' && name === 'near') return [{ latitude: 52.05, longitude: 5.1, radius: 1_000 }];
    if (root === 'actInSandbox' && name === 'stationId') return ofSandbox;
    if (root === 'actInSandbox' && name === 'action') return ['PLUG_IN', 'UNPLUG'];
    if (root === 'replayWebhook' && ONE_OF_REPLAY.includes(name)) return [name === 'eventId' ? ids.event : null];
    if (name === 'uid') return uidOf(root);
    if (name === 'connectors' && /evse/i.test(root)) return null;
    if (name === 'after') return [null];
    return byName[name] ?? null;
  };
  return {
    stations: known,
    theirs: { ...ids, station: known[0] },
    sandboxToken,
    ofGraphql,
    // Tools have no null: what is not said is left out.
    ofTool: (tool, name) => {
      const there = ofGraphql(camel(tool), camel(name))?.filter((value) => value !== null) ?? [];
      return there.length === 0 ? null : there;
    },
  };
};
