/** What is asked of the empty store and of the full one: lists with the filters that people use, each of one length on both. */
import { accessToken, type RunningServer, stationIds } from './contestants.ts';
import { type Read, readsOf } from './reads.ts';

export type NamedRead = Read & { readonly what: string };

const PAGE = 50;
const HOUR_MS = 3_600_000;

/** Whether there are as many sessions as the lists show. */
export const hasPage = async ({ url }: RunningServer): Promise<boolean> => {
  const headers = { authorization: `Bearer ${await accessToken(url)}` };
  const response = await fetch(`${url}/api/v1/sessions?limit=${PAGE}`, { headers });
  return ((await response.json()) as readonly unknown[]).length === PAGE;
};

export const historyReads = async (server: RunningServer, token: string): Promise<readonly NamedRead[]> => {
  const kinds = await readsOf(server.url, token, PAGE);
  const [one] = kinds;
  const sessionId = one === undefined ? '' : (new URL(one.request.url).pathname.split('/').at(-1) ?? '');
  const ask = async (what: string, path: string, body: object | null = null): Promise<NamedRead> => {
    const request = {
      method: body === null ? ('GET' as const) : ('POST' as const),
      url: `${server.url}${path}`,
      token,
      body: body === null ? null : JSON.stringify(body),
    };
    const response = await fetch(request.url, {
      method: request.method,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
      body: request.body,
    });
    const expected = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${expected.slice(0, 300)}`);
    return { what, kind: 'REST list of 50', request, expected };
  };
  const station = stationIds('2.0.1', 1)[0] ?? '';
  const recent = encodeURIComponent(new Date(Date.now() - HOUR_MS).toISOString());
  return [
    ...kinds.map((read) => ({ ...read, what: read.kind })),
    await ask('REST list, newest first', '/api/v1/sessions?limit=50&order=newest_first'),
    await ask('REST list, of a station', `/api/v1/sessions?limit=10&order=newest_first&station_id=${station}`),
    await ask('REST list, active in a location', '/api/v1/sessions?limit=50&location_id=bench&status=ACTIVE'),
    await ask('REST list, ended in a location', '/api/v1/sessions?limit=50&location_id=bench&status=COMPLETED'),
    await ask('REST list, changed in the last hour', `/api/v1/sessions?limit=50&date_from=${recent}`),
    await ask('REST readings of a session', `/api/v1/sessions/${sessionId}/readings?limit=2`),
    await ask('REST events, a page', '/api/v1/events?limit=50'),
    await ask('GraphQL total of sessions', '/graphql', { query: '{ sessions(first: 1) { totalCount } }' }),
  ];
};
