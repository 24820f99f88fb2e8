/** The scopes that a whole gateway offers: those that open something. */
import { readOfferedScopes } from '../../src/parts/offered-scopes.ts';

export const OFFERED_SCOPES = readOfferedScopes();
