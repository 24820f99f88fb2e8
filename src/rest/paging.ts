/** Pages: from the query to the services' input, and back as OCPI's paging headers. */
import type { Request, Response } from 'express';
import { DomainError } from '../domain/error.ts';
import { orderNamed, type Page, type PageInput, type RetiredFilter } from '../services/api/paging.ts';
import { toDate } from './instant.ts';
import { queryOf, queryText } from './request.ts';

export const limitOf = (request: Request): number => queryOf<number>(request, 'limit') ?? 100;

/** Of lists that are in the order of their making unless it is asked for otherwise. */
export const newestFirstIn = (request: Request): boolean => queryText(request, 'order') === 'newest_first';

/** The contract says which orders each list has. */
const orderOf = (request: Request): Pick<PageInput, 'order'> => {
  const order = queryText(request, 'order_by');
  return order === null ? {} : { order: orderNamed(order) };
};

export const pageInputOf = (request: Request): PageInput => ({
  limit: limitOf(request),
  cursor: queryText(request, 'cursor'),
  ...orderOf(request),
  newestFirst: newestFirstIn(request),
  updatedFromAt: toDate(queryText(request, 'date_from'), '/query/date_from'),
  updatedToAt: toDate(queryText(request, 'date_to'), '/query/date_to'),
  withTotal: true,
});

/** Of lists of what can be retired. */
export const retiredIn = (request: Request): RetiredFilter => ({
  retired: queryOf<boolean>(request, 'retired') ?? false,
});

/** A search finds what is in use. */
export const requireInUse = (request: Request): void => {
  if (retiredIn(request).retired !== true) return;
  const detail = 'A search finds what is in use: leave `near` and `box` out.';
  throw new DomainError('invalid_request', { detail, faults: [{ pointer: '/query/retired', detail }] });
};

/** The same request with another cursor, so that all filters stay. */
const nextUrl = (request: Request, publicUrl: string, cursor: string): string => {
  const [path, search] = request.originalUrl.split('?', 2);
  const query = new URLSearchParams(search);
  query.set('cursor', cursor);
  return `${publicUrl}${path}?${query}`;
};

/** @see OCPI 2.2.1 transport_and_format, 4.1.3 Pagination */
export const sendPage = <T>(
  request: Request,
  response: Response,
  { page, limit, publicUrl }: { readonly page: Page<T>; readonly limit: number; readonly publicUrl: string },
  toText: (item: T) => string,
): void => {
  response.set('X-Limit', String(limit));
  if (page.total !== null) response.set('X-Total-Count', String(page.total));
  if (page.nextCursor !== null) response.set('Link', `<${nextUrl(request, publicUrl, page.nextCursor)}>; rel="next"`);
  response.type('application/json').send(`[${page.items.map(toText).join(',')}]`);
};
