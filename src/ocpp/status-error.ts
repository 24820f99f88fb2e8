/** What StatusNotification says is wrong beside the status: properties of 1.6, which some stations send on 2.x as well. */
import type { ConnectorStatus } from '../domain/station.ts';
import { type StationError, stationError } from '../domain/station-error.ts';
import { textOf } from './payload.ts';

/** In any spelling; `0` and the like are what vendors write who have no code. */
const isNone = (code: string | null): boolean => code === null || /^\s*(no[\s_-]?error|none|(0x)?0+)\s*$/i.test(code);

/**
 * What a station says is wrong, in its own words and its vendor's; null: nothing. 1.6 tells of some errors with a status
 * other than Faulted, as a warning (4.9). Without an error code, what the vendor says is of an error where it is Faulted.
 */
export const errorBeside = (request: object, status: ConnectorStatus): StationError | null => {
  const said: Readonly<Record<string, unknown>> = { ...request };
  const [code, vendorCode] = [textOf(said.errorCode), textOf(said.vendorErrorCode)];
  if (isNone(code) && isNone(vendorCode) && status !== 'FAULTED') return null;
  return stationError({
    code: isNone(code) ? null : code,
    vendorCode: isNone(vendorCode) ? null : vendorCode,
    vendorId: textOf(said.vendorId),
    info: textOf(said.info),
  });
};
