/** Why a database did not open, in words for whoever starts the gateway. */
import { DataFolderError } from './data-folder-error.ts';
import { RESTORE } from './open-mark.ts';
import { primaryCodeOf, SQLITE } from './sqlite-error.ts';

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);

/** null: it is no fault of the files or the disk, and the error itself has to be shown. */
export const openingFault = (error: unknown, file: string): string | null => {
  if (error instanceof DataFolderError) return error.message;
  if (codeOf(error) === 'ENOSPC') return `The disk that holds ${file} is full. Make room and start again.`;
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const why = cause instanceof Error ? cause.message : String(cause);
  switch (primaryCodeOf(error) ?? primaryCodeOf(cause)) {
    case SQLITE.full:
      return `The disk that holds ${file} is full. Make room and start again.`;
    case SQLITE.corrupt:
    case SQLITE.notADatabase:
      return `${file} is damaged (${why}). ${RESTORE}`;
    case SQLITE.ioError:
    case SQLITE.readOnly:
    case SQLITE.cannotOpen:
      return `${file} cannot be read and written (${why}). Look after its disk and its owner, and start again.`;
    default:
      return null;
  }
};
