/**
 * Text made once for each object, for lists: the embedded store gives the same object as long as its version stands.
 *
 * Safe, because objects are read-only and the text follows from the object alone, not from who asks. Bounded, because it
 * is kept with the object and goes with it.
 */
export const textOnce = <T extends object>(toJson: (object: T) => object): ((object: T) => string) => {
  const texts = new WeakMap<T, string>();
  return (object) => {
    const known = texts.get(object);
    if (known !== undefined) return known;
    const text = JSON.stringify(toJson(object));
    texts.set(object, text);
    return text;
  };
};
