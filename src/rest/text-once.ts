/**
 * Text made once for each object, for lists: the embedded store gives the same object as long as its version stands.
 *
 * Safe, because objects are read-only, and the text follows from the object and from the names of parties, which are one
 * thing for the whole gateway, not from who asks. Bounded, because it is kept with the object and goes with it.
 */
import type { PartyNames } from '../domain/party.ts';

export const textOnce = <T extends object>(
  toJson: (object: T, names: PartyNames) => object,
): ((object: T, names: PartyNames) => string) => {
  const texts = new WeakMap<T, string>();
  return (object, names) => {
    const known = texts.get(object);
    if (known !== undefined) return known;
    const text = JSON.stringify(toJson(object, names));
    texts.set(object, text);
    return text;
  };
};
