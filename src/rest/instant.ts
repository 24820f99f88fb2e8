/** Instants at the edge: RFC 3339 in UTC. */
import { DomainError } from '../domain/error.ts';

export const fromDate = (date: Date): string => date.toISOString();
export const fromDateOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;

/** null and absent stay null. Throws invalid_request for what passes the schema but is no instant (a leap second). */
export const toDate = (text: string | null | undefined, pointer: string): Date | null => {
  if (text === null || text === undefined) return null;
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  const detail = 'is no instant of RFC 3339';
  throw new DomainError('invalid_request', { detail: `${pointer} ${detail}`, faults: [{ pointer, detail }] });
};
