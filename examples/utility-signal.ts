/** A utility's signal: a site's stations hold a limit while the grid is short, and are free again after it. */
import { clientCredentials, createClient, each, finished } from '@voltgate/client';

const { VOLTGATE_URL: url = 'http://localhost:8080', VOLTGATE_CLIENT_ID, VOLTGATE_CLIENT_SECRET } = process.env;
const SITE = process.env.SITE ?? 'depot-utrecht';
const LIMIT_W = Number(process.env.LIMIT_W ?? 6000);
const SHORT_MS = Number(process.env.SHORT_MS ?? 3000);

const client = createClient({
  url,
  tokens: clientCredentials({
    url,
    clientId: VOLTGATE_CLIENT_ID ?? 'demo-utility',
    clientSecret: VOLTGATE_CLIENT_SECRET ?? '',
  }),
});

const stations: string[] = [];
for await (const { id } of each(client, 'listStations', { query: { location_id: SITE, online: true } }))
  stations.push(id);

type Command = Awaited<ReturnType<typeof client.getCommand>>;
/** All at once: each station answers for itself. */
const toAll = async (what: string, command: (station_id: string) => Promise<Command>): Promise<void> => {
  const startedMs = performance.now();
  const ended = await Promise.all(stations.map(async (id) => finished(client, await command(id))));
  for (const { station_id, status, error } of ended)
    console.log(`${station_id} ${what}: ${status} ${error?.detail ?? ''}`);
  const held = ended.filter(({ status }) => status === 'CONFIRMED').length;
  console.log(`${held} of ${stations.length} stations after ${Math.round(performance.now() - startedMs)} ms`);
};

// Should this program die, the limit ends by itself.
const until = new Date(Date.now() + SHORT_MS + 60_000).toISOString();
await toAll(`at most ${LIMIT_W} W`, (station_id) =>
  client.setChargingLimit({ body: { station_id, limit_w: LIMIT_W, until } }),
);
await new Promise((resolve) => setTimeout(resolve, SHORT_MS));
await toAll('free again', (station_id) => client.clearChargingLimit({ body: { station_id } }));
