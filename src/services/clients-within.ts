/** Clients as one sees them that is bound itself, in whatever: those that may do no more than it may. */
import { type Caller, type Client, isUnboundGrants } from '../domain/access.ts';

const isWithin = (granted: readonly string[] | null, own: readonly string[] | null): boolean =>
  own === null || (granted?.every((value) => own.includes(value)) ?? false);

const withoutCase = (uids: readonly string[] | null) => uids?.map((uid) => uid.toLowerCase()) ?? null;

/** Whether whoever holds these may do no more than the caller. Who is bound in nothing sees every client. */
export const managesClient = (
  { scopes: held, grants: own }: Caller,
  { scopes, grants }: Pick<Client, 'scopes' | 'grants'>,
): boolean =>
  isUnboundGrants(own) ||
  (scopes.every((scope) => held.has(scope)) &&
    isWithin(grants.partyIds, own.partyIds) &&
    isWithin(grants.locationIds, own.locationIds) &&
    isWithin(grants.groupIds, own.groupIds) &&
    isWithin(withoutCase(grants.tokenUids), withoutCase(own.tokenUids)));

/** Those of them that the caller manages. */
export const managedClients =
  (caller: Caller) =>
  (clients: readonly Client[]): readonly Client[] =>
    clients.filter((client) => managesClient(caller, client));
