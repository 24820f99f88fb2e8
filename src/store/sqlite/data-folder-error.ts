/** The data folder cannot be used as it is; the message says why and what to do, for whoever starts the gateway. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}
