/**
 * Text made once for each object, for lists: the embedded store gives the same object as long as its version stands.
 *
 * Safe, because objects are read-only and the text follows from the object alone, not from who asks; the
 * context is one for the whole gateway, such as the names of its parties. Bounded, because it
 * is kept with the object and goes with it.
 */
export const textOnce = <T extends object, C extends readonly unknown[]>(
  toJson: (object: T, ...context: C) => object,
): ((object: T, ...context: C) => string) => {
  const texts = new WeakMap<T, string>();
  return (object, ...context) => {
    const known = texts.get(object);
    if (known !== undefined) return known;
    const text = JSON.stringify(toJson(object, ...context));
    texts.set(object, text);
    return text;
  };
};
