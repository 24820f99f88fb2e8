/** Which addresses may be reached: public ones, and what the settings list. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

export type AddressRules = {
  /** The name, or the literal address, is listed: it may be private, and http is enough. */
  readonly isListed: (hostname: string) => boolean;
  /** null: it may be reached. Else the range that forbids it. */
  readonly forbiddenRange: (address: string) => string | null;
};

/** A setting's entry that is neither an address, nor a range, nor a host name. */
export class AllowEntryError extends Error {
  override readonly name = 'AllowEntryError';
}

/** RFC 4291, 2.4: what is handed out as global unicast. All else is special, unassigned or retired. */
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** RFC 6052: an IPv4 address behind a translator, as DNS64 answers in a network with IPv6 alone. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** Azure's platform, which answers on every virtual machine from an address that looks public. */
const AZURE_PLATFORM = '168.63.129.16';

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

const embeddedV4 = (address: ipaddr.IPv6): ipaddr.IPv4 => new ipaddr.IPv4(address.toByteArray().slice(12));

/** ::ffff:10.0.0.1 is 10.0.0.1 to every socket. null: no address in its usual form. */
const parse = (text: string): Address | null => {
  if (isIP(text) === 0) return null;
  const address = ipaddr.parse(text);
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
};

const rangeOfV4 = (address: ipaddr.IPv4): string | null => {
  if (address.toString() === AZURE_PLATFORM) return 'metadata';
  const range = address.range();
  return range === 'unicast' ? null : range;
};

const rangeOf = (address: Address): string | null => {
  if (address instanceof ipaddr.IPv4) return rangeOfV4(address);
  if (address.match(NAT64)) return rangeOfV4(embeddedV4(address));
  const range = address.range();
  if (range !== 'unicast') return range;
  return address.match(GLOBAL_V6) ? null : 'not global';
};

const matches = (address: Address, [base, bits]: [Address, number]): boolean =>
  address.kind() === base.kind() && address.match(base, bits);

type Listed = { readonly hosts: ReadonlySet<string>; readonly ranges: readonly [Address, number][] };

/** `10.0.0.0/8`, `fd00::/8`, `127.0.0.1`, `[::1]`, `crm.depot.example`. Throws AllowEntryError. */
const read = (entries: readonly string[]): Listed => {
  const hosts = new Set<string>();
  const ranges: [Address, number][] = [];
  for (const entry of entries) {
    const text = entry.toLowerCase().replace(/^\[(.*)\]$/, '$1');
    const [base = '', bits, ...rest] = text.split('/');
    const address = parse(base);
    if (address !== null && rest.length === 0) {
      const width = address instanceof ipaddr.IPv4 ? 32 : 128;
      const length = bits === undefined ? width : Number(/^\d{1,3}$/.test(bits) ? bits : Number.NaN);
      if (!(length <= width)) throw new AllowEntryError(`"${entry}" is not an address range`);
      ranges.push([address, length]);
    } else if (HOST_NAME.test(text) && !/^[\d.]+$/.test(text)) hosts.add(text);
    else throw new AllowEntryError(`"${entry}" is not an address, a range or a host name`);
  }
  return { hosts, ranges };
};

export const createAddressRules = (allow: readonly string[]): AddressRules => {
  const { hosts, ranges } = read(allow);
  const isInRange = (address: Address): boolean => ranges.some((range) => matches(address, range));
  return {
    isListed: (hostname) => {
      const address = parse(hostname);
      return address === null ? hosts.has(hostname) : isInRange(address);
    },
    forbiddenRange: (text) => {
      const address = parse(text);
      // What cannot be read cannot be judged.
      if (address === null) return 'unreadable';
      return isInRange(address) ? null : rangeOf(address);
    },
  };
};
