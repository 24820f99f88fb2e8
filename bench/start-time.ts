/** From the spawn of the process to its first right answer, beside servers that only answer. */
import type { ServerProcess } from './child.ts';
import { accessToken, type RunningServer, startContestant, untilRight } from './contestants.ts';
import { answersRight, elsewhere, type Read, readsOf, startBareReaders } from './reads.ts';
import { median } from './statistics.ts';

export type StartRow = {
  readonly server: string;
  readonly firstAnswer: 'REST list of 50' | 'GraphQL list of 50';
  readonly ms: number;
};

const until = async (read: Read, process: ServerProcess): Promise<number> => {
  const atMs = await untilRight(() => answersRight(read), process);
  await process.stop();
  return atMs - process.spawnedAtMs;
};

/** Starts each of them again and again; the gateway on the store of one that ran before. Ends that one. */
export const measureStarts = async (
  gateway: RunningServer,
  gatewayFolder: string,
  folder: string,
  times: number,
): Promise<readonly StartRow[]> => {
  const token = await accessToken(gateway.url);
  const reads = await readsOf(gateway.url, token, 50);
  await gateway.process.stop();
  const samples: StartRow[] = [];
  for (let index = 0; index < times; index += 1) {
    for (const read of reads) {
      const firstAnswer = read.kind;
      if (firstAnswer !== 'REST list of 50' && firstAnswer !== 'GraphQL list of 50') continue;
      const others = await startBareReaders(reads, folder);
      const [asked, other] =
        firstAnswer === 'REST list of 50'
          ? ([others.express, others.yoga] as const)
          : ([others.yoga, others.express] as const);
      await other.process.stop();
      const name = asked === others.express ? 'express' : 'graphql-yoga';
      samples.push({ server: name, firstAnswer, ms: await until(elsewhere(read, asked.url), asked.process) });
      const restarted = await startContestant(gateway.contestant, gatewayFolder, { against: gateway.against });
      const again = {
        ...elsewhere(read, restarted.url),
        request: { ...elsewhere(read, restarted.url).request, token },
      };
      samples.push({ server: gateway.contestant, firstAnswer, ms: await until(again, restarted.process) });
    }
  }
  const rows = [...Map.groupBy(samples, ({ server, firstAnswer }) => `${server} ${firstAnswer}`).values()].flatMap(
    ([first, ...others]): readonly StartRow[] =>
      first === undefined ? [] : [{ ...first, ms: median([first, ...others].map(({ ms }) => ms)) }],
  );
  for (const row of rows) console.log(`  ${row.server}, first ${row.firstAnswer}: ${row.ms.toFixed(0)} ms`);
  return rows;
};
