import { describe, expect, it } from 'vitest';
import { availabilityReached, couldHaveStarted, firstToMatch } from '../../src/domain/command-effects.ts';
import type { MadeAt } from '../../src/domain/station-clock.ts';
import { at, command, connectors, session, station } from '../services/commands/fixtures.ts';

const start = (parts: Parameters<typeof command<'START_SESSION'>>[1] = {}) =>
  command('START_SESSION', { status: 'ACCEPTED', sentAt: at(0), ...parts });
const begun = (parts: Parameters<typeof session>[0] = {}) => session(parts, { protocol: '1.6' });
/** By its receipt. */
const came = (seconds: number): MadeAt => ({ at: at(seconds), byArrival: true });
/** It waited at the station since then. */
const waited = (seconds: number): MadeAt => ({ at: at(seconds), byArrival: false });

describe('a 1.6 session and the start behind it', () => {
  it('fit by token, EVSE and order', () => {
    expect(couldHaveStarted(start(), begun(), came(6), at(6))).toBe(true);
    expect(couldHaveStarted(start(), begun({ token: { uid: 'tag1', type: 'RFID' } }), came(6), at(6))).toBe(true);
    expect(couldHaveStarted(start(), begun({ token: { uid: 'TAG2', type: 'RFID' } }), came(6), at(6))).toBe(false);
    expect(couldHaveStarted(start(), begun({ token: null }), came(6), at(6))).toBe(false);
    expect(couldHaveStarted(start(), begun({ evseId: 2 }), came(6), at(6))).toBe(false);
  });

  it('fit on any EVSE when none was asked for', () => {
    const any = start({ parameters: { evseId: null, connectorId: null, token: { uid: 'TAG1', type: 'RFID' } } });
    expect(couldHaveStarted(any, begun({ evseId: 2 }), came(6), at(6))).toBe(true);
  });

  it('do not fit when it was not sent, was refused, or has its session', () => {
    expect(couldHaveStarted(start({ status: 'QUEUED', sentAt: null }), begun(), came(6), at(6))).toBe(false);
    expect(couldHaveStarted(start({ status: 'REJECTED' }), begun(), came(6), at(6))).toBe(false);
    expect(couldHaveStarted(start({ sessionId: 'S0' }), begun(), came(6), at(6))).toBe(false);
  });

  it('fit whatever time the station tells, when it came after the sending', () => {
    expect(couldHaveStarted(start(), begun({ startedAt: at(-18_000) }), came(6), at(6))).toBe(true);
    expect(couldHaveStarted(start(), begun({ startedAt: at(18_000) }), came(6), at(6))).toBe(true);
  });

  it('do not fit when it came before the sending', () => {
    expect(couldHaveStarted(start(), begun(), came(-1), at(1))).toBe(false);
  });

  it('do not fit when it waited since before the sending', () => {
    expect(couldHaveStarted(start(), begun(), waited(-3600), at(6))).toBe(false);
  });

  it('fit when it waited since after the sending', () => {
    expect(couldHaveStarted(start(), begun(), waited(5), at(3600))).toBe(true);
    expect(couldHaveStarted(start(), begun(), waited(-30), at(3600))).toBe(true);
    expect(couldHaveStarted(start({ status: 'TIMED_OUT' }), begun(), waited(5), at(3600))).toBe(true);
  });

  it('fit when our clock was set back between the sending and the session', () => {
    expect(couldHaveStarted(start(), begun(), came(-3594), at(-3594))).toBe(true);
    // A busy gateway looks at it some moments after its receipt.
    expect(couldHaveStarted(start(), begun(), came(-3594), at(-3593.9))).toBe(true);
    expect(couldHaveStarted(start(), begun(), waited(-7200), at(-3594))).toBe(false);
  });

  it('fit when our clock was set forward while the start waits', () => {
    expect(couldHaveStarted(start(), begun(), came(43_206), at(43_206))).toBe(true);
    expect(couldHaveStarted(start({ status: 'TIMED_OUT' }), begun(), came(43_206), at(43_206))).toBe(false);
  });

  it('fit late: a card for 15 minutes, an app token for a day', () => {
    const late = { status: 'TIMED_OUT' } as const;
    const app = {
      ...late,
      parameters: { evseId: 1, connectorId: null, token: { uid: 'TAG1', type: 'APP_USER' } },
    } as const;
    expect(couldHaveStarted(start(late), begun(), came(800), at(801))).toBe(true);
    expect(couldHaveStarted(start(late), begun(), came(1000), at(1001))).toBe(false);
    expect(couldHaveStarted(start(app), begun(), came(80_000), at(80_001))).toBe(true);
    expect(couldHaveStarted(start(app), begun(), came(90_000), at(90_001))).toBe(false);
  });

  it('match the oldest start that still waits', () => {
    const newest = start({ id: 'C4', status: 'TIMED_OUT' });
    const waiting = [start({ id: 'C3' }), start({ id: 'C2' })];
    expect(firstToMatch([newest, ...waiting, start({ id: 'C1', status: 'TIMED_OUT' })])?.id).toBe('C2');
    expect(firstToMatch([])).toBeUndefined();
  });
});

describe('availability', () => {
  const out = { operative: false, evseId: null, connectorId: null };
  const back = { ...out, operative: true };

  it('is reached when every named connector is as wanted', () => {
    const mixed = station({ evses: [...connectors('UNAVAILABLE'), ...connectors('AVAILABLE', 2).slice(1)] });
    expect(availabilityReached(mixed, { ...out, evseId: 1 })).toBe(true);
    expect(availabilityReached(mixed, { ...out, evseId: 2 })).toBe(false);
    expect(availabilityReached(mixed, out)).toBe(false);
    expect(availabilityReached(mixed, back)).toBe(false);
    expect(availabilityReached(mixed, { ...back, evseId: 2, connectorId: 1 })).toBe(true);
  });

  it('of a whole station counts its own status', () => {
    const closed = station({ status: 'UNAVAILABLE', evses: [] });
    expect(availabilityReached(closed, out)).toBe(true);
    expect(availabilityReached(station({ status: 'UNAVAILABLE' }), back)).toBe(false);
    expect(availabilityReached(station(), back)).toBe(true);
  });

  it('is not known before the station has told', () => {
    expect(availabilityReached(station({ evses: [], status: 'UNKNOWN' }), back)).toBe(false);
    expect(availabilityReached(station({ evses: connectors('UNKNOWN') }), { ...back, evseId: 1 })).toBe(false);
    expect(availabilityReached(station(), { ...out, evseId: 9 })).toBe(false);
  });
});
