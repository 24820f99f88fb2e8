/** What waits is taken in turn: network by network, and in each of them station by station. A flood delays its own kind only. */

export type FairQueue<T> = {
  readonly push: (network: string, station: string, item: T) => void;
  /** The next one; null: nothing waits. */
  readonly shift: () => T | null;
  readonly size: () => number;
  /** How much waits for one station from one network. */
  readonly sizeOf: (network: string, station: string) => number;
};

/** The first entry of a map, whose order is that of the turns. */
const first = <V>(map: ReadonlyMap<string, V>): readonly [string, V] | null => {
  for (const entry of map) return entry;
  return null;
};

export const createFairQueue = <T>(): FairQueue<T> => {
  const networks = new Map<string, Map<string, T[]>>();
  let size = 0;

  return {
    push: (network, station, item) => {
      const stations = networks.get(network) ?? new Map<string, T[]>();
      networks.set(network, stations);
      const items = stations.get(station);
      if (items === undefined) stations.set(station, [item]);
      else items.push(item);
      size += 1;
    },
    shift: () => {
      const network = first(networks);
      const station = network === null ? null : first(network[1]);
      const item = station?.[1].shift();
      if (network === null || station === null || item === undefined) return null;
      const [networkName, stations] = network;
      const [stationName, items] = station;
      // Whoever had its turn stands at the end again.
      stations.delete(stationName);
      if (items.length > 0) stations.set(stationName, items);
      networks.delete(networkName);
      if (stations.size > 0) networks.set(networkName, stations);
      size -= 1;
      return item;
    },
    size: () => size,
    sizeOf: (network, station) => networks.get(network)?.get(station)?.length ?? 0,
  };
};
