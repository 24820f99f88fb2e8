/** What a station says is wrong, as callers see it. */
import type { StationError } from '../domain/station-error.ts';
import type { components } from './openapi.gen.ts';

/** undefined: of a record that kept the code alone. */
export const fromStationError = (
  error: StationError | null | undefined,
): components['schemas']['StationErrorOrNull'] =>
  error === null || error === undefined
    ? null
    : {
        code: error.code,
        vendor_code: error.vendorCode,
        vendor_id: error.vendorId,
        info: error.info,
        severity: error.severity,
      };
