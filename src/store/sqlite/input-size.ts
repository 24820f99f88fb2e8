/** What a value costs beside its text and bytes: a field, a number, an entry of a list. */
const FIELD_BYTES = 16;

/**
 * About how many bytes a call's input holds in memory, and in the copy for the thread: quick rather than exact.
 * Text counts a byte a character; inputs are rows of a few levels, so the walk is short.
 */
export const inputSize = (input: unknown): number => {
  if (typeof input === 'string') return FIELD_BYTES + input.length;
  if (typeof input !== 'object' || input === null) return FIELD_BYTES;
  if (ArrayBuffer.isView(input)) return FIELD_BYTES + input.byteLength;
  let bytes = FIELD_BYTES;
  if (Array.isArray(input)) for (const entry of input) bytes += inputSize(entry);
  else for (const value of Object.values(input)) bytes += inputSize(value);
  return bytes;
};
