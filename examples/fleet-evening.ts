/** A fleet's evening: the vans come in, the depot has less power than they could take, all share it. `node fleet-evening.ts` */
import { clientCredentials, createClient, each, finished } from '@voltgate/client';

const { VOLTGATE_URL: url = 'http://localhost:8080', VOLTGATE_CLIENT_ID, VOLTGATE_CLIENT_SECRET } = process.env;
const DEPOT = process.env.DEPOT ?? 'depot-utrecht';
const CARDS = (process.env.CARDS ?? 'DEMO-CARD-1,DEMO-CARD-2').split(',');
/** What the depot's connection leaves for vans. */
const DEPOT_W = 12_000;

const client = createClient({
  url,
  tokens: clientCredentials({
    url,
    clientId: VOLTGATE_CLIENT_ID ?? 'demo-fleet',
    clientSecret: VOLTGATE_CLIENT_SECRET ?? '',
  }),
});

const plugs: { station_id: string; evse_id: number }[] = [];
for await (const station of each(client, 'listStations', { query: { location_id: DEPOT, online: true } })) {
  const free = station.evses.find(({ status }) => status === 'AVAILABLE');
  if (free !== undefined) plugs.push({ station_id: station.id, evse_id: free.id });
}
if (plugs.length === 0) throw new Error(`No plug is free at ${DEPOT}.`);

/** A van with its card at a plug of its own. */
const startVan = async (uid: string, plug: (typeof plugs)[number]): Promise<string> => {
  const command = await client.startSession({ body: { ...plug, token: { uid, type: 'RFID' } } });
  const { session_id, error } = await finished(client, command);
  if (session_id === null) throw new Error(`${uid} at ${plug.station_id}: ${error?.detail}`);
  console.log(`${uid} charges at ${plug.station_id}`);
  return session_id;
};

const vans = CARDS.slice(0, plugs.length);
const sessions = await Promise.all(
  vans.map((uid, index) => startVan(uid, plugs[index] ?? { station_id: '', evse_id: 1 })),
);

const share = Math.floor(DEPOT_W / sessions.length);
for (const session_id of sessions) {
  const command = await client.setChargingLimit({ body: { session_id, limit_w: share } });
  const { status, error } = await finished(client, command);
  console.log(`${session_id} is limited to ${share} W: ${status} ${error?.detail ?? ''}`);
}

// The night is short here: all stop, and the evening is counted.
let sum = 0;
for (const id of sessions) {
  await finished(client, await client.stopSession({ body: { session_id: id } }));
  const { energy_wh, token } = await client.getSession({ path: { id } });
  sum += energy_wh;
  console.log(`${token?.uid}: ${energy_wh} Wh`);
}
console.log(`The evening: ${sessions.length} vans, ${sum} Wh`);
