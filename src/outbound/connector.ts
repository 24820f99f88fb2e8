/** Opens connections: the name is resolved once, every address of it judged, and one of these very addresses taken. */
import type { LookupAddress, LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { FailedWhy } from '../services/ports/outbound.ts';
import type { AddressRules } from './address-rules.ts';
import type { Resolve } from './resolve.ts';

/** The address may not be reached. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
  readonly why: 'address' | 'insecure';
  readonly range: string | null;

  constructor(why: 'address' | 'insecure', range: string | null) {
    super(`forbidden: ${range ?? why}`);
    this.why = why;
    this.range = range;
  }
}

/** No connection came about. */
export class ConnectFault extends Error {
  override readonly name = 'ConnectFault';
  readonly why: Extract<FailedWhy, 'dns' | 'connect' | 'tls'>;

  constructor(why: 'dns' | 'connect' | 'tls', cause: unknown) {
    super(`no connection: ${why}`, { cause });
    this.why = why;
  }
}

/** A name may have any number of addresses; these many are tried. */
const TRIED_ADDRESSES = 8;

/** Faults of the network below TLS; what else ends the opening of an https connection is TLS's own. */
const BELOW_TLS = new Set([
  'EADDRNOTAVAIL',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EMFILE',
  'ENETDOWN',
  'ENETUNREACH',
  'ENFILE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const asFault = (error: Error, protocol: string): Error => {
  if (error instanceof ForbiddenAddress || error instanceof ConnectFault) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return new ConnectFault(protocol === 'https:' && !BELOW_TLS.has(code) ? 'tls' : 'connect', error);
};

export type ConnectorOptions = {
  readonly rules: AddressRules;
  readonly resolve: Resolve;
  /** http also where the host is not listed. */
  readonly allowHttp: boolean;
  readonly connectMs: number;
  /** Certificates to trust in place of the usual ones. */
  readonly ca: string | null;
};

type JudgeOptions = Pick<ConnectorOptions, 'rules' | 'resolve' | 'allowHttp'>;

const judgeAddresses = (
  { rules, allowHttp }: Pick<JudgeOptions, 'rules' | 'allowHttp'>,
  protocol: string,
  hostname: string,
  addresses: readonly string[],
): void => {
  if (rules.isListed(hostname)) return;
  for (const address of addresses) {
    const range = rules.forbiddenRange(address);
    if (range !== null) throw new ForbiddenAddress('address', range);
  }
  if (protocol === 'https:' || allowHttp) return;
  if (!addresses.every(rules.isListed)) throw new ForbiddenAddress('insecure', null);
};

/** Answers the addresses of a name or literal, all of which may be reached. Throws ForbiddenAddress and ConnectFault. */
export const createJudge =
  (options: JudgeOptions) =>
  async (protocol: string, hostname: string): Promise<readonly string[]> => {
    const { rules, resolve } = options;
    const addresses =
      isIP(hostname) === 0
        ? await resolve(hostname, rules.isListed(hostname)).catch((cause: unknown) => {
            throw new ConnectFault('dns', cause);
          })
        : [hostname];
    if (addresses.length === 0) throw new ConnectFault('dns', null);
    judgeAddresses(options, protocol, hostname, addresses);
    return addresses;
  };

export const createConnector = (options: ConnectorOptions): buildConnector.connector => {
  const { connectMs, ca } = options;
  const judge = createJudge(options);

  const checked = async (protocol: string, hostname: string): Promise<LookupAddress[]> =>
    (await judge(protocol, hostname)).slice(0, TRIED_ADDRESSES).map((address) => ({ address, family: isIP(address) }));

  const lookupFor =
    (protocol: string): LookupFunction =>
    (hostname: string, { all }: LookupOptions, callback) => {
      checked(protocol, hostname).then(
        (found) => {
          const [first] = found;
          if (all === true) callback(null, found);
          else callback(null, first?.address ?? '', first?.family);
        },
        (error: Error) => callback(error, ''),
      );
    };

  const common = { timeout: connectMs, allowH2: false, autoSelectFamily: true, ...(ca === null ? {} : { ca }) };
  const connectors = {
    'http:': buildConnector({ ...common, lookup: lookupFor('http:') }),
    'https:': buildConnector({ ...common, lookup: lookupFor('https:') }),
  };

  return (target, callback) => {
    const protocol = target.protocol === 'https:' ? 'https:' : 'http:';
    const hostname = target.hostname.replace(/^\[(.*)\]$/, '$1');
    try {
      // A literal address is never looked up.
      if (isIP(hostname) !== 0) judgeAddresses(options, protocol, hostname, [hostname]);
    } catch (error) {
      callback(error instanceof Error ? error : new ConnectFault('connect', error), null);
      return;
    }
    connectors[protocol]({ ...target, hostname }, (...[error, socket]) => {
      if (error === null) callback(null, socket);
      else callback(asFault(error, protocol), null);
    });
  };
};
