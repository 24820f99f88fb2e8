/** Environment to a frozen Config. Reports every fault at once. docs/configuration.md is generated from SETTINGS. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { parsePartyName } from './domain/party.ts';

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'is not a port: 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'is not a port: 0 to 65535');
const secondsOrOff = z
  .string()
  .regex(/^(off|\d{1,5})$/, 'is not a whole number from 0 to 99999, or off')
  .transform((text) => (text === 'off' ? null : Number(text)));

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'is not an http:// or https:// URL' })
  .transform((url) => url.replace(/\/+$/, ''));
const oneOf = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, { error: `is not one of ${values.join(', ')}` });

/** `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`. */
const isAddressRange = (entry: string): boolean => {
  const [address = '', prefix, ...rest] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
};

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i;
/** A list separated by commas, each entry checked by itself. */
const listOf = (isEntry: (entry: string) => boolean, fault: string) =>
  z.string().transform((list, context) =>
    list
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map((entry) => {
        if (!isEntry(entry)) context.addIssue({ code: 'custom', message: `"${entry}" is not ${fault}` });
        return entry;
      }),
  );

/** One environment variable: its check, its default as text, what it means. */
type Setting = { readonly check: z.ZodType; readonly initial: string | null; readonly means: string };

export const SETTINGS = {
  HOST: { check: z.string().min(1), initial: '0.0.0.0', means: 'Address to listen on.' },
  PORT: { check: port, initial: '8080', means: 'Port for everything but OCPP over TLS; 0 takes a free one.' },
  PUBLIC_URL: {
    check: httpUrl,
    initial: null,
    means: 'How the outside reaches the gateway; OAuth issuer and audience. Default: `http://localhost:PORT`.',
  },
  DATA_DIR: {
    check: z.string().min(1),
    initial: './data',
    means: 'Where the embedded store and the admin client live.',
  },
  MONGODB_URL: {
    check: z.string().regex(/^mongodb(\+srv)?:\/\/./, 'is not a mongodb:// or mongodb+srv:// URL'),
    initial: null,
    means:
      'MongoDB to keep everything in, in place of the embedded store, as `mongodb://host:27017/voltgate?replicaSet=rs0`. Many nodes need it and `REDIS_URL`.',
  },
  REDIS_URL: {
    check: z.string().regex(/^rediss?:\/\/./, 'is not a redis:// or rediss:// URL'),
    initial: null,
    means:
      'Redis for the queue, the bus, the rate limits and who holds which station, in place of the embedded ones. It needs `MONGODB_URL`, and an append-only file.',
  },
  ADMIN_CLIENT_ID: {
    check: z
      .string()
      .regex(/^[\x21-\x39\x3b-\x7e]{1,100}$/, 'is not 1 to 100 visible ASCII characters without a colon'),
    initial: null,
    means: 'OAuth client with every scope. Default: `admin`.',
  },
  ADMIN_CLIENT_SECRET: {
    check: z.string().min(16, 'has fewer than 16 characters'),
    initial: null,
    means: 'Its secret. Default: made at first start, in `DATA_DIR/admin-client.json`, mode 0600.',
  },
  OAUTH_ISSUERS: {
    check: z.string().transform((list, context) =>
      list
        .split(',')
        .map((url) => url.trim())
        .filter((url) => url !== '')
        .map((url) => {
          const parsed = httpUrl.safeParse(url);
          if (!parsed.success) context.addIssue({ code: 'custom', message: `"${url}" is not an http(s) URL` });
          else if (!/^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$))/i.test(url)) {
            // Whoever stands between could change the keys; src/oauth/trusted-issuers.ts would refuse them.
            context.addIssue({ code: 'custom', message: `"${url}" must be https, but for this machine's own` });
          }
          return url.replace(/\/+$/, '');
        }),
    ),
    initial: '',
    means: 'Outside OAuth issuers whose access tokens are taken, separated by commas.',
  },
  OAUTH_KEY_DAYS: {
    check: z
      .string()
      .regex(/^(off|[2-9]|[1-9]\d{1,2})$/, 'is not a whole number of days from 2 to 999, or off')
      .transform((text) => (text === 'off' ? null : Number(text))),
    initial: '90',
    means:
      'Days for which one key signs access and id tokens; the next one is in the JWKS a day before. `off`: it is never changed by itself.',
  },
  OAUTH_KEYS_SINCE: {
    check: z.iso
      .datetime({ error: 'is not an instant in UTC, as 2026-11-29T10:00:00Z' })
      .transform((at) => new Date(at)),
    initial: null,
    means:
      'For when a signing key may have leaked: keys made before this instant are replaced within seconds, and what they signed is refused. Set it to the time of now and start one node again; a later start changes nothing more.',
  },
  LOGIN_ISSUER: {
    check: httpUrl.refine(
      (url) => /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$))/i.test(url),
      "must be https, but for this machine's own",
    ),
    initial: null,
    means:
      "The company's own OpenID provider, from which people may come in place of a password; it must know `PUBLIC_URL/oauth/callback` as redirect URI. It needs `LOGIN_CLIENT_ID` and `LOGIN_CLIENT_SECRET`.",
  },
  LOGIN_CLIENT_ID: {
    check: z.string().min(1).max(255),
    initial: null,
    means: 'What the gateway is called there.',
  },
  LOGIN_CLIENT_SECRET: { check: z.string().min(1), initial: null, means: 'Its secret there.' },
  LOGIN_NAME: {
    check: z.string().regex(/^[^\p{Cc}]{1,60}$/u, 'is not 1 to 60 characters'),
    initial: null,
    means: 'What the button says: Sign in with …. Default: the host of `LOGIN_ISSUER`.',
  },
  LOGIN_NEW_ACCOUNTS: {
    check: oneOf(['off', 'driver', 'viewer', 'operator']),
    initial: 'off',
    means:
      'The role of accounts that are made when somebody comes from there for the first time; `off`: none are made.',
  },
  RATE_LIMIT: {
    check: z
      .string()
      .regex(/^\d{1,9}$/, 'is not a whole number from 0 to 999999999')
      .transform(Number),
    initial: '600',
    means:
      'Requests a minute to REST and GraphQL, for each client, and for each address without a valid token; 0: any number.',
  },
  AUDIT_RETENTION_DAYS: {
    check: z
      .string()
      .regex(/^[1-9]\d{0,4}$/, 'is not a whole number of days from 1 to 99999')
      .transform(Number),
    initial: '365',
    means: 'Days that the entries of the audit log stay.',
  },
  OCPP_UNKNOWN_STATIONS: {
    check: oneOf(['reject', 'pending', 'accept']),
    initial: 'reject',
    means: 'What happens to a station that nobody registered: 404, the waiting room, or taken as it is.',
  },
  SESSION_END_AVAILABLE_S: {
    check: secondsOrOff,
    initial: '60',
    means:
      'Seconds for which a connector says Available before a session on it ends whose station has said nothing else; `off`: never.',
  },
  SESSION_END_BOOT_S: {
    check: secondsOrOff,
    initial: '300',
    means:
      'Seconds for which a station says nothing after a boot of a session from before it, until that ends; `off`: never.',
  },
  OCPP_CONFIGURATION_AFTER_S: {
    check: secondsOrOff,
    initial: '20',
    means:
      'Seconds after a boot (or a connection, when what is known is old) until a station is asked for its configuration, and up to three times as many, at random; `off`: never.',
  },
  OCPP_BOOT_WAIT_S: {
    check: z
      .string()
      .regex(/^\d{1,3}$/, 'is not a whole number of seconds from 0 to 999')
      .transform(Number),
    initial: '5',
    means:
      'Seconds that commands wait for the boot of a station that has connected again, which many need before they take any; 0: they go at once.',
  },
  TRUSTED_PROXIES: {
    check: listOf(isAddressRange, 'an IP address or range'),
    initial: '',
    means:
      'Addresses and ranges (10.0.0.0/8) of proxies in front of the gateway, separated by commas; only their `X-Forwarded-For` (requests and stations) and `X-Forwarded-Proto` (stations) count.',
  },
  CLIENT_CERT_HEADER: {
    check: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,100}$/, 'is not the name of a header')
      .transform((name) => name.toLowerCase()),
    initial: null,
    means:
      'Header in which a trusted proxy gives the subject of the client certificate that it has verified, as `CN=…,O=…`; opens security profile 3 behind it.',
  },
  DEFAULT_PARTY: {
    check: z
      .string()
      .refine((name) => parsePartyName(name) !== null, 'is not a country code and a party id, as NL-VGT'),
    initial: 'ZZ-VGT',
    means:
      'Country code and party id (as in OCPI) of the party that is made at the first start; afterwards it is not read.',
  },
  OUTBOUND_ALLOW: {
    check: listOf(
      (entry) => isAddressRange(entry) || (HOST_NAME.test(entry) && !/^[\d.]+$/.test(entry)),
      'an IP address, a range or a host name',
    ),
    initial: '',
    means:
      'What requests to addresses that others give (webhooks, callbacks, partners) may reach beside public addresses over https: addresses, ranges and host names (`10.0.0.0/8,crm.depot.example`), separated by commas; over http, too.',
  },
  OUTBOUND_HTTP: {
    check: oneOf(['listed', 'always']),
    initial: 'listed',
    means: 'Where such requests may go over http: to what OUTBOUND_ALLOW lists, or everywhere.',
  },
  OCPP_LOG_DAYS: {
    check: z
      .string()
      .regex(/^(off|[1-9]\d{0,2})$/, 'is not a whole number of days from 1 to 999, or off')
      .transform((text) => (text === 'off' ? null : Number(text))),
    initial: '7',
    means:
      'Days for which the frames of OCPP between stations and the gateway are kept, without secrets; `off`: none are.',
  },
  CORS_ORIGINS: {
    check: listOf(
      (entry) => /^https?:/.test(entry) && URL.canParse(entry) && new URL(entry).origin === entry,
      'an origin, as https://app.example (no path, no slash at its end, no *)',
    ),
    initial: '',
    means:
      'Origins whose pages may call the APIs and the token endpoint from a browser (CORS), separated by commas: `https://app.example`. Default: none.',
  },
  GRAPHIQL: {
    check: oneOf(['on', 'off']),
    initial: 'off',
    means: 'Whether `/graphql` shows GraphiQL, a page to try queries, to browsers. The demo switches it on.',
  },
  WEBHOOK_ENDPOINTS: {
    check: z
      .string()
      .regex(/^[1-9]\d{0,4}$/, 'is not a whole number from 1 to 99999')
      .transform(Number),
    initial: '100',
    means: 'Webhook endpoints that one client may have.',
  },
  OCPP_TLS_PORT: { check: port, initial: null, means: 'Port for OCPP over TLS (security profiles 2 and 3).' },
  TLS_CERT: { check: z.string().min(1), initial: null, means: 'File with the server certificate chain, PEM.' },
  TLS_KEY: { check: z.string().min(1), initial: null, means: 'File with its private key, PEM.' },
  TLS_CLIENT_CA: {
    check: z.string().min(1),
    initial: null,
    means: 'File with the CAs of station certificates, PEM; opens security profile 3.',
  },
  LOG_LEVEL: {
    check: oneOf(['debug', 'info', 'warn', 'error', 'silent']),
    initial: 'info',
    means: 'Least severe level that is logged.',
  },
} as const satisfies Record<string, Setting>;

