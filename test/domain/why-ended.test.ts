import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/command.ts';
import { COMMAND_REASON_CODES, COMMAND_REASONS, type Observation } from '../../src/domain/command-reason.ts';
import type { ErrorCode } from '../../src/domain/error.ts';
import { reasonOf } from '../../src/domain/why-ended.ts';
import { at, command } from '../services/commands/fixtures.ts';

const seen = (
  what: Observation['what'],
  value: string | null,
  s = 10,
  detail: string | null = null,
  evseId = 1,
): Observation => ({ seenAt: at(s), what, evseId, connectorId: 1, value, detail });

const start = (code: ErrorCode, parts: Partial<Command<'START_SESSION'>> = {}) =>
  command('START_SESSION', { status: 'TIMED_OUT', sentAt: at(5), error: { code, detail: '' }, ...parts });

const why = (statuses: readonly string[], more: readonly Observation[] = []) =>
  reasonOf(start('effect_timeout'), [...statuses.map((status) => seen('CONNECTOR_STATUS', status)), ...more]);

describe('why a start that the station accepted did not begin', () => {
  it.each([
    [['AVAILABLE'], 'no_plug'],
    [['PREPARING', 'AVAILABLE'], 'no_plug'],
    [['AVAILABLE', 'PREPARING'], 'vehicle_not_asking'],
    [['OCCUPIED'], 'vehicle_not_asking'],
    [['FINISHING'], 'unplug_first'],
    [['FAULTED'], 'faulted'],
    [['UNAVAILABLE'], 'unavailable'],
    [['RESERVED'], 'reserved'],
    [['CHARGING'], 'occupied'],
    [[], 'no_effect'],
  ])('after %j is %s', (statuses, reason) => expect(why(statuses)).toBe(reason));

  it('is told by the token, the connection and the boot before the connector', () => {
    expect(why(['AVAILABLE'], [seen('AUTHORIZE', 'BLOCKED', 11, 'own_token')])).toBe('token_not_authorized');
    expect(why(['AVAILABLE'], [seen('AUTHORIZE', 'BLOCKED', 11, 'other_token')])).toBe('no_plug');
    expect(why(['AVAILABLE'], [seen('OFFLINE', null, 11)])).toBe('offline');
    expect(why(['AVAILABLE'], [seen('OFFLINE', null, 11), seen('ONLINE', null, 12)])).toBe('no_plug');
    expect(why([], [seen('BOOT', null, 11)])).toBe('restarted');
    expect(why(['OCCUPIED'], [seen('TRANSACTION', 'CHARGING', 3, 'other_token')])).toBe('occupied');
    // 2.x: a transaction by the plug that nobody's token has joined.
    expect(why([], [seen('TRANSACTION', 'EV_CONNECTED', 11, 'no_token')])).toBe('vehicle_not_asking');
  });

  it('on a station whose EVSEs it did not name, is told by all of them', () => {
    const others = (one: string, two: string) => [
      seen('CONNECTOR_STATUS', one),
      seen('CONNECTOR_STATUS', two, 10, null, 2),
    ];
    expect(reasonOf(start('effect_timeout'), others('FAULTED', 'AVAILABLE'))).toBe('no_effect');
    expect(reasonOf(start('effect_timeout'), others('AVAILABLE', 'AVAILABLE'))).toBe('no_plug');
    expect(reasonOf(start('effect_timeout'), others('AVAILABLE', 'PREPARING'))).toBe('vehicle_not_asking');
  });
});

describe('why a command ended', () => {
  it.each([
    ['NoCable', 'no_plug'],
    ['InvalidIdToken', 'token_rejected_by_station'],
    ['TxInProgress', 'occupied'],
    ['FwUpdateInProgress', 'unavailable'],
    ['Whatever', 'station_refused'],
  ])('by the reason code %s of a 2.x station is %s', (code, reason) => {
    const refused = start('station_rejected', { status: 'REJECTED', result: { status: 'Rejected', reason: code } });
    expect(reasonOf(refused, [])).toBe(reason);
  });

  it('refused without a reason is told by the connector, or not at all', () => {
    const refused = start('station_rejected', { status: 'REJECTED', result: { status: 'Rejected' } });
    expect(reasonOf(refused, [seen('CONNECTOR_STATUS', 'FAULTED')])).toBe('faulted');
    expect(reasonOf(refused, [seen('CONNECTOR_STATUS', 'AVAILABLE')])).toBe('station_refused');
    expect(reasonOf({ ...refused, result: null }, [])).toBe('not_supported');
  });

  it('by what it waited for, or by who went away', () => {
    const expired = start('expired', { status: 'EXPIRED', sentAt: null });
    expect(reasonOf(expired, [seen('OFFLINE', null, -100)])).toBe('offline');
    expect(reasonOf(expired, [seen('OFFLINE', null, -100), seen('ONLINE', null, 1)])).toBe('not_ready');
    expect(reasonOf(expired, [])).toBe('not_ready');
    expect(reasonOf(start('station_timeout'), [])).toBe('no_answer');
    expect(reasonOf(start('station_timeout'), [seen('OFFLINE', 'connection_lost', 6)])).toBe('connection_lost');
    const stop = command('STOP_SESSION', {
      status: 'TIMED_OUT',
      sentAt: at(5),
      error: { code: 'effect_timeout', detail: '' },
    });
    expect(reasonOf(stop, [])).toBe('no_effect');
  });

  it('well, or by who took it back, has no reason', () => {
    expect(reasonOf(command('STOP_SESSION', { status: 'CONFIRMED' }), [])).toBeNull();
    expect(reasonOf(command('STOP_SESSION', { status: 'CANCELLED' }), [])).toBeNull();
  });
});

it('each reason has a sentence and an advice', () => {
  for (const code of COMMAND_REASON_CODES) {
    const { text, advice } = COMMAND_REASONS[code];
    expect(text).toMatch(/^[A-Z].{10,110}\.$/);
    expect(advice).toMatch(/^[A-Z].{10,110}\.$/);
  }
});
