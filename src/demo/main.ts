/** `npm run demo`: the gateway, seeded, with 20 simulated stations of all three versions, and what to paste. */
import { join } from 'node:path';
import { startGateway } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import { systemClock } from '../simulator/clock.ts';
import { sendDrivers } from '../simulator/drivers.ts';
import { createFleet } from '../simulator/fleet.ts';
import { startFault } from '../start-fault.ts';
import { untilStopped } from '../stop.ts';
import { seedPeople } from './people.ts';
import { CARDS, endLeftSessions, FREE_STATIONS, STATION_PREFIX, STATIONS, seed } from './seed.ts';
import { fetchAccessToken, welcome } from './welcome.ts';

/** Simulated energy flows this many times faster, so that it can be watched. */
const SPEED = 20;

/** Where the gateway is reached from this machine, whatever PUBLIC_URL says of the outside. */
const localAuthority = (host: string, port: number): string => {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
};

let config: Config | null = null;
try {
  // An empty value counts as not set, as it does in readConfig.
  const { DATA_DIR, LOG_LEVEL, ...environment } = process.env;
  config = readConfig({
    GRAPHIQL: 'on',
    ...environment,
    DATA_DIR: join(DATA_DIR || './data', 'demo'),
    LOG_LEVEL: LOG_LEVEL || 'warn',
  });
  const gateway = await startGateway(config);
  const local = localAuthority(config.host, gateway.port);
  const clients = await seed(gateway.services, gateway.offeredScopes);
  const people = await seedPeople(gateway.services, `http://${local}`);
  await endLeftSessions(gateway.services);

  const fleet = createFleet({
    url: `ws://${local}/ocpp`,
    count: STATIONS,
    prefix: STATION_PREFIX,
    connectors: 2,
    speed: SPEED,
    sampleIntervalS: 5,
    plugInAfterRemoteStartMs: 500,
    identity: { vendor: 'Voltgate', model: 'Simulator' },
  });
  await fleet.start();
  await fleet.ready();
  const leave = fleet.stations.slice(FREE_STATIONS).map((station) =>
    sendDrivers(station, {
      clock: systemClock,
      random: Math.random,
      tags: CARDS.slice(1),
      pauseMs: 60_000,
      stayMs: 120_000,
    }),
  );
  untilStopped(async () => {
    for (const stop of leave) stop();
    await fleet.close();
    await gateway.close();
  });

  const operator = clients.find((client) => client.id === 'demo-operator');
  if (operator === undefined) throw new Error('the operator was not seeded');
  const accessToken = await fetchAccessToken(`http://${local}`, operator);
  await gateway.warmUp();
  console.log(welcome({ gateway, clients, people, accessToken, stations: fleet.stations.length }));
} catch (error) {
  console.error(startFault(error, config) ?? error);
  process.exit(1);
}
