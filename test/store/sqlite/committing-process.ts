/** Commits from many writers at once until it is killed, or told to exit; says each commit's event id when it is acknowledged. */
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { createSqliteStore, storeModule } from '../../../src/store/sqlite/store.ts';
import { aMessageEvent, aReading, aStation } from '../../conformance/documents.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const file = process.argv[2];
if (file === undefined) throw new Error('The file is missing.');
const database = await openDatabase({ file, modules: [storeModule] });
const store = createSqliteStore({ database, clock: createManualClock() });

// As a gateway that is told a second time: nothing is closed.
process.once('SIGTERM', () => process.exit(3));

const write = async (writer: number): Promise<never> => {
  for (let version = 1; ; version += 1) {
    const id = `${writer}-${version}`;
    await store.commit({
      stations: [aStation({ id: `CS-${writer}`, version })],
      readings: [aReading({ sessionId: `S-${writer}`, key: id })],
      events: [aMessageEvent(id)],
    });
    process.stdout.write(`${id}\n`);
  }
};

await Promise.all(Array.from({ length: 20 }, (_, writer) => write(writer)));
