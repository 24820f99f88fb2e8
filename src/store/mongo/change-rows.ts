/** A change as rows, and about how large they are. */
import type { Change } from '../../services/ports/commit.ts';
import type { ChangeRows } from './decide.ts';
import {
  clientRow,
  commandRow,
  idempotencyRow,
  locationRow,
  newEventRow,
  readingRow,
  sessionRow,
  stationRow,
  tokenRow,
} from './rows.ts';

/** Sessions go before what is seen with their token. */
export const changeRows = (change: Change): ChangeRows => ({
  rows: [
    ...(change.locations?.map(locationRow) ?? []),
    ...(change.stations?.map(stationRow) ?? []),
    ...(change.tokens?.map(tokenRow) ?? []),
    ...(change.sessions?.map(sessionRow) ?? []),
    ...(change.commands?.map(commandRow) ?? []),
    ...(change.clients?.map(clientRow) ?? []),
    ...(change.idempotency?.map(idempotencyRow) ?? []),
  ],
  readings: change.readings?.map(readingRow) ?? [],
  events: change.events?.map(newEventRow) ?? [],
});

/** For the fields beside the text. */
const FIELDS_BYTES = 300;

const textBytes = (text: string): number => Buffer.byteLength(text) + FIELDS_BYTES;

export const sizeOf = ({ rows, readings, events }: ChangeRows): number =>
  rows.reduce((sum, { document }) => sum + textBytes(document.d.json), 0) +
  readings.reduce((sum, { json }) => sum + textBytes(json), 0) +
  events.reduce((sum, { json }) => sum + textBytes(json), 0);
