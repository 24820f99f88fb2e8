/** What `npm run gen` writes: each generator answers whole files, by their path from the root. */
export type Generator = () => Promise<ReadonlyMap<string, string>>;

export const root = new URL('../../', import.meta.url);

/** Two-space JSON with a newline at its end. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
