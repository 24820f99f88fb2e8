/**
 * `npm run store -- copy [--drop]`: the store in DATA_DIR into the database that MONGODB_URL names.
 * Exit code 0: both sides are the same; 1: they differ, or nothing was copied.
 */
import { join } from 'node:path';
import { queueModule } from '../queue/embedded/queue-module.ts';
import { copyStore } from '../store/copy/copy.ts';
import { openSource } from '../store/copy/source.ts';
import { connect } from '../store/mongo/connection.ts';
import { deliveriesModule } from '../store/sqlite/deliveries.ts';
import { lockDataFolder } from '../store/sqlite/folder-lock.ts';
import { storeModule } from '../store/sqlite/store.ts';

const USAGE = 'usage: MONGODB_URL=mongodb://… [DATA_DIR=./data] npm run store -- copy [--drop]';

const copy = async (dataDir: string, url: string, drop: boolean): Promise<boolean> => {
  const unlock = lockDataFolder(dataDir);
  try {
    const source = await openSource(join(dataDir, 'voltgate.sqlite'), [storeModule, queueModule, deliveriesModule]);
    const connection = await connect(url);
    try {
      const compared = await copyStore(source, connection, {
        drop,
        onCopied: (name) => console.log(`copied ${name}`),
      });
      for (const { collection, source: from, target: to, isSame } of compared) {
        const digests = from.digest === to.digest ? from.digest.slice(0, 16) : `${from.digest} ${to.digest}`;
        console.log(`${isSame ? 'same  ' : 'DIFFER'} ${collection}: ${from.count} and ${to.count} ${digests}`);
      }
      return compared.every(({ isSame }) => isSame);
    } finally {
      await connection.close();
      source.close();
    }
  } finally {
    unlock();
  }
};

const [command, ...flags] = process.argv.slice(2);
const url = process.env.MONGODB_URL ?? '';
if (command !== 'copy' || url === '' || flags.some((flag) => flag !== '--drop')) {
  console.error(USAGE);
  process.exit(1);
}
try {
  const isSame = await copy(process.env.DATA_DIR ?? './data', url, flags.includes('--drop'));
  console.log(isSame ? 'Both sides are the same.' : 'The sides differ: do not use the copy.');
  process.exit(isSame ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