export type Config = {
  readonly host: string;
  readonly port: number;
  /** null: made from the port that the server got. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  /** null: one process on its embedded store and queue, in dataDir. */
  readonly services: { readonly mongodbUrl: string; readonly redisUrl: string } | null;
  readonly adminClientId: string | null;
  readonly adminClientSecret: string | null;
  readonly oauthIssuers: readonly string[];
  /** everyDays null: never; sinceAt: keys from before it go at once. */
  readonly oauthKeys: { readonly everyDays: number | null; readonly sinceAt: Date | null };
  /** The company's own OpenID provider; null: people have passwords alone. newAccounts null: none are made. */
  readonly login: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly name: string | null;
    readonly newAccounts: 'driver' | 'viewer' | 'operator' | null;
  } | null;
  /** Requests a minute for each client; 0: any number. */
  readonly rateLimit: number;
  readonly auditRetentionDays: number;
  readonly unknownStations: 'reject' | 'pending' | 'accept';
  /** Least time from a boot until the station's configuration is read; null: it is not. */
  readonly configurationAfterS: number | null;
  /** How long frames of OCPP are kept; null: not at all. */
  readonly messageLogDays: number | null;
  /** How long commands wait for the boot of a station that has connected. */
  readonly bootWaitMs: number;
  /** When sessions end whose stations say no more of them; null: never. */
  readonly endSessions: { readonly availableMs: number | null; readonly bootMs: number | null };
  /** Name of the party that the first start makes. */
  readonly defaultParty: string;
  /** null: no proxy is trusted. clientCertHeader in lower case. */
  readonly trustedProxy: { readonly addresses: readonly string[]; readonly clientCertHeader: string | null } | null;
  /** What may be reached of the addresses that others give, beside public ones over https. */
  readonly outbound: { readonly allow: readonly string[]; readonly allowHttp: boolean };
  /** Origins whose pages may call from a browser. */
  readonly corsOrigins: readonly string[];
  readonly graphiql: boolean;
  /** Of one client. */
  readonly webhookEndpoints: number;
  /** Set as a whole or not at all. */
  readonly tls: {
    readonly port: number;
    readonly certFile: string;
    readonly keyFile: string;
    readonly clientCaFile: string | null;
  } | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

