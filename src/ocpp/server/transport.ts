/** How a handshake reached us: address, TLS, client certificate; directly or through a trusted proxy. */
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Knock } from '../../services/inbox.ts';
import { createIsProxy, forwardedFor, lastOf, plainAddress } from '../../services/request-address.ts';
import type { TrustedProxy } from './options.ts';

export type Transport = Pick<Knock, 'remoteAddress' | 'tls' | 'clientCertificate'>;

const readDirect = (request: IncomingMessage): Transport => {
  const { socket } = request;
  const remoteAddress = plainAddress(socket.remoteAddress ?? '');
  if (!(socket instanceof TLSSocket)) return { remoteAddress, tls: false, clientCertificate: null };
  if (!socket.authorized) return { remoteAddress, tls: true, clientCertificate: null };
  const { subject } = socket.getPeerCertificate();
  const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? null;
  return {
    remoteAddress,
    tls: true,
    clientCertificate: { commonName: first(subject?.CN), organization: first(subject?.O) },
  };
};

/** Parts between the commas and plus signs that separate, which are none behind a backslash. */
const ATTRIBUTES = /(?:\\.|[^,+\\])+/gs;

/** CN and O of `CN=…,O=…` (RFC 4514), with `\,` and the like taken back. */
const readSubject = (subject: string): Transport['clientCertificate'] => {
  const attributes = (subject.match(ATTRIBUTES) ?? []).map((attribute) => attribute.trim());
  const named = (type: string): string | null => {
    const prefix = `${type}=`;
    const found = attributes.find((attribute) => attribute.slice(0, prefix.length).toUpperCase() === prefix);
    return found?.slice(prefix.length).replaceAll(/\\(.)/gs, '$1').trim() ?? null;
  };
  return { commonName: named('CN'), organization: named('O') };
};

/** Makes the reader; addresses are parsed once. Throws when one of them is not an address or a CIDR range. */
export const createTransportReader = (proxy: TrustedProxy | null): ((request: IncomingMessage) => Transport) => {
  if (proxy === null) return readDirect;
  const isProxy = createIsProxy(proxy.addresses);
  return (request) => {
    const direct = readDirect(request);
    const { remoteAddress } = direct;
    if (!isProxy(remoteAddress)) return direct;
    const scheme = lastOf(request.headers['x-forwarded-proto'])?.toLowerCase();
    const header = proxy.clientSubjectHeader === null ? undefined : request.headers[proxy.clientSubjectHeader];
    const subject = Array.isArray(header) ? header[0] : header;
    return {
      remoteAddress: forwardedFor(request.headers['x-forwarded-for']) ?? remoteAddress,
      tls: scheme === 'https' || scheme === 'wss',
      clientCertificate: subject === undefined || subject === '' ? null : readSubject(subject),
    };
  };
};
