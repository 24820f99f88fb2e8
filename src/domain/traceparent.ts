/** version "-" trace-id "-" parent-id "-" flags; a later version may have more behind that. */
const FORM = /^(?!ff)([0-9a-f]{2})-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?=$|-)/;
const LENGTH = 55;

/**
 * The traceparent of a request, as far as we know its form; null when there is none, or it must be passed over.
 * @see https://www.w3.org/TR/trace-context/#versioning-of-traceparent
 */
export const traceparentOf = (header: string | null | undefined): string | null => {
  const version = FORM.exec(header ?? '')?.[1];
  if (header == null || version === undefined) return null;
  if (version === '00' && header.length !== LENGTH) return null;
  return header.slice(0, LENGTH);
};
