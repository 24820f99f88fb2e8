/** Media types as requests name them. */

/** Without parameters, in lower case; null: none was named. */
export const mediaTypeOf = (contentType: string | undefined): string | null =>
  contentType?.split(';', 1)[0]?.trim().toLowerCase() || null;

/** For errors: with its parameters in order, but the boundary. */
export const mediaTypeText = (contentType: string | undefined): string => {
  const mediaType = mediaTypeOf(contentType);
  if (mediaType === null) return 'undefined';
  const parameters = [...(contentType ?? '').matchAll(/;\s*([^=]+)=([^;]+)/g)].map(
    ([, name = '', value = '']) =>
      [name.toLowerCase(), name.toLowerCase() === 'charset' ? value.toLowerCase() : value] as const,
  );
  return [...new Map(parameters)]
    .filter(([name]) => name !== 'boundary')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .reduce((text, [name, value]) => `${text}; ${name}=${value}`, mediaType);
};
