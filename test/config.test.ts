import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ConfigError, readConfig, SETTINGS } from '../src/config.ts';
import { createIsProxy } from '../src/services/request-address.ts';

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe('readConfig', () => {
  it('starts with nothing set', () => {
    expect(readConfig({})).toEqual({
      host: '0.0.0.0',
      port: 8080,
      publicUrl: null,
      dataDir: './data',
      services: null,
      adminClientId: null,
      adminClientSecret: null,
      oauthIssuers: [],
      oauthKeys: { everyDays: 90, sinceAt: null },
      login: null,
      rateLimit: 600,
      auditRetentionDays: 365,
      unknownStations: 'reject',
      configurationAfterS: 20,
      bootWaitMs: 5000,
      endSessions: { availableMs: 60_000, bootMs: 300_000 },
      trustedProxy: null,
      defaultParty: 'ZZ-VGT',
      outbound: { allow: [], allowHttp: false },
      corsOrigins: [],
      graphiql: false,
      webhookEndpoints: 100,
      tls: null,
      logLevel: 'info',
      messageLogDays: 7,
    });
  });

  it('reads when sessions end that are left', () => {
    const times = { SESSION_END_AVAILABLE_S: '90', SESSION_END_BOOT_S: 'off' };
    expect(readConfig(times).endSessions).toEqual({ availableMs: 90_000, bootMs: null });
    expect(() => readConfig({ SESSION_END_BOOT_S: '-1' })).toThrow('SESSION_END_BOOT_S');
  });

  it('reads the configuration of stations after so long, at once, or not at all', () => {
    const readAfter = (text: string) => readConfig({ OCPP_CONFIGURATION_AFTER_S: text }).configurationAfterS;
    expect([readAfter('off'), readAfter('0'), readAfter('300')]).toEqual([null, 0, 300]);
    expect(faultsOf({ OCPP_CONFIGURATION_AFTER_S: 'soon' })).toHaveLength(1);
  });

  it('cannot be changed after it was read', () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true);
  });

  it('takes an empty value as not set', () => {
    expect(readConfig({ PORT: '', DATA_DIR: '', OAUTH_ISSUERS: '' })).toEqual(readConfig({}));
  });

  it('names every fault in one message', () => {
    const faults = faultsOf({
      PORT: 'http',
      PUBLIC_URL: 'gateway.example',
      OCPP_UNKNOWN_STATIONS: 'maybe',
      LOG_LEVEL: 'loud',
      ADMIN_CLIENT_SECRET: 'short',
      OAUTH_ISSUERS: 'https://id.example,nonsense',
      TLS_CERT: '/tmp/cert.pem',
    });
    for (const name of [
      'PORT',
      'PUBLIC_URL',
      'OCPP_UNKNOWN_STATIONS',
      'LOG_LEVEL',
      'ADMIN_CLIENT_SECRET',
      'OAUTH_ISSUERS',
    ]) {
      expect(faults.filter((fault) => fault.startsWith(`${name}:`))).toHaveLength(1);
    }
    expect(faults.filter((fault) => fault.includes('TLS_KEY'))).toHaveLength(1);
  });

  it.each([['65536'], ['-1'], ['8080.5'], ['0x1F90x']])('refuses the port %s', (port) => {
    expect(faultsOf({ PORT: port })).toHaveLength(1);
  });

  it('takes the slash from the end of a URL, so that issuer and audience are one text', () => {
    expect(readConfig({ PUBLIC_URL: 'https://gateway.example/' }).publicUrl).toBe('https://gateway.example');
    expect(readConfig({ OAUTH_ISSUERS: 'https://a.example/, https://b.example' }).oauthIssuers).toEqual([
      'https://a.example',
      'https://b.example',
    ]);
  });

  it('takes for how long a key signs, and since when keys may be', () => {
    const set = { OAUTH_KEY_DAYS: 'off', OAUTH_KEYS_SINCE: '2026-11-29T10:00:00Z' };
    expect(readConfig(set).oauthKeys).toEqual({ everyDays: null, sinceAt: new Date('2026-11-29T10:00:00Z') });
    for (const days of ['1', '0', '1000', 'never']) expect(faultsOf({ OAUTH_KEY_DAYS: days })).toHaveLength(1);
    for (const at of ['now', '2026-11-29', '2026-11-29T10:00:00']) {
      expect(faultsOf({ OAUTH_KEYS_SINCE: at })).toHaveLength(1);
    }
  });

  it('opens TLS when port, certificate and key are there', () => {
    expect(readConfig({ OCPP_TLS_PORT: '8443', TLS_CERT: 'c.pem', TLS_KEY: 'k.pem' }).tls).toEqual({
      port: 8443,
      certFile: 'c.pem',
      keyFile: 'k.pem',
      clientCaFile: null,
    });
    expect(faultsOf({ TLS_CLIENT_CA: 'ca.pem' })).toHaveLength(1);
  });

  it('takes MongoDB and Redis together, with a secret that all nodes have', () => {
    const both = { MONGODB_URL: 'mongodb://db.example/voltgate', REDIS_URL: 'rediss://queue.example' };
    const secret = { ADMIN_CLIENT_SECRET: '0123456789abcdef' };
    expect(readConfig({ ...both, ...secret }).services).toEqual({
      mongodbUrl: both.MONGODB_URL,
      redisUrl: both.REDIS_URL,
    });
    expect(readConfig({}).services).toBeNull();
    expect(faultsOf(both)).toHaveLength(1);
    expect(faultsOf({ MONGODB_URL: both.MONGODB_URL, ...secret })).toHaveLength(1);
    expect(faultsOf({ REDIS_URL: both.REDIS_URL, ...secret })).toHaveLength(1);
    expect(faultsOf({ MONGODB_URL: 'db.example', REDIS_URL: 'http://queue.example', ...secret })).toHaveLength(2);
  });

  it('trusts the proxies that are named, and their header only with them', () => {
    expect(
      readConfig({ TRUSTED_PROXIES: '10.0.0.0/8, ::1', CLIENT_CERT_HEADER: 'X-Client-Subject' }).trustedProxy,
    ).toEqual({ addresses: ['10.0.0.0/8', '::1'], clientCertHeader: 'x-client-subject' });
    for (const list of ['proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', '::1/x']) {
      expect(faultsOf({ TRUSTED_PROXIES: list })).toHaveLength(1);
    }
    expect(faultsOf({ CLIENT_CERT_HEADER: 'X-Client-Subject' })).toHaveLength(1);
    expect(faultsOf({ TRUSTED_PROXIES: '::1', CLIENT_CERT_HEADER: 'no header' })).toHaveLength(1);
  });

  it('takes addresses, ranges and names that outbound requests may reach', () => {
    const allow = '10.0.0.0/8, ::1,fd00::/8 ,crm.depot.example, localhost';
    expect(readConfig({ OUTBOUND_ALLOW: allow, OUTBOUND_HTTP: 'always' }).outbound).toEqual({
      allow: ['10.0.0.0/8', '::1', 'fd00::/8', 'crm.depot.example', 'localhost'],
      allowHttp: true,
    });
    for (const entry of ['10.0.0.0/33', '10.0.0', '300.1.1.1', 'https://crm.example', '*.example', 'crm.example:80']) {
      expect(faultsOf({ OUTBOUND_ALLOW: entry })).toHaveLength(1);
    }
    expect(faultsOf({ OUTBOUND_HTTP: 'yes' })).toHaveLength(1);
  });

  it('has a text for every setting', () => {
    for (const setting of Object.values(SETTINGS)) expect(setting.means).toMatch(/\.$/);
  });

  it('takes outside issuers over https only, but for those on the same machine', () => {
    const issuers = 'https://issuer.example/, http://localhost:8081,http://127.0.0.1';
    expect(readConfig({ OAUTH_ISSUERS: issuers }).oauthIssuers).toEqual([
      'https://issuer.example',
      'http://localhost:8081',
      'http://127.0.0.1',
    ]);
    for (const issuer of ['http://issuer.example', 'http://localhost.example', 'http://127.0.0.1.example', 'issuer']) {
      expect(() => readConfig({ OAUTH_ISSUERS: issuer })).toThrow(ConfigError);
    }
  });
});

describe('compose.yaml', () => {
  const { services, networks } = parse(readFileSync(new URL('../compose.yaml', import.meta.url), 'utf8'));
  const [{ subnet, ip_range: given }] = networks.default.ipam.config;
  const environment = { ...services['gateway-a'].environment, ADMIN_CLIENT_SECRET: 'chosen-by-the-operator' };
  const trusted = readConfig({ ...environment, PUBLIC_URL: '', OCPP_UNKNOWN_STATIONS: '' }).trustedProxy;
  const { ipv4_address: entry } = services.entry.networks.default;

  it('names its own proxy to both gateways, and nobody else', () => {
    expect(trusted?.addresses).toEqual([entry]);
    expect(services['gateway-b'].environment.TRUSTED_PROXIES).toBe(entry);
  });

  it('gives that address to no other container', () => {
    expect(createIsProxy([subnet])(entry)).toBe(true);
    expect(createIsProxy([subnet])(given.split('/')[0])).toBe(true);
    expect(createIsProxy([given])(entry)).toBe(false);
  });
});
