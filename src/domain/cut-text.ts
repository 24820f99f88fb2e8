/**
 * Text of at most so many UTF-16 units, for what stations write at any length; a pair of surrogates that is cut in two is
 * replaced (U+FFFD), so that every store keeps it as it is.
 */
export const cutText = (text: string, longest: number): string =>
  text.length <= longest ? text : text.slice(0, longest).toWellFormed();
