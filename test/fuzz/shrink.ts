/** Makes a frame smaller, a part at a time, as long as the same goes wrong with it. */

const MOST_TRIES = 150;

type Container = Record<string, unknown> | unknown[];
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** Paths of all that is inside, the largest parts first. */
const pathsOf = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  isContainer(value)
    ? Object.keys(value).flatMap((key) => {
        const own = [...path, key];
        return [own, ...pathsOf((value as Record<string, unknown>)[key], own)];
      })
    : [];

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (isContainer(inner) ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );

const without = (value: unknown, path: readonly string[]): unknown => {
  const copy = structuredClone(value);
  const parent = at(copy, path.slice(0, -1));
  const last = path.at(-1) ?? '';
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isContainer(parent)) delete (parent as Record<string, unknown>)[last];
  return copy;
};

/** Only CALLs that JSON can carry there and back are made smaller; their first three parts stay. */
export const shrink = async (text: string, isSame: (text: string) => Promise<boolean>): Promise<string> => {
  const frame: unknown = (() => {
    try {
      return JSON.parse(text);
    } catch {
      // No JSON is as small as it gets here.
      return null;
    }
  })();
  if (!Array.isArray(frame) || frame.length !== 4) return text;
  let best: unknown[] = frame;
  let tries = 0;
  for (let smaller = true; smaller && tries < MOST_TRIES; ) {
    smaller = false;
    for (const path of pathsOf(best[3])) {
      if (tries >= MOST_TRIES) break;
      if (at(best[3], path) === undefined) continue;
      const candidate = [...best.slice(0, 3), without(best[3], path)];
      tries += 1;
      if (!(await isSame(JSON.stringify(candidate)))) continue;
      best = candidate;
      smaller = true;
    }
  }
  const shrunk = JSON.stringify(best);
  return shrunk.length < text.length && (await isSame(shrunk)) ? shrunk : text;
};
