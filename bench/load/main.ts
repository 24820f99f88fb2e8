/** The load's process: does what it is told over the channel, one thing after the other or several at once. */
import { type CommandsInput, runCommands } from './commands.ts';
import { connectFleet, type Fleet, runFleet } from './fleet.ts';
import { type ReadsInput, runReads } from './reads.ts';
import type { BenchVersion } from './session.ts';
import { openStreams, type Streams, type StreamsInput, type StreamsResult } from './streams.ts';

const fleets = new Map<string, Fleet>();

const fleetOf = (name: string): Fleet => {
  const fleet = fleets.get(name);
  if (fleet === undefined) throw new Error(`no fleet ${name}`);
  return fleet;
};

let streams: Streams | null = null;

const operations = {
  connect: async (input: {
    readonly fleet: string;
    readonly url: string;
    readonly version: BenchVersion;
    readonly ids: readonly string[];
  }): Promise<void> => {
    fleets.set(input.fleet, await connectFleet(input));
  },
  run: ({ fleet, durationMs, pauseMs }: { fleet: string; durationMs: number; pauseMs: number }) =>
    runFleet(fleetOf(fleet), durationMs, pauseMs),
  /** Lets a fleet talk until `end`, uncounted. */
  begin: async ({ fleet, pauseMs }: { readonly fleet: string; readonly pauseMs: number }): Promise<void> => {
    for (const one of fleetOf(fleet).stations) one.run(() => undefined, pauseMs);
  },
  end: async ({ fleet }: { readonly fleet: string }): Promise<void> => {
    const { stations, failed } = fleetOf(fleet);
    await Promise.race([failed, Promise.all(stations.map((one) => one.rest()))]);
  },
  disconnect: async ({ fleet }: { readonly fleet: string }): Promise<void> => {
    fleetOf(fleet).close();
    fleets.delete(fleet);
  },
  commands: ({ fleet, ...input }: CommandsInput & { readonly fleet: string }) => runCommands(fleetOf(fleet), input),
  reads: (input: ReadsInput) => runReads(input),
  openStreams: async (input: StreamsInput): Promise<void> => {
    streams = await openStreams(input);
  },
  /** What they read since they were opened or last asked. */
  readStreams: async (_: null): Promise<StreamsResult> => {
    if (streams === null) throw new Error('no streams');
    const result = streams.result();
    streams.reset();
    return result;
  },
  closeStreams: async (_: null): Promise<void> => {
    streams?.close();
    streams = null;
  },
};

export type LoadOperations = typeof operations;
export type LoadRequest = { readonly id: number; readonly operation: keyof LoadOperations; readonly input: unknown };
export type LoadAnswer =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: string };

const answer = (message: LoadAnswer): void => {
  process.send?.(message);
};

process.on('message', (message) => {
  const { id, operation, input } = message as LoadRequest;
  // The typed client on the other side gives each operation its own input.
  const perform = operations[operation] as (input: unknown) => Promise<unknown>;
  perform(input).then(
    (output) => answer({ id, output }),
    (error: unknown) => answer({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.once('disconnect', () => process.exit());
