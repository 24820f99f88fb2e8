import type { Log } from '../../src/services/ports/observing.ts';

const nothing = (): void => undefined;

/** For what is tested by its effects; nobody reads its log. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
