/** The scopes that open something here: of those that there are, what the description of the API names. */
import { SCOPES, type Scope } from '../domain/access.ts';
import { openingScopes, readDescription } from '../rest/description.ts';

export const readOfferedScopes = (): readonly Scope[] => {
  const opening = openingScopes(readDescription());
  return SCOPES.filter((scope) => opening.has(scope));
};
