import { describe, expect, it } from 'vitest';
import type { CommandStatus } from '../../src/domain/command.ts';
import { coolDownS } from '../../src/domain/cool-down.ts';
import { at, command } from '../services/commands/fixtures.ts';

const start = (endedS: number, status: CommandStatus = 'REJECTED', evseId: number | null = 1) =>
  command('START_SESSION', { id: `C${endedS}`, status, evseId, updatedAt: at(endedS), sentAt: at(endedS) });

describe('the cool-down of starts', () => {
  it('begins with the third failure within five minutes', () => {
    expect(coolDownS([start(0), start(10)], 1, at(11))).toBeNull();
    expect(coolDownS([start(20), start(10), start(0)], 1, at(20))).toBe(30);
    expect(coolDownS([start(20), start(10), start(0)], 1, at(45))).toBe(5);
    expect(coolDownS([start(20), start(10), start(0)], 1, at(50))).toBeNull();
  });

  it('is not begun by failures far apart', () => {
    expect(coolDownS([start(0), start(200), start(400)], 1, at(401))).toBeNull();
  });

  it('doubles with each further failure, up to five minutes', () => {
    const failures = [0, 1, 2];
    const pauses: (number | null)[] = [];
    for (let index = 0; index < 6; index += 1) {
      const nowS = failures.at(-1) ?? 0;
      const pauseS = coolDownS(
        failures.map((s) => start(s)),
        1,
        at(nowS),
      );
      pauses.push(pauseS);
      failures.push(nowS + (pauseS ?? 0) + 1);
    }
    expect(pauses).toEqual([30, 60, 120, 240, 300, 300]);
  });

  it('is over after a quiet time', () => {
    expect(coolDownS([start(0), start(1), start(2), start(400)], 1, at(400))).toBeNull();
  });

  it('ends with a start that worked, in time or late', () => {
    expect(coolDownS([start(0), start(1), start(2, 'CONFIRMED'), start(3)], 1, at(4))).toBeNull();
    const late = command('START_SESSION', {
      status: 'TIMED_OUT',
      updatedAt: at(3),
      lateOutcome: { status: 'CONFIRMED', sessionId: 'S1', detail: null, seenAt: at(3) },
    });
    expect(coolDownS([start(0), start(1), start(2), late], 1, at(4))).toBeNull();
  });

  it('counts each EVSE for itself, and only what went wrong at the station', () => {
    expect(coolDownS([start(0), start(1), start(2)], 2, at(3))).toBeNull();
    expect(coolDownS([start(0, 'EXPIRED'), start(1, 'CANCELLED'), start(2, 'QUEUED')], 1, at(3))).toBeNull();
    const unsent = [0, 1, 2].map((s) => ({ ...start(s, 'FAILED'), sentAt: null }));
    expect(coolDownS(unsent, 1, at(3))).toBeNull();
    expect(coolDownS([start(0, 'FAILED'), start(1, 'TIMED_OUT'), start(2)], 1, at(3))).toBe(29);
  });
});
