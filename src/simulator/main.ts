/** `npm run simulate`: stations for a gateway, until Ctrl-C. */
import { type CliOptions, readCliOptions, USAGE, WrongOptions } from './cli-options.ts';
import { systemClock } from './clock.ts';
import { sendDrivers } from './drivers.ts';
import { createFleet, type FleetSummary } from './fleet.ts';
import { seededRandom } from './seeded-random.ts';

const PROGRESS_MS = 10_000;

const line = (text: string) => process.stdout.write(`${text}\n`);

const described = (summary: FleetSummary): string =>
  `${summary.online}/${summary.stations} online · ${summary.active} charging · ${summary.sessions} sessions, ` +
  `${summary.acknowledged} settled · ${summary.queued} messages waiting · ${(summary.energyWh / 1000).toFixed(2)} kWh`;

const readOptions = (): CliOptions | null => {
  try {
    return readCliOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof WrongOptions)) throw error;
    process.stderr.write(`${error.faults.join('\n')}\n\n${USAGE}\n`);
    process.exit(2);
  }
};

const run = async (options: CliOptions): Promise<void> => {
  const random = options.seed === null ? Math.random : seededRandom(options.seed);
  const fleet = createFleet({
    count: options.stations,
    url: options.url,
    versions: options.versions,
    prefix: options.prefix,
    password: options.password,
    connectors: options.connectors,
    speed: options.speed,
    sampleIntervalS: options.intervalS,
    plugInAfterRemoteStartMs: options.plugInAfterMs,
    random,
  });
  for (const station of fleet.stations) {
    station.on('refused', ({ status }) =>
      line(`${station.id}: not let in (${status ?? 'no connection'}), trying again`),
    );
    station.on('error', ({ error }) => process.stderr.write(`${station.id}: ${String(error)}\n`));
  }

  const stops: (() => void)[] = [];
  const end = async () => {
    for (const stop of stops) stop();
    await fleet.close();
    line(described(fleet.summary()));
  };
  // A second Ctrl-C does not wait for the sockets.
  const onSignal = () => {
    process.once('SIGINT', () => process.exit(130));
    end().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);

  line(`${options.stations} stations (${options.versions.join(', ')}) to ${options.url}; Ctrl-C ends`);
  if (!options.quiet) {
    const progress = setInterval(() => line(described(fleet.summary())), PROGRESS_MS);
    stops.push(() => clearInterval(progress));
    fleet.ready().then(() => line('all stations accepted'));
  }
  if (options.sessions) {
    for (const station of fleet.stations) stops.push(sendDrivers(station, { ...options, clock: systemClock, random }));
  }
  await fleet.start();
};

const options = readOptions();
if (options === null) line(USAGE);
else await run(options);
