/** Addresses that a client may have codes and people sent to. */
import type { ClientType } from './access.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
/** RFC 8252, 7.1: a domain name that its owner controls, the other way round. No scheme of a browser has a dot. */
const PRIVATE_USE = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/;
const MOST_CHARACTERS = 2048;

export const isLoopbackHost = (hostname: string): boolean => LOOPBACK.has(hostname);

/**
 * https of any host but this machine's own; http of this machine alone, whose port may then be any (RFC 8252, 7.3); for
 * apps their own scheme, too. Without a fragment (RFC 6749, 3.1.2), and without a user in it, which no browser shows.
 */
export const isRedirectUri = (text: string, type: ClientType): boolean => {
  if (text.length > MOST_CHARACTERS || !URL.canParse(text) || /[\s#\\*]/.test(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return !isLoopbackHost(hostname);
  if (protocol === 'http:') return isLoopbackHost(hostname);
  return type === 'app' && PRIVATE_USE.test(protocol);
};
