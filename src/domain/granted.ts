/** What holds where two bind: of a client, and of the person for whom it acts. */
import type { Grants } from './access.ts';

const both = (
  one: readonly string[] | null,
  other: readonly string[] | null,
  form: (text: string) => string = (text) => text,
): readonly string[] | null => {
  if (one === null || other === null) return one ?? other;
  const others = new Set(other.map(form));
  return one.filter((value) => others.has(form(value)));
};

const withoutCase = (text: string): string => text.toLowerCase();

export const commonGrants = (one: Grants, other: Grants): Grants => ({
  locationIds: both(one.locationIds, other.locationIds),
  groupIds: both(one.groupIds, other.groupIds, withoutCase),
  tokenUids: both(one.tokenUids, other.tokenUids, withoutCase),
  partyIds: both(one.partyIds, other.partyIds),
});
