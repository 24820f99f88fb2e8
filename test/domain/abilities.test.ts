import { describe, expect, it } from 'vitest';
import { type Abilities, NOTHING_TOLD } from '../../src/domain/abilities.ts';
import {
  currentAbilities,
  differInMatter,
  isFresh,
  withFacts,
  withFailure,
  withLesson,
} from '../../src/domain/ability-rules.ts';
import { bounded, type ConfigurationEntry, withoutSecrets } from '../../src/domain/station-configuration.ts';
import { newStation } from '../../src/domain/station-rules.ts';

const NOON = new Date('2026-03-01T12:00:00Z');
const later = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);
const STATION = {
  ...newStation('CP', 'accepted', NOON),
  protocol: '1.6',
  firmwareVersion: '1.0',
  bootedAt: NOON,
} as const;
const told = withFacts(STATION, { ...NOTHING_TOLD, maxStackLevel: 1 }, 'GetConfiguration', later(1));

describe('what a station told', () => {
  it.each<[string, Partial<typeof STATION> & { abilities?: Abilities }, number, boolean]>([
    ['never', {}, 2, false],
    ['an hour ago', { abilities: told }, 2, true],
    ['more than a day ago', { abilities: told }, 26, false],
    ['with another firmware', { abilities: { ...told, firmwareVersion: '0.9' } }, 2, false],
    ['in another version', { abilities: { ...told, protocol: '2.0.1' } }, 2, false],
    ['before its boot', { abilities: told, bootedAt: later(1.5) as never }, 2, false],
    ['not, though it was asked an hour ago', { abilities: withFailure(STATION, 'no_answer', later(1)) }, 2, true],
    ['not, though it was asked yesterday', { abilities: withFailure(STATION, 'no_answer', later(1)) }, 26, false],
  ])('%s is fresh or not', (_name, fields, hours, fresh) => {
    expect(isFresh({ ...STATION, ...fields }, later(hours))).toBe(fresh);
  });

  it('stays when it is asked again in vain, and the failure goes when it tells', () => {
    const failed = withFailure({ ...STATION, abilities: told }, 'InternalError', later(2));
    expect(failed).toMatchObject({
      maxStackLevel: 1,
      readAt: later(1),
      failure: { reason: 'InternalError', failedAt: later(2) },
    });
    expect(withFacts({ ...STATION, abilities: failed }, NOTHING_TOLD, 'GetConfiguration', later(3))).toMatchObject({
      maxStackLevel: null,
      failure: null,
    });
  });

  it('and what its answers taught is void with another firmware', () => {
    const lesson = { kind: 'purpose_refused', purpose: 'STATION_MAX' } as const;
    const learnt = withLesson({ ...STATION, abilities: told }, lesson);
    expect(learnt).toMatchObject({ maxStackLevel: 1, refusedPurposes: ['STATION_MAX'] });
    if (learnt === null) throw new Error('it was news');
    const known = { ...STATION, abilities: learnt };
    expect(withLesson(known, lesson)).toBeNull();
    expect(withFacts(known, NOTHING_TOLD, 'GetConfiguration', later(2)).refusedPurposes).toEqual(['STATION_MAX']);
    const updated = { ...known, firmwareVersion: '2.0' };
    expect(currentAbilities(updated)).toBeNull();
    expect(withFacts(updated, NOTHING_TOLD, 'GetConfiguration', later(2)).refusedPurposes).toEqual([]);
    expect(withLesson(known, { kind: 'command_unknown', command: 'TRIGGER_MESSAGE' })).toMatchObject({
      unknownCommands: ['TRIGGER_MESSAGE'],
    });
    expect(withLesson(known, { kind: 'configured' })).toBeNull();
  });

  it('is news only when it says something else', () => {
    const again = { ...told, readAt: later(5) };
    expect(differInMatter(undefined, told)).toBe(true);
    expect(differInMatter(told, again)).toBe(false);
    expect(differInMatter(told, { ...again, maxStackLevel: 2 })).toBe(true);
    expect(differInMatter(told, { ...again, failure: { reason: 'no_answer', failedAt: NOON } })).toBe(true);
  });
});

describe('a configuration that is kept', () => {
  const key = (name: string, value: string | null = 'x'): ConfigurationEntry => ({
    key: name,
    variable: null,
    value,
    readOnly: false,
  });

  it.each([
    'AuthorizationKey',
    'authorizationKey',
    'WifiPassword',
    'wifi-psk',
    'SIM PIN',
    'ApnPasswd',
    'PrivateKey',
    'VendorApiKey',
    'BasicAuthPassword',
    'WLAN_PSK',
    'WpaKey',
    'HttpAuthToken',
    'authKey',
  ])('has no value of %s', (name) => {
    expect(withoutSecrets([key(name)])).toEqual([{ ...key(name), value: null }]);
  });

  it.each([
    'MeterPublicKey1',
    'HeartbeatInterval',
    'WebSocketPingInterval',
    'StopTransactionOnInvalidId',
    'ClockAlignedDataInterval',
    'ConnectorSwitch3to1PhaseSupported',
    'GetConfigurationMaxKeys',
    'SupportedFeatureProfiles',
  ])('has the value of %s', (name) => {
    expect(withoutSecrets([key(name)])).toEqual([key(name)]);
  });

  it('names no user of an address', () => {
    const [entry] = withoutSecrets([key('UpdateUrl', 'ftp://me:word@files.example/x and wss://cp@host/ocpp')]);
    expect(entry?.value).toBe('ftp://files.example/x and wss://host/ocpp');
  });

  it('says no password with an at sign of an address, nor one in its query', () => {
    const [entry] = withoutSecrets([key('UpdateUrl', 'ftp://me:w@rd@files.example/x?token=abc&size=2')]);
    expect(entry?.value).toBe('ftp://files.example/x?token=&size=2');
  });

  it('is looked at once, however long what a station tells is', () => {
    const value = 'a.'.repeat(500_000);
    const startedAt = performance.now();
    expect(withoutSecrets([key('A', value)])).toEqual([key('A', value)]);
    // With a pattern that begins again at each dot, minutes.
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('is cut where it is too much', () => {
    expect(bounded([key('A')])).toEqual({ entries: [key('A')], cut: false });
    const many = bounded(Array.from({ length: 2000 }, (_, index) => key(`K${index}`)));
    expect(many).toMatchObject({ cut: true });
    expect(many.entries).toHaveLength(500);
    const long = bounded([key('A', 'x'.repeat(1_000_000)), key('B')]);
    expect(long.cut).toBe(true);
    expect(long.entries[0]?.value).toHaveLength(2500);
    const large = bounded(Array.from({ length: 100 }, (_, index) => key(`K${index}`, 'x'.repeat(2500))));
    expect(JSON.stringify(large.entries).length).toBeLessThan(80_000);
    expect(large.cut).toBe(true);
  });
});
