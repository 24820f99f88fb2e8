/** Lists, item by item, over all their pages. */
import type { Client } from './client.ts';
import type { Answer, Input, OperationId } from './operations.ts';

/** The cursor in a Link header's rel="next"; null: it was the last page. */
const nextCursor = (headers: Headers): string | null => {
  const link = /<([^>]*)>\s*;\s*rel="?next"?/.exec(headers.get('link') ?? '')?.[1];
  return link === undefined ? null : new URL(link).searchParams.get('cursor');
};

type Listed<K extends OperationId> = Answer<K> extends readonly (infer T)[] ? T : never;
type List = { [K in OperationId]: Answer<K> extends readonly unknown[] ? K : never }[OperationId];

/** `for await (const station of each(client, 'listStations', { query: { location_id } }))` */
export async function* each<K extends List>(
  client: Client,
  operation: K,
  input: Input<K> = {} as Input<K>,
): AsyncGenerator<Listed<K>> {
  const { query, ...rest } = input as { readonly query?: object };
  for (let cursor: string | null = null; ; ) {
    const page = { ...rest, query: cursor === null ? query : { ...query, cursor } } as Input<K>;
    const { data, headers } = await client.whole(operation, page);
    yield* data as unknown as readonly Listed<K>[];
    cursor = nextCursor(headers);
    if (cursor === null) return;
  }
}
