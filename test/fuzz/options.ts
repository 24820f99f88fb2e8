/** The command line of `npm run fuzz`. */
import { parseArgs } from 'node:util';
import type { OcppVersion } from '../../src/domain/station.ts';
import { VERSIONS } from './ocpp-schemas.ts';

export type FuzzOptions = {
  readonly face: 'ocpp' | 'api';
  /** Cases; each sends at least one frame, or one request. */
  readonly cases: number;
  readonly seed: number;
  readonly versions: readonly OcppVersion[];
  /** Only this case, to see it again. */
  readonly only: number | null;
};

export const USAGE = `node test/fuzz/main.ts [--face ocpp|api] [--frames n] [--seed n] [--version 1.6|2.0.1|2.1] [--only index]
  --face     ocpp: bad stations (default); api: bad clients of REST, GraphQL and the token endpoint
  --frames   how many cases, default 100000 (ocpp) or 20000 (api)
  --seed     the same seed makes the same cases, default 1
  --version  only stations of this version
  --only     only the case of this index, as a finding names it`;

/** A command line that cannot be; its message is the answer. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const whole = (name: string, text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} is not a whole number`);
  return Number(text);
};

/** @throws UsageError, or what parseArgs throws. */
export const readOptions = (argv: readonly string[]): FuzzOptions => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      face: { type: 'string', default: 'ocpp' },
      frames: { type: 'string' },
      seed: { type: 'string', default: '1' },
      version: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const { face, version } = values;
  if (face !== 'ocpp' && face !== 'api') throw new UsageError('--face is not ocpp or api');
  const versions = VERSIONS.filter((known) => version === undefined || known === version);
  if (versions.length === 0) throw new UsageError(`--version is not one of ${VERSIONS.join(', ')}`);
  return {
    face,
    cases: whole('frames', values.frames ?? (face === 'ocpp' ? '100000' : '20000')),
    seed: whole('seed', values.seed),
    versions,
    only: values.only === undefined ? null : whole('only', values.only),
  };
};
