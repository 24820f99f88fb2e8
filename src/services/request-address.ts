/** Where a request came from: directly, or as a proxy that is trusted says. */
import { BlockList, isIP, isIPv6 } from 'node:net';

/** What of a request tells its origin; an IncomingMessage has it. */
export type Arrived = {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** null: not known. */
export type AddressOf = (request: Arrived) => string | null;

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** `::ffff:10.0.0.1` and `10.0.0.1` are one address. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** The last value of a header that proxies add to: that of the proxy nearest to us. */
export const lastOf = (header: string | string[] | undefined): string | null => {
  const text = Array.isArray(header) ? header.join(',') : header;
  return text?.split(',').at(-1)?.trim() || null;
};

const WITH_PORT = /^(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/;

/**
 * The address in an `X-Forwarded-For`, of which the nearest proxy wrote the last. Some write the port, too (Azure's
 * gateways do, AWS's when told to), which is another with each connection, and so says nothing about who comes.
 * null: it tells no address.
 */
export const forwardedFor = (header: string | string[] | undefined): string | null => {
  const last = lastOf(header) ?? '';
  const [, inBrackets, beforePort] = WITH_PORT.exec(last) ?? [];
  const address = plainAddress(inBrackets ?? beforePort ?? last);
  return isIP(address) === 0 ? null : address;
};

/** Whether a plain address is a proxy's. Throws when one of `proxies` is not an address or a CIDR range. */
export const createIsProxy = (proxies: readonly string[]): ((address: string) => boolean) => {
  const trusted = new BlockList();
  for (const entry of proxies) {
    const [address = '', prefix] = entry.split('/', 2);
    if (prefix === undefined) trusted.addAddress(address, familyOf(address));
    else trusted.addSubnet(address, Number(prefix), familyOf(address));
  }
  return (address) => address !== '' && trusted.check(address, familyOf(address));
};

/** proxies: TRUSTED_PROXIES. Only their `X-Forwarded-For` counts. Throws as createIsProxy does. */
export const createAddressOf = (proxies: readonly string[]): AddressOf => {
  const isProxy = createIsProxy(proxies);
  return ({ socket, headers }) => {
    if (socket.remoteAddress === undefined) return null;
    const address = plainAddress(socket.remoteAddress);
    return isProxy(address) ? (forwardedFor(headers['x-forwarded-for']) ?? address) : address;
  };
};

/** The first groups of an IPv6 address; null: it is none. */
const groupsOf = (plain: string, count: number): string | null => {
  if (!isIPv6(plain)) return null;
  const [head = '', tail] = plain.split('::', 2);
  const given = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? 0 : tail.split(':').length;
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - given.length - behind);
  return [...given, ...Array<string>(zeros).fill('0'), ...(tail ?? '').split(':')].slice(0, count).join(':');
};

/** What is counted as one: a household or a server has a whole IPv6 /64 to itself. */
export const networkOf = (address: string | null): string => {
  const plain = plainAddress(address ?? 'unknown');
  return groupsOf(plain, 4) ?? plain;
};

/** The IPv6 /48 around it, which one customer may have with its 65,536 networks. null: not IPv6. */
export const siteOf = (address: string | null): string | null => groupsOf(plainAddress(address ?? 'unknown'), 3);
