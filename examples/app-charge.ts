/** An app's charge: find a free plug, start, watch, stop, receipt. `node app-charge.ts` */
import { clientCredentials, createClient, each, events, finished } from '@voltgate/client';

const { VOLTGATE_URL: url = 'http://localhost:8080', VOLTGATE_CLIENT_ID, VOLTGATE_CLIENT_SECRET } = process.env;
const TOKEN = { uid: process.env.TOKEN_UID ?? 'DEMO-APP-1', type: 'APP_USER' } as const;
/** The driver has enough. */
const ENOUGH_WH = 50;

const client = createClient({
  url,
  tokens: clientCredentials({
    url,
    clientId: VOLTGATE_CLIENT_ID ?? 'demo-app',
    clientSecret: VOLTGATE_CLIENT_SECRET ?? '',
  }),
});

const findPlug = async () => {
  for await (const station of each(client, 'listStations', { query: { online: true } })) {
    const free = station.evses.find(({ status }) => status === 'AVAILABLE');
    if (free !== undefined) return { station_id: station.id, evse_id: free.id };
  }
  throw new Error('No plug is free.');
};

const plug = await findPlug();
console.log(`Starting at ${plug.station_id}, EVSE ${plug.evse_id}`);
const start = await finished(client, await client.startSession({ body: { ...plug, token: TOKEN } }));
if (start.session_id === null) throw new Error(`Not started: ${start.error?.detail}`);
const path = { id: start.session_id };

for await (const { data } of events(client, { sessionId: path.id })) {
  const { session } = data as { readonly session?: { readonly energy_wh: number; readonly power_w: number | null } };
  if (session === undefined) continue;
  console.log(`${session.energy_wh} Wh, ${session.power_w ?? 0} W`);
  if (session.energy_wh >= ENOUGH_WH) break;
}

const stop = await finished(client, await client.stopSession({ body: { session_id: path.id } }));
if (stop.status !== 'CONFIRMED') throw new Error(`Not stopped: ${stop.error?.detail}`);
const { energy_wh, start_date_time, end_date_time, status } = await client.getSession({ path });
console.log(`Receipt: ${energy_wh} Wh from ${start_date_time} to ${end_date_time}, ${status}`);
