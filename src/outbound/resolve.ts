/** Names to addresses. */
import { lookup, Resolver } from 'node:dns/promises';

/** Throws when the name has no address, or nobody tells. isListed: the operator named this host. */
export type Resolve = (hostname: string, isListed: boolean) => Promise<readonly string[]>;

const TIMEOUT_MS = 2_000;
const TRIES = 2;

/**
 * Strangers' names are asked of DNS alone, beside each other. The system's own look-up would read the hosts file for
 * them, and takes one of four threads that the whole process shares: four names whose servers never answer would stop
 * every file and every other name. It serves the hosts that the operator listed, which may stand in that file.
 * servers: DNS servers to ask in place of the system's.
 */
export const createResolve = (servers: readonly string[] | null = null): Resolve => {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (servers !== null) resolver.setServers(servers);
  return async (hostname, isListed) => {
    if (isListed || hostname === 'localhost') {
      const found = await lookup(hostname, { all: true });
      return found.map(({ address }) => address);
    }
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses;
    throw new Error(`${hostname} has no address`, {
      cause: answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : [])),
    });
  };
};