/** Every fault of the settings in one message. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The settings have ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.faults = faults;
  }
}

const inMs = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000);

type Name = keyof typeof SETTINGS;
type Values = { [N in Name]: z.output<(typeof SETTINGS)[N]['check']> | undefined };

/** Faults that only the settings together show. What is set badly counts as set: it has its own fault. */
const faultsTogether = (values: { readonly [N in Name]?: unknown }): readonly string[] => {
  const faults: string[] = [];
  const tls = [values.OCPP_TLS_PORT, values.TLS_CERT, values.TLS_KEY];
  if (tls.some((value) => value !== undefined) && tls.some((value) => value === undefined)) {
    faults.push('OCPP_TLS_PORT, TLS_CERT and TLS_KEY go together: set all three or none');
  }
  const login = [values.LOGIN_ISSUER, values.LOGIN_CLIENT_ID, values.LOGIN_CLIENT_SECRET];
  if (login.some((value) => value !== undefined) && login.some((value) => value === undefined)) {
    faults.push('LOGIN_ISSUER, LOGIN_CLIENT_ID and LOGIN_CLIENT_SECRET go together: set all three or none');
  }
  if (values.TLS_CLIENT_CA !== undefined && values.OCPP_TLS_PORT === undefined) {
    faults.push('TLS_CLIENT_CA needs OCPP_TLS_PORT, TLS_CERT and TLS_KEY');
  }
  if (values.CLIENT_CERT_HEADER !== undefined && !values.TRUSTED_PROXIES) {
    faults.push('CLIENT_CERT_HEADER needs TRUSTED_PROXIES: from anybody else the header proves nothing');
  }
  if (values.MONGODB_URL !== undefined && values.REDIS_URL === undefined) {
    faults.push('MONGODB_URL needs REDIS_URL: with one alone, a second node would not be known of');
  }
  if (values.REDIS_URL !== undefined && values.MONGODB_URL === undefined) {
    faults.push('REDIS_URL needs MONGODB_URL: nodes that share a queue share a store');
  }
  if (values.MONGODB_URL !== undefined && values.ADMIN_CLIENT_SECRET === undefined) {
    faults.push('MONGODB_URL needs ADMIN_CLIENT_SECRET: each node would make another secret for the same client');
  }
  return faults;
};

