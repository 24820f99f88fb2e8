/** What somebody writes with openapi-fetch and the types that openapi-typescript makes of the description, no more. */
import createClient from 'openapi-fetch';
import type { paths } from '../../../sdk/src/openapi.gen.ts';

const { VOLTGATE_URL = '', TOKEN = '' } = process.env;
const client = createClient<paths>({
  baseUrl: `${VOLTGATE_URL}/api/v1`,
  headers: { Authorization: `Bearer ${TOKEN}` },
  // As the description says of its lists: openapi-fetch knows only the types.
  querySerializer: { array: { style: 'form', explode: false } },
});

const need = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

const place = {
  address: 'Quay 1',
  city: 'Utrecht',
  country: 'NLD',
  coordinates: { latitude: '52.05', longitude: '5.10' },
  time_zone: 'Europe/Amsterdam',
} as const;
const path = { id: 'TYPED-LOCATION' };

const made = await client.PUT('/locations/{id}', { params: { path }, body: place });
need(made.response.status === 201, `made: ${made.response.status}`);
need(made.data?.city === 'Utrecht' && made.error === undefined, 'what was made is told');

const etag = made.response.headers.get('etag') ?? '';
const changed = await client.PATCH('/locations/{id}', {
  params: { path, header: { 'If-Match': etag } },
  body: { name: 'Quay' },
  headers: { 'Content-Type': 'application/merge-patch+json' },
});
need(changed.data?.name === 'Quay' && changed.data.city === 'Utrecht', `changed: ${changed.response.status}`);

const stale = await client.PATCH('/locations/{id}', {
  params: { path, header: { 'If-Match': etag } },
  body: { name: 'Pier' },
});
need(stale.response.status === 412 && stale.error?.code === 'precondition_failed', 'a stale ETag is told in its type');

const station = await client.PUT('/stations/{id}', {
  params: { path: { id: 'TYPED-STATION' } },
  body: { location_id: path.id, registration: 'accepted', security_profile: 0 },
});
need(station.data?.location_id === path.id, `station: ${station.response.status}`);

const uid = 'TYPED-TOKEN';
const token = await client.PUT('/tokens/{uid}', {
  params: { path: { uid } },
  body: { type: 'APP_USER', contract_id: 'C-1', status: 'ACCEPTED' },
});
need(token.data?.uid === uid, `token: ${token.response.status}`);

const key = crypto.randomUUID();
const start = () =>
  client.POST('/commands/START_SESSION', {
    params: { header: { 'Idempotency-Key': key } },
    body: { station_id: 'TYPED-STATION', evse_id: 1, token: { uid, type: 'APP_USER' } },
  });
const [first, again] = [await start(), await start()];
need(first.response.status === 202, `start: ${first.response.status} ${JSON.stringify(first.error)}`);
need(first.data !== undefined && first.data.id === again.data?.id, 'one key starts once');

const commands = await client.GET('/commands', { params: { query: { limit: 1, station_id: 'TYPED-STATION' } } });
need(commands.data?.[0]?.type === 'START_SESSION', `commands: ${commands.response.status}`);

const events = await client.GET('/events', {
  params: { query: { types: ['command.updated', 'station.updated'], station_id: 'TYPED-STATION' } },
});
need(
  /^(command|station)\.updated$/.test(events.data?.[0]?.type ?? ''),
  `events: ${events.response.status} ${JSON.stringify(events.error)}`,
);

const none = await client.GET('/locations/{id}', { params: { path: { id: 'NOWHERE' } } });
need(none.data === undefined && none.error?.code === 'not_found', 'what is not there is told in its type');

const wrong = await client.GET('/locations', { params: { query: { limit: 0 } } });
need(wrong.error?.errors?.[0]?.pointer === '/query/limit', `a fault has its place: ${JSON.stringify(wrong.error)}`);

console.log('All of it is as its types say.');
