/**
 * When a client was made, in what is given to it: whoever is given the id of one that was deleted is another client, and
 * takes over neither tokens nor consents. Compared with itself alone, so no clocks are compared.
 */
import type { Client } from '../domain/access.ts';

/** Of access tokens. */
export const MADE_CLAIM = 'client_made_at';

export const madeAtOf = ({ createdAt }: Pick<Client, 'createdAt'>): number => createdAt.getTime();

/** said: as what was given says it. Releases before said nothing. */
export const isOfThis = (client: Pick<Client, 'createdAt'>, said: unknown): boolean =>
  said === undefined || said === madeAtOf(client);