/** @throws ConfigError naming each bad setting; an empty value counts as not set. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const faults: string[] = [];
  const given: Partial<Record<Name, string>> = {};
  const values: Partial<Record<Name, unknown>> = {};
  for (const name of Object.keys(SETTINGS) as Name[]) {
    const setting: Setting = SETTINGS[name];
    const text = environment[name] || setting.initial;
    if (text === null) continue;
    given[name] = text;
    const parsed = setting.check.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else for (const issue of parsed.error.issues) faults.push(`${name}: ${issue.message}`);
  }
  const read = values as Values;
  faults.push(...faultsTogether(given));
  if (faults.length > 0) throw new ConfigError(faults);

  return Object.freeze({
    host: read.HOST ?? '0.0.0.0',
    port: read.PORT ?? 8080,
    publicUrl: read.PUBLIC_URL ?? null,
    dataDir: read.DATA_DIR ?? './data',
    services:
      read.MONGODB_URL !== undefined && read.REDIS_URL !== undefined
        ? { mongodbUrl: read.MONGODB_URL, redisUrl: read.REDIS_URL }
        : null,
    adminClientId: read.ADMIN_CLIENT_ID ?? null,
    adminClientSecret: read.ADMIN_CLIENT_SECRET ?? null,
    oauthIssuers: read.OAUTH_ISSUERS ?? [],
    oauthKeys: {
      everyDays: read.OAUTH_KEY_DAYS === undefined ? 90 : read.OAUTH_KEY_DAYS,
      sinceAt: read.OAUTH_KEYS_SINCE ?? null,
    },
    login:
      read.LOGIN_ISSUER !== undefined && read.LOGIN_CLIENT_ID !== undefined && read.LOGIN_CLIENT_SECRET !== undefined
        ? {
            issuer: read.LOGIN_ISSUER,
            clientId: read.LOGIN_CLIENT_ID,
            clientSecret: read.LOGIN_CLIENT_SECRET,
            name: read.LOGIN_NAME ?? null,
            newAccounts:
              read.LOGIN_NEW_ACCOUNTS === undefined || read.LOGIN_NEW_ACCOUNTS === 'off'
                ? null
                : read.LOGIN_NEW_ACCOUNTS,
          }
        : null,
    rateLimit: read.RATE_LIMIT ?? 600,
    auditRetentionDays: read.AUDIT_RETENTION_DAYS ?? 365,
    unknownStations: read.OCPP_UNKNOWN_STATIONS ?? 'reject',
    configurationAfterS: read.OCPP_CONFIGURATION_AFTER_S === undefined ? 20 : read.OCPP_CONFIGURATION_AFTER_S,
    messageLogDays: read.OCPP_LOG_DAYS === undefined ? 7 : read.OCPP_LOG_DAYS,
    bootWaitMs: (read.OCPP_BOOT_WAIT_S ?? 5) * 1000,
    endSessions: {
      availableMs: inMs(read.SESSION_END_AVAILABLE_S === undefined ? 60 : read.SESSION_END_AVAILABLE_S),
      bootMs: inMs(read.SESSION_END_BOOT_S === undefined ? 300 : read.SESSION_END_BOOT_S),
    },
    defaultParty: read.DEFAULT_PARTY ?? 'ZZ-VGT',
    trustedProxy:
      read.TRUSTED_PROXIES === undefined || read.TRUSTED_PROXIES.length === 0
        ? null
        : { addresses: read.TRUSTED_PROXIES, clientCertHeader: read.CLIENT_CERT_HEADER ?? null },
    outbound: { allow: read.OUTBOUND_ALLOW ?? [], allowHttp: read.OUTBOUND_HTTP === 'always' },
    corsOrigins: read.CORS_ORIGINS ?? [],
    graphiql: read.GRAPHIQL === 'on',
    webhookEndpoints: read.WEBHOOK_ENDPOINTS ?? 100,
    tls:
      read.OCPP_TLS_PORT !== undefined && read.TLS_CERT !== undefined && read.TLS_KEY !== undefined
        ? {
            port: read.OCPP_TLS_PORT,
            certFile: read.TLS_CERT,
            keyFile: read.TLS_KEY,
            clientCaFile: read.TLS_CLIENT_CA ?? null,
          }
        : null,
    logLevel: read.LOG_LEVEL ?? 'info',
  });
};
