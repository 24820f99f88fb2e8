/** `npm run store -- copy [--drop]`: the store in DATA_DIR into the database that MONGODB_URL names. */
import { copyStore } from '../store/copy/copy.ts';
import { openSource } from '../store/copy/source.ts';
import { connect } from '../store/mongo/connection.ts';
import { lockDataFolder } from '../store/sqlite/folder-lock.ts';
import { EMBEDDED_MODULES, storeFile } from './embedded.ts';

/** Answers whether both sides are the same. */
export const copyToMongo = async (dataDir: string, url: string, drop: boolean): Promise<boolean> => {
  const unlock = lockDataFolder(dataDir);
  try {
    const source = await openSource(storeFile(dataDir), EMBEDDED_MODULES);
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
