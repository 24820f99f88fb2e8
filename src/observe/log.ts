import { createRequire } from 'node:module';
import pino, { type DestinationStream } from 'pino';
import type { Log } from '../services/ports/observing.ts';
import { redact } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export type LogOptions = {
  readonly level: LogLevel;
  /** For people: coloured lines instead of JSON. Needs the development dependency pino-pretty. */
  readonly pretty?: boolean;
  /** Where lines go; standard output when absent. */
  readonly destination?: DestinationStream;
};

/** Names that the line itself uses; a field of that name goes under `field_<name>` and replaces nothing. */
const RESERVED: ReadonlySet<string> = new Set(['level', 'time', 'message']);

const withoutReserved = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [RESERVED.has(key) ? `field_${key}` : key, value]));

const forPeople = (destination: DestinationStream): DestinationStream => {
  const load = createRequire(import.meta.url);
  const { prettyFactory } = load('pino-pretty') as {
    readonly prettyFactory: (options: object) => (line: string) => string;
  };
  const format = prettyFactory({ messageKey: 'message', singleLine: true });
  return { write: (line) => destination.write(format(line)) };
};

/**
 * One JSON line for each event: `level`, `time` (RFC 3339, UTC), `message` (the event's name, such as
 * `command.completed`) and the fields, without secrets.
 *
 * @see redact for what is taken out
 */
export const createLog = ({ level, pretty = false, destination }: LogOptions): Log => {
  const plain = destination ?? pino.destination({ dest: 1, sync: true });
  const logger = pino(
    {
      level,
      messageKey: 'message',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // redact has written errors out already.
      serializers: { err: (value: unknown) => value },
    },
    pretty ? forPeople(plain) : plain,
  );
  const write =
    (at: 'debug' | 'info' | 'warn' | 'error'): Log['info'] =>
    (fields, message) => {
      if (logger.isLevelEnabled(at)) logger[at](withoutReserved(redact(fields)), message);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
};
