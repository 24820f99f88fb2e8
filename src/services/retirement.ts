/**
 * Deleted things that have a history are retired: what refers to them still finds them. Whether there is a history is
 * asked when something is deleted; what has none is gone for good.
 */
import type { Caller } from '../domain/access.ts';
import { DomainError } from '../domain/error.ts';
import type { DocumentOf, KindName, Where } from '../domain/kinds/documents.ts';
import type { Location } from '../domain/location.ts';
import { type RetiredLocation, type RetiredStation, type RetiredToken, shownRetired } from '../domain/retired.ts';
import { isSandboxParty } from '../domain/sandbox.ts';
import type { Station } from '../domain/station.ts';
import type { Token } from '../domain/token.ts';
import { SEES_ALL, type Visibility } from '../domain/visibility.ts';
import { visibilityOf } from './access.ts';
import type { Page, PageInput } from './api/paging.ts';
import { OLDEST_FIRST } from './list-pages.ts';
import { listPage } from './paging.ts';
import type { DocumentStore } from './ports/document-store.ts';

type Lists = Pick<DocumentStore, 'list'>;

const isThereIn = async <K extends KindName>(
  store: Lists,
  kind: K,
  { scope = SEES_ALL, where = {} }: { readonly scope?: Visibility; readonly where?: Where<K> },
): Promise<boolean> => {
  const { items } = await store.list<K>(kind, { ...OLDEST_FIRST, scope, limit: 1, where });
  return items.length > 0;
};

const anyOf = async (looks: readonly Promise<boolean>[]): Promise<boolean> => (await Promise.all(looks)).includes(true);

/** A session that it began, or a command that names it. */
export const tokenHasHistory = (store: Lists, { uid }: Token): Promise<boolean> => {
  const scope = { ...SEES_ALL, tokenUids: [uid] };
  return anyOf([isThereIn(store, 'sessions', { scope }), isThereIn(store, 'commands', { scope })]);
};

/**
 * It was connected, has or had EVSEs, or a command names it. Whatever a station tells, it tells when it is connected, and
 * that is in its record: nothing can come meanwhile that this does not see.
 */
export const stationHasHistory = async (store: Lists, station: Station): Promise<boolean> => {
  const { id: stationId, connectedAt, evses, evseSeries, replacedBy } = station;
  if (connectedAt !== null || evses.length > 0 || evseSeries > 0 || replacedBy !== null) return true;
  const where = { stationId };
  return anyOf([isThereIn(store, 'sessions', { where }), isThereIn(store, 'commands', { where })]);
};

/** Something happened there, or a station stood there that is retired itself. */
export const locationHasHistory = (store: Lists, { id }: Location): Promise<boolean> => {
  const scope = { ...SEES_ALL, locationIds: [id] };
  return anyOf([
    isThereIn(store, 'sessions', { scope }),
    isThereIn(store, 'commands', { scope }),
    isThereIn(store, 'evses', { scope }),
    isThereIn(store, 'outages', { scope }),
    isThereIn(store, 'meterPublicKeys', { scope }),
    isThereIn(store, 'retiredStations', { scope }),
  ]);
};

type Gets = Pick<DocumentStore, 'get'>;

const shownOrNull = <T extends { readonly version: number }, R>(record: T | null, show: (record: T) => R): R | null =>
  record === null ? null : show(record);

/** As they are shown, which is one version later than they were last. */
export const retiredToken = async (store: Gets, uid: string): Promise<Token | null> =>
  shownOrNull<RetiredToken, Token>(await store.get('retiredTokens', uid), shownRetired);
export const retiredStation = async (store: Gets, id: string): Promise<Station | null> =>
  shownOrNull<RetiredStation, Station>(await store.get('retiredStations', id), shownRetired);
export const retiredLocation = async (store: Gets, id: string): Promise<Location | null> =>
  shownOrNull<RetiredLocation, Location>(await store.get('retiredLocations', id), shownRetired);

/** Of a list by keys: those in use, and of the other keys those that are retired. */
export const withRetired = async <T>(
  keys: readonly string[],
  used: readonly T[],
  keyOf: (object: T) => string,
  retired: (keys: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> => {
  const known = new Set(used.map(keyOf));
  const others = keys.filter((key) => !known.has(key));
  return others.length === 0 ? used : [...used, ...(await retired(others))];
};

type ShownOf = {
  readonly retiredTokens: Token;
  readonly retiredStations: Station;
  readonly retiredLocations: Location;
};

/** The page of a list of those that are retired. */
export const retiredPage = async <K extends keyof ShownOf>(
  store: Pick<DocumentStore, 'list' | 'count'>,
  caller: Caller,
  {
    kind,
    page,
    where,
    show,
  }: {
    readonly kind: K;
    readonly page: PageInput;
    readonly where: Where<K>;
    readonly show: (record: DocumentOf<K>) => ShownOf[K];
  },
): Promise<Page<ShownOf[K]>> => {
  const { items, ...rest } = await listPage<K>({
    kind,
    page,
    scope: visibilityOf(caller),
    list: (query) => store.list(kind, { ...query, where }),
    count: (query, upTo) => store.count(kind, { ...query, where }, upTo),
  });
  return { ...rest, items: items.map(show) };
};

/** What a sandbox simulates goes with it. */
export const requireNotSimulated = async (store: Pick<DocumentStore, 'get'>, station: Station): Promise<void> => {
  if (!isSandboxParty(station.partyId)) return;
  const sandbox = await store.get('sandboxes', station.partyId);
  if (sandbox?.stations.some(({ id }) => id === station.id) !== true) return;
  const detail = `It is a simulated station of the sandbox ${sandbox.id}, and goes with that.`;
  throw new DomainError('conflict', { detail });
};
