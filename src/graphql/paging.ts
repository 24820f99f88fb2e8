/** Relay connections over the pages of the services. */
import { DomainError } from '../domain/error.ts';
import { orderNamed, type Page, type PageInput, type RetiredFilter } from '../services/api/paging.ts';

export type Connection<T> = {
  readonly edges: readonly { readonly node: T; readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Counts when it is called, so only when the field is asked for. null: too many to count. */
  readonly totalCount: () => Promise<number | null>;
};

export type ListArguments = {
  readonly first?: number | null;
  readonly after?: string | null;
  /** A name of the list's enum. */
  readonly orderBy?: string | null;
  readonly newestFirst?: boolean | null;
  readonly dateFrom?: Date | null;
  readonly dateTo?: Date | null;
};

const DEFAULT_FIRST = 50;

/** Throws invalid_request unless first is 1 to 1000. */
export const limitOf = (first: number | null | undefined): number => {
  const limit = first ?? DEFAULT_FIRST;
  if (limit >= 1 && limit <= 1000) return limit;
  const detail = 'Must be from 1 to 1000.';
  throw new DomainError('invalid_request', { detail: `first: ${detail}`, faults: [{ pointer: '/first', detail }] });
};

export const toConnection = <T>(
  page: Page<T>,
  after: string | null,
  total: () => Promise<number | null>,
): Connection<T> => ({
  edges: page.items.map((node, index) => ({ node, cursor: page.cursors[index] ?? '' })),
  pageInfo: {
    hasNextPage: page.nextCursor !== null,
    hasPreviousPage: after !== null,
    startCursor: page.cursors[0] ?? null,
    endCursor: page.cursors.at(-1) ?? null,
  },
  totalCount: total,
});

/** Of lists of what can be retired. */
export const retiredIn = ({ retired }: { readonly retired?: boolean | null }): RetiredFilter => ({
  retired: retired ?? false,
});

/** One page by the arguments of a list field. */
export const connect = async <T>(
  args: ListArguments,
  list: (page: PageInput) => Promise<Page<T>>,
): Promise<Connection<T>> => {
  const input: PageInput = {
    limit: limitOf(args.first),
    cursor: args.after ?? null,
    ...(typeof args.orderBy === 'string' ? { order: orderNamed(args.orderBy) } : {}),
    newestFirst: args.newestFirst ?? false,
    updatedFromAt: args.dateFrom ?? null,
    updatedToAt: args.dateTo ?? null,
    withTotal: false,
  };
  const page = await list(input);
  return toConnection(page, input.cursor, async () => {
    const { total } = await list({ ...input, limit: 1, cursor: null, withTotal: true });
    return total;
  });
};
