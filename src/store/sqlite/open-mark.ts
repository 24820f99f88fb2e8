/**
 * Tells at a start whether the files of a store belong together. While a store is open a small file lies beside it
 * (`-open`) with a number that is in the database's own head, too (`PRAGMA user_version`); a store that was closed in
 * order has neither that file nor a log. A database that was put in another's place beside that one's log, which SQLite
 * would take for its own, shows by this, and so does a log that was taken away.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DataFolderError } from './data-folder-error.ts';
import { inspectWal, type WalState } from './wal.ts';

const HEAD = 100;
const MAGIC = 'SQLite format 3\0';
/** Big-endian 32 bits. @see https://www.sqlite.org/fileformat2.html#database_header */
const USER_VERSION_AT = 60;
/** 1: a rollback journal, as in a backup; 2: a write-ahead log. */
const READ_VERSION_AT = 19;

/**
 * life: of the database as it was opened; before: what its head says until the opening is through. exited: the process
 * ended by itself without closing the store, and took its connections along: SQLite's last one may have taken the log away.
 */
type Mark = { readonly life: number; readonly before: number; readonly exited: boolean };

const EXITED = 'exited';

type DatabaseHead = { readonly life: number; readonly hasLog: boolean };

export const markOf = (file: string): string => `${file}-open`;

export const syncFolder = (folder: string): void => {
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
};

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** null: the file is not there, or empty. @throws DataFolderError when it is no database. */
export const readHead = (file: string): DatabaseHead | null => {
  if (sizeOf(file) === 0) return null;
  const fd = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(HEAD);
    const read = readSync(fd, bytes, 0, HEAD, 0);
    if (read < HEAD || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC)
      throw new DataFolderError(`${file} is no SQLite database, or its beginning is damaged. ${RESTORE}`);
    return { life: bytes.readUInt32BE(USER_VERSION_AT), hasLog: bytes[READ_VERSION_AT] === 2 };
  } finally {
    closeSync(fd);
  }
};

export const RESTORE = 'Restore a backup: npm run store -- restore FILE --replace.';

const readMark = (file: string): Mark | null => {
  const path = markOf(file);
  if (!existsSync(path)) return null;
  const [life, before, how] = readFileSync(path, 'utf8').split(' ');
  return { life: Number(life ?? Number.NaN), before: Number(before ?? Number.NaN), exited: how === EXITED };
};

/**
 * Looks at the files before SQLite does, and changes nothing.
 *
 * @throws DataFolderError when acknowledged work is missing or cannot be read, or the files do not belong together.
 */
export const inspectStore = (file: string): WalState => {
  const head = readHead(file);
  const mark = readMark(file);
  const log = `${file}-wal`;
  const wal = inspectWal(log);
  const tool = `If another program (sqlite3, a former release) has opened and closed it since, nothing is missing: remove ${markOf(file)} and start again. Otherwise put ${log} back, or restore a backup: npm run store -- restore FILE --replace.`;
  if (head === null && (wal.kind !== 'none' || (mark !== null && !existsSync(file)))) {
    throw new DataFolderError(
      `${file} is missing, and what belongs to it (${log}, ${markOf(file)}) is there. ${RESTORE}`,
    );
  }
  if (head !== null && mark !== null && !mark.exited && !existsSync(log))
    throw new DataFolderError(`${file} was not closed in order, and its log (${log}) is missing. ${tool}`);
  const isStrange = mark !== null && head !== null && head.life !== mark.life && head.life !== mark.before;
  if (wal.kind !== 'none' && head !== null && (!head.hasLog || isStrange)) {
    throw new DataFolderError(
      `${file} was put in place of another database, whose log (${log}) is still there. Restore a backup as it is meant to be: npm run store -- restore FILE --replace.`,
    );
  }
  if (wal.kind === 'damaged') {
    const without = wal.mixed ? '' : ' To go on without it: npm run store -- accept-loss.';
    throw new DataFolderError(
      `${log} is damaged at frame ${wal.frame}: what was acknowledged behind it cannot be read. ${RESTORE}${without}`,
    );
  }
  return wal;
};

const writeMark = (file: string, { life, before, exited }: Mark): void => {
  const path = markOf(file);
  const fd = openSync(`${path}-new`, 'w', 0o600);
  writeSync(fd, `${life} ${before}${exited ? ` ${EXITED}` : ''}`);
  fsyncSync(fd);
  closeSync(fd);
  renameSync(`${path}-new`, path);
  syncFolder(dirname(file));
};

const MAX_INT32 = 2 ** 31 - 1;

/**
 * Marks the store as open. setLife puts the number into the database's head and empties the log.
 * When the process dies between the steps, the head has one of the mark's two numbers.
 */
export const markOpen = (file: string, setLife: (life: number) => void): void => {
  const before = readHead(file)?.life ?? 0;
  const life = 1 + Math.floor(Math.random() * (MAX_INT32 - 1));
  writeMark(file, { life, before, exited: false });
  setLife(life);
  writeMark(file, { life, before: life, exited: false });
};

/** Of a store whose connections are all closed: SQLite's last one takes its log away, unless something kept it from that. */
export const markClosed = (file: string): void => {
  if (!existsSync(`${file}-wal`)) rmSync(markOf(file), { force: true });
};

/** When the process ends with the store open, but not by a signal that leaves it no time: see Mark. */
export const markExited = (file: string): void => {
  const mark = readMark(file);
  if (mark !== null) writeMark(file, { ...mark, exited: true });
};

/** Before files are replaced: until markClosed, a start without them is refused. */
export const markBroken = (file: string): void => writeMark(file, { life: 0, before: 0, exited: false });
