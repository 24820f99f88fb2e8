/** What `npm run simulate` takes. */
import { parseArgs } from 'node:util';
import type { SimulatedVersion } from './core.ts';

export const USAGE = `npm run simulate -- --url ws://127.0.0.1:8080/ocpp [options]

  --url URL            where the gateway takes stations, without their names   (needed)
  --stations N         how many                                                (1)
  --versions LIST      1.6,2.0.1,2.1, taken in turn                            (1.6,2.0.1,2.1)
  --prefix NAME        names are NAME-001, NAME-002, …                         (SIM)
  --password TEXT      Basic authentication, the same for all                  (none)
  --connectors N       of each station                                         (2)
  --speed N            energy flows N times faster                             (1)
  --interval S         seconds between meter values                            (30)
  --auto-plug-in S     a car plugs in so long after an accepted remote start   (2; "never")
  --sessions           drivers come and go at random
  --tags LIST          whose tags they carry                                   (TAG-1,TAG-2,TAG-3)
  --stay S             about how long they charge                              (120)
  --pause S            about how long until the next                           (30)
  --seed N             makes the random choices repeatable
  --quiet              no progress lines
  --help`;

export type CliOptions = {
  readonly url: string;
  readonly stations: number;
  readonly versions: readonly SimulatedVersion[];
  readonly prefix: string;
  readonly password: string | null;
  readonly connectors: number;
  readonly speed: number;
  readonly intervalS: number;
  readonly plugInAfterMs: number | null;
  readonly sessions: boolean;
  readonly tags: readonly string[];
  readonly stayMs: number;
  readonly pauseMs: number;
  readonly seed: number | null;
  readonly quiet: boolean;
};

/** Every option that is wrong, one line each. */
export class WrongOptions extends Error {
  override readonly name = 'WrongOptions';
  readonly faults: readonly string[];
  constructor(faults: readonly string[], options?: ErrorOptions) {
    super(faults.join('\n'), options);
    this.faults = faults;
  }
}

const isVersion = (text: string): text is SimulatedVersion => text === '1.6' || text === '2.0.1' || text === '2.1';

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        stations: { type: 'string', default: '1' },
        versions: { type: 'string', default: '1.6,2.0.1,2.1' },
        prefix: { type: 'string', default: 'SIM' },
        password: { type: 'string' },
        connectors: { type: 'string', default: '2' },
        speed: { type: 'string', default: '1' },
        interval: { type: 'string', default: '30' },
        'auto-plug-in': { type: 'string', default: '2' },
        sessions: { type: 'boolean', default: false },
        tags: { type: 'string', default: 'TAG-1,TAG-2,TAG-3' },
        stay: { type: 'string', default: '120' },
        pause: { type: 'string', default: '30' },
        seed: { type: 'string' },
        quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    if (error instanceof TypeError) throw new WrongOptions([error.message], { cause: error });
    throw error;
  }
};

/** Null: help was asked for. Throws WrongOptions. */
export const readCliOptions = (args: readonly string[]): CliOptions | null => {
  const { values } = parse(args);
  if (values.help) return null;
  const wrong: string[] = [];
  const number = (name: string, text: string, least: number): number => {
    const value = Number(text);
    if (!Number.isFinite(value) || value < least) wrong.push(`--${name}: a number from ${least} up, not "${text}"`);
    return value;
  };
  const versions = values.versions.split(',').map((text) => text.trim());
  const unknown = versions.filter((text) => !isVersion(text));
  if (unknown.length > 0) wrong.push(`--versions: 1.6, 2.0.1 or 2.1, not "${unknown.join(',')}"`);
  const url = values.url ?? '';
  if (!/^wss?:\/\//.test(url)) wrong.push('--url: a ws:// or wss:// address');
  const autoPlugIn = values['auto-plug-in'];
  const options: CliOptions = {
    url,
    stations: Math.floor(number('stations', values.stations, 1)),
    versions: versions.filter(isVersion),
    prefix: values.prefix,
    password: values.password ?? null,
    connectors: Math.floor(number('connectors', values.connectors, 1)),
    speed: number('speed', values.speed, 0),
    intervalS: Math.floor(number('interval', values.interval, 1)),
    plugInAfterMs: autoPlugIn === 'never' ? null : number('auto-plug-in', autoPlugIn, 0) * 1000,
    sessions: values.sessions,
    tags: values.tags.split(',').map((text) => text.trim()),
    stayMs: number('stay', values.stay, 1) * 1000,
    pauseMs: number('pause', values.pause, 1) * 1000,
    seed: values.seed === undefined ? null : number('seed', values.seed, 0),
    quiet: values.quiet,
  };
  if (wrong.length > 0) throw new WrongOptions(wrong);
  return options;
};
