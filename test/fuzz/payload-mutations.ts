/** Makes a valid payload a bad one, in one place or in a few. */
import { hostileDate, hostileName, hostileNumber, hostileText, hostileValue } from './hostile.ts';
import type { Random } from './random.ts';
import type { RawJson } from './raw-json.ts';

type Container = Record<string, unknown> | unknown[];
/** One value inside a payload: where it hangs, and under which key. */
type Place = { readonly parent: Container; readonly key: string };

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

const placesOf = (value: unknown): readonly Place[] =>
  isContainer(value)
    ? Object.keys(value).flatMap((key) => [
        { parent: value, key },
        ...placesOf((value as Record<string, unknown>)[key]),
      ])
    : [];

const containersOf = (value: unknown): readonly Container[] =>
  isContainer(value) ? [value, ...Object.values(value).flatMap(containersOf)] : [];

const read = ({ parent, key }: Place): unknown => (parent as Record<string, unknown>)[key];
const write = ({ parent, key }: Place, value: unknown): void => {
  Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true });
};

/** A value of the same kind, in its worst form. */
const worse = (random: Random, value: unknown): unknown => {
  if (typeof value === 'number') return random.chance(0.2) ? String(value) : hostileNumber(random);
  if (typeof value !== 'string') return hostileText(random);
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return hostileDate(random);
  return random.chance(0.3) ? value.toLowerCase() : hostileText(random);
};

const MUTATIONS: readonly [
  (random: Random, payload: Container, raw: RawJson) => void,
  ...((random: Random, payload: Container, raw: RawJson) => void)[],
] = [
  // A part is missing.
  (random, payload) => {
    const place = random.pickOf(placesOf(payload));
    if (place !== null) delete (place.parent as Record<string, unknown>)[place.key];
  },
  // A value of another kind.
  (random, payload, raw) => {
    const place = random.pickOf(placesOf(payload));
    if (place !== null) write(place, hostileValue(random, raw));
  },
  // A value of its kind that cannot be.
  (random, payload) => {
    const place = random.pickOf(placesOf(payload));
    if (place !== null) write(place, worse(random, read(place)));
  },
  // A property that nobody asked for.
  (random, payload, raw) => {
    const place = random.pickOf(containersOf(payload));
    if (place !== null)
      write(
        { parent: place, key: Array.isArray(place) ? String(place.length) : hostileName(random) },
        hostileValue(random, raw),
      );
  },
  // Many of one.
  (random, payload) => {
    const lists = containersOf(payload).filter((container) => Array.isArray(container));
    const list = random.pickOf(lists);
    if (list === null || list.length === 0) return;
    const first: unknown = list[0];
    // Some pieces of text are large by themselves.
    if ((JSON.stringify(first) ?? '').includes('@@raw')) return;
    for (let more = random.pick([2, 20, 600]); more > 0; more -= 1) list.push(first);
  },
  // An empty list or object in place of a full one.
  (random, payload) => {
    const place = random.pickOf(placesOf(payload).filter((found) => isContainer(read(found))));
    if (place !== null) write(place, Array.isArray(read(place)) ? [] : {});
  },
];

/** Changes the payload itself; it is the caller's own. */
export const mutatePayload = (random: Random, payload: Record<string, unknown>, raw: RawJson): void => {
  for (let times = random.pick([1, 1, 1, 1, 2, 3]); times > 0; times -= 1) random.pick(MUTATIONS)(random, payload, raw);
};
