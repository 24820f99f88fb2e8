/** `npm run demo`: the gateway, seeded, with 20 simulated stations of all three versions, and what to paste. */
import { join } from 'node:path';
import { startGateway } from '../app.ts';
import { ConfigError, readConfig } from '../config.ts';
import { systemClock } from '../simulator/clock.ts';
import { sendDrivers } from '../simulator/drivers.ts';
import { createFleet } from '../simulator/fleet.ts';
import { untilStopped } from '../stop.ts';
import { CARDS, STATION_PREFIX, STATIONS, seed } from './seed.ts';
import { fetchAccessToken, welcome } from './welcome.ts';

/** Simulated energy flows this many times faster, so that it can be watched. */
const SPEED = 20;
/** The first stations are left to whoever tries the demo. */
const FREE_STATIONS = 6;

try {
  const { DATA_DIR = './data', LOG_LEVEL = 'warn', ...environment } = process.env;
  const config = readConfig({ ...environment, DATA_DIR: join(DATA_DIR, 'demo'), LOG_LEVEL });
  const gateway = await startGateway(config);
  const clients = await seed(gateway.services);

  const fleet = createFleet({
    url: `ws://127.0.0.1:${gateway.port}/ocpp`,
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
  const accessToken = await fetchAccessToken(gateway.url, operator);
  console.log(welcome({ gateway, clients, accessToken, stations: fleet.stations.length }));
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else console.error('The demo could not start:', error);
  process.exit(1);
}
