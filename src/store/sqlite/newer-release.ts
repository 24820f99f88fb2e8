import { DataFolderError } from './data-folder-error.ts';

/** What that release added is not known here: what this one writes would lack it. */
export const newerRelease = (what: string): DataFolderError =>
  new DataFolderError(
    `The store was written by a newer release: ${what}. Start that release again, or restore a backup that this one can read.`,
  );
