/** In code points, as JSON Schema counts a text's length: an emoji is one, where `length` says two. */
export const characterCount = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};
