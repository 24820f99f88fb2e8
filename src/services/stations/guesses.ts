/**
 * How many wrong passwords may be tried: each costs a derivation. They are counted for each station at each network, and,
 * more generously, for each network, for the site around an IPv6 one, and for each station over all networks. Where one of
 * those is exhausted, each station at each network is left a single try: what others get wrong keeps nobody out.
 */
import type { Clock } from '../ports/time.ts';
import { networkOf, siteOf } from '../request-address.ts';

/** most: tries at once. One comes back in each backEveryMs. */
type Bound = { readonly most: number; readonly backEveryMs: number };

export const GUESS_BOUNDS = {
  ofStationAtNetwork: { most: 10, backEveryMs: 60_000 },
  /** More than the handshakes that are checked at the same time: a fleet behind one address comes back all at once. */
  ofNetwork: { most: 100, backEveryMs: 500 },
  ofSite: { most: 1000, backEveryMs: 50 },
  ofStation: { most: 100, backEveryMs: 30_000 },
} as const satisfies Record<string, Bound>;

/** Of each counter; the least recently seen go first. */
const KEPT = 20_000;

/** Who guesses: a station's identity and where it comes from. */
export type Guesser = { readonly stationId: string; readonly remoteAddress: string };

/** exhausted: what had its last try by this, the first time since it had all of them. */
export type Try = { readonly taken: boolean; readonly exhausted: 'station_at_network' | 'network' | null };

export type Guesses = {
  /** Takes a try for a password that is not known to be right. */
  readonly take: (guesser: Guesser) => Try;
  /** The password was right: the try does not count. */
  readonly giveBack: (guesser: Guesser) => void;
};

/** told: that it was exhausted, since it last had all its tries. */
type Spent = { readonly tries: number; readonly atMs: number; readonly told: boolean };

/** Holds nothing of what has all its tries. */
const createCounter = ({ clock }: { readonly clock: Clock }, { most, backEveryMs }: Bound) => {
  const spent = new Map<string, Spent>();

  const put = (key: string, now: Spent): void => {
    spent.delete(key);
    if (now.tries <= 0) return;
    spent.set(key, now);
    const oldest = spent.size > KEPT ? spent.keys().next().value : undefined;
    if (oldest !== undefined) spent.delete(oldest);
  };

  const spentBy = (key: string): Spent => {
    const nowMs = clock.now().getTime();
    const known = spent.get(key);
    const back = known === undefined ? 0 : Math.max(0, Math.floor((nowMs - known.atMs) / backEveryMs));
    if (known === undefined || back >= known.tries) return { tries: 0, atMs: nowMs, told: false };
    return { ...known, tries: known.tries - back, atMs: known.atMs + back * backEveryMs };
  };

  return {
    tries: (key: string): number => spentBy(key).tries,
    isExhausted: (key: string | null): boolean => key !== null && spentBy(key).tries >= most,
    /** true: it is exhausted by this, for the first time since it had all its tries. */
    add: (key: string | null): boolean => {
      if (key === null) return false;
      const before = spentBy(key);
      const tries = before.tries + 1;
      const exhausted = tries === most;
      put(key, { ...before, tries, told: before.told || exhausted });
      return exhausted && !before.told;
    },
    giveBack: (key: string | null): void => {
      if (key === null) return;
      const before = spentBy(key);
      put(key, { ...before, tries: before.tries - 1 });
    },
  };
};

export const createGuesses = (dependencies: { readonly clock: Clock }): Guesses => {
  const pairs = createCounter(dependencies, GUESS_BOUNDS.ofStationAtNetwork);
  const networks = createCounter(dependencies, GUESS_BOUNDS.ofNetwork);
  const sites = createCounter(dependencies, GUESS_BOUNDS.ofSite);
  const stations = createCounter(dependencies, GUESS_BOUNDS.ofStation);

  const keysOf = ({ stationId, remoteAddress }: Guesser) => {
    const network = networkOf(remoteAddress);
    return { pair: `${network} ${stationId}`, network, site: siteOf(remoteAddress), station: stationId };
  };

  return {
    take: (guesser) => {
      const { pair, network, site, station } = keysOf(guesser);
      const isOthers = networks.isExhausted(network) || sites.isExhausted(site) || stations.isExhausted(station);
      const most = isOthers ? 1 : GUESS_BOUNDS.ofStationAtNetwork.most;
      if (pairs.tries(pair) >= most) return { taken: false, exhausted: null };
      const pairIsOver = pairs.add(pair);
      const networkIsOver = networks.add(network);
      sites.add(site);
      stations.add(station);
      return { taken: true, exhausted: networkIsOver ? 'network' : pairIsOver ? 'station_at_network' : null };
    },
    giveBack: (guesser) => {
      const { pair, network, site, station } = keysOf(guesser);
      pairs.giveBack(pair);
      networks.giveBack(network);
      sites.giveBack(site);
      stations.giveBack(station);
    },
  };
};
