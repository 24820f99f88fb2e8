/** How what callers ask of a station is written: as the station's own writes are, with who asked and for what. */
import type { Audit, By } from '../audit/audited-committer.ts';
import type { StationState, StationWriter, Step } from './station-writer.ts';

/** No `write`: a writer that names nobody does not fit. */
export type AuditedStationWriter = {
  /** As StationWriter.write. */
  readonly writeBy: <T>(by: By, stationId: string, build: (state: StationState) => Promise<Step<T>>) => Promise<T>;
  /** As StationWriter.writeBoth. */
  readonly writeBothBy: <T>(
    by: By,
    stationIds: readonly [string, string],
    build: (first: StationState, second: StationState) => Promise<Step<T>>,
  ) => Promise<T>;
};

export const createAuditedStationWriter = ({
  writer,
  audit,
}: {
  readonly writer: Pick<StationWriter, 'write' | 'writeBoth'>;
  readonly audit: Audit;
}): AuditedStationWriter => ({
  writeBy: (by, stationId, build) => writer.write(stationId, build, (change) => audit.entered(by, change)),
  writeBothBy: (by, stationIds, build) => writer.writeBoth(stationIds, build, (change) => audit.entered(by, change)),
});
