/** Lists as tools give them: short pages, newest first, for an agent reads all that it is given. */
import { z } from 'zod';
import type { Page, PageInput } from '../services/api/paging.ts';

const MOST = 50;

export const pageFields = {
  limit: z.int().min(1).max(MOST).default(20).describe('How many, 1 to 50.'),
  cursor: z.string().max(1000).optional().describe('next_cursor of the page before, with the same filters.'),
};

export const changedFields = {
  date_from: z.iso.datetime({ offset: true }).optional().describe('Changed at or after, RFC 3339.'),
  date_to: z.iso.datetime({ offset: true }).optional().describe('Changed before, RFC 3339.'),
};

type Fields = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly date_from?: string | undefined;
  readonly date_to?: string | undefined;
};

const instant = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));

export const pageInput = ({ limit, cursor, date_from, date_to }: Fields): PageInput => ({
  limit,
  cursor: cursor ?? null,
  newestFirst: true,
  updatedFromAt: instant(date_from),
  updatedToAt: instant(date_to),
  withTotal: true,
});

/** total null: too many to count. */
export const pageOf = <T>({ items, nextCursor, total }: Page<T>, shape: (item: T) => object) => ({
  items: items.map(shape),
  total,
  next_cursor: nextCursor,
});
