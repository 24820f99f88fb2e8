/** A URL that others gave: whether it may be asked at all, and in which canonical form. */
import { isIP } from 'node:net';
import type { RefusedWhy } from '../services/ports/outbound.ts';
import type { AddressRules } from './address-rules.ts';

export type Target = {
  readonly protocol: 'http:' | 'https:';
  readonly origin: string;
  /** Without brackets and closing dot. */
  readonly hostname: string;
  /** With the port, where it is not the usual one. */
  readonly host: string;
  readonly path: string;
};

const HOST_WITH_DOT = /^(https?:\/\/[^/?#:]*[^/?#:.])\.(?=[:/?#]|$)/i;

/**
 * What the URL itself shows is judged here, what its name resolves to when the connection is opened.
 * Numbers in every spelling (0x7f000001, 2130706433, 0177.1) are dotted addresses once URL has read them.
 */
export const readTarget = (
  text: string,
  rules: AddressRules,
): Target | { readonly refused: RefusedWhy; readonly host: string | null; readonly range: string | null } => {
  const written = URL.parse(text);
  const refused = (why: RefusedWhy, range: string | null = null) => ({
    refused: why,
    host: written?.host ?? null,
    range,
  });
  if (written === null || (written.protocol !== 'http:' && written.protocol !== 'https:')) return refused('bad_url');
  if (written.username !== '' || written.password !== '') return refused('credentials_in_url');
  // "partner.example." is the same host: one bulkhead, one entry in the settings, and TLS knows no closing dot.
  const url = new URL(written.href.replace(HOST_WITH_DOT, '$1'));
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (hostname === '' || hostname.split('.').includes('')) return refused('bad_url');
  if (isIP(hostname) !== 0) {
    const range = rules.forbiddenRange(hostname);
    if (range !== null) return refused('address', range);
  }
  const protocol = url.protocol === 'https:' ? 'https:' : 'http:';
  return { protocol, origin: url.origin, hostname, host: url.host, path: url.pathname + url.search };
};
