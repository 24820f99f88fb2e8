/** Clients as one sees them that is bound to parties itself: those that may do no more than it may. */
import type { Caller, Client } from '../domain/access.ts';
import type { OrderOf } from '../domain/kinds/documents.ts';
import { KINDS } from '../domain/kinds/documents.ts';
import { positionOf } from '../domain/kinds/kind.ts';
import type { ClientStore } from './ports/client-store.ts';
import type { ListQuery, Slice } from './ports/list.ts';

const isWithin = (granted: readonly string[] | null, own: readonly string[] | null): boolean =>
  own === null || (granted?.every((value) => own.includes(value)) ?? false);

const withoutCase = (uids: readonly string[] | null) => uids?.map((uid) => uid.toLowerCase()) ?? null;

/** Whether whoever holds these may do no more than the caller. Who is bound to no party sees every client. */
export const managesClient = (
  { scopes: held, grants: own }: Caller,
  { scopes, grants }: Pick<Client, 'scopes' | 'grants'>,
): boolean =>
  own.partyIds === null ||
  (scopes.every((scope) => held.has(scope)) &&
    isWithin(grants.partyIds, own.partyIds) &&
    isWithin(grants.locationIds, own.locationIds) &&
    isWithin(grants.groupIds, own.groupIds) &&
    isWithin(withoutCase(grants.tokenUids), withoutCase(own.tokenUids)));

/** A slice of those that fit. Clients are few: the others are read and passed over. */
export const clientsThatFit = async (
  store: ClientStore,
  query: ListQuery<OrderOf<'clients'>>,
  fits: (client: Client) => boolean,
): Promise<Slice<Client>> => {
  const found: Client[] = [];
  for (let { after } = query; ; ) {
    const { items, more }: Slice<Client> = await store.clients({ ...query, after });
    found.push(...items.filter(fits));
    const last = items.at(-1);
    if (!more || last === undefined || found.length > query.limit) {
      return { items: found.slice(0, query.limit), more: found.length > query.limit };
    }
    after = positionOf(KINDS.clients, query.order, last);
  }
};
