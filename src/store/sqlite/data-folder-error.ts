/** The data folder cannot be used as it is; the message says why and what to do, for whoever starts the gateway. */
export class DataFolderError extends Error {
  override readonly name: string = 'DataFolderError';
}

/** A gateway has it open. */
export class DataFolderInUse extends DataFolderError {
  override readonly name = 'DataFolderInUse';
}
