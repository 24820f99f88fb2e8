/** Who may move and see what. Which scope opens which command is in its declaration. */
import type { Caller } from '../../domain/access.ts';
import type { Command } from '../../domain/command.ts';
import { commandUpdated } from '../../domain/command-rules.ts';
import { readsAllOf } from '../../domain/event-scopes.ts';
import { entitlementOf, isEntitled } from '../event-entitlement.ts';

/** Whether the caller is bound to no driver and to no tokens, so that it may move a station that others use too. */
export const isUnbound = ({ grants, userId }: Caller): boolean => grants.tokenUids === null && userId === null;

/** Whether a caller reads the commands of others too, as far as its grants go; if not, it sees its own only. */
export const readsOthers = ({ scopes }: Caller): boolean => readsAllOf(scopes, 'command.updated');

/**
 * Whether a caller may see a command: as its events (see services/event-entitlement.ts), so within its grants, and its own,
 * or any with stations:read or sessions:read.
 *
 * tokenUid: the token that the command is about, or null.
 */
export const seesCommand = (caller: Caller, command: Command, tokenUid: string | null): boolean =>
  isEntitled(entitlementOf(caller), commandUpdated(command, command.id, tokenUid));

/**
 * Whether a caller is told who asked for a command that it sees: it asked itself (the client, or its user where it acts for
 * one), it holds clients:manage, or it is bound by no grant at all and reads the commands of others.
 */
export const knowsWhoAsked = (caller: Caller, { requestedBy }: Command): boolean => {
  const { clientId, userId, scopes, grants } = caller;
  if (scopes.has('clients:manage')) return true;
  if (clientId === requestedBy.clientId && (userId === null || userId === requestedBy.userId)) return true;
  return userId === null && readsOthers(caller) && Object.values(grants).every((grant) => grant === null);
};
