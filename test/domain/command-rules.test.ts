import { describe, expect, it } from 'vitest';
import type { CommandStatus } from '../../src/domain/command.ts';
import { COMMAND_STATUSES, isSettled } from '../../src/domain/command.ts';
import {
  cancel,
  commandUpdated,
  expire,
  interrupt,
  markSent,
  markUnsent,
  mayFollow,
  missEffect,
  refuse,
  seeEffect,
  settle,
} from '../../src/domain/command-rules.ts';
import { isDomainError } from '../../src/domain/error.ts';
import { at, command, T0 } from '../services/commands/fixtures.ts';

const yes = { kind: 'accepted', done: false, result: { status: 'Accepted' } } as const;
const no = { kind: 'rejected', detail: 'Busy', result: { status: 'Rejected' } } as const;
const sent = (type: Parameters<typeof command>[0] = 'START_SESSION') => markSent(command(type), 'NODE', at(1));
const codeOf = (run: () => unknown): string | null => {
  try {
    run();
    return null;
  } catch (error) {
    return isDomainError(error) ? error.code : 'other';
  }
};

describe('the statuses of a command', () => {
  it('allows these transitions and no others', () => {
    const allowed = COMMAND_STATUSES.flatMap((from) =>
      COMMAND_STATUSES.filter((to) => mayFollow(from, to)).map((to) => `${from} > ${to}`),
    );
    expect(allowed).toEqual([
      'QUEUED > SENT',
      'QUEUED > FAILED',
      'QUEUED > EXPIRED',
      'QUEUED > CANCELLED',
      'SENT > QUEUED',
      'SENT > ACCEPTED',
      'SENT > CONFIRMED',
      'SENT > REJECTED',
      'SENT > FAILED',
      'SENT > TIMED_OUT',
      'ACCEPTED > CONFIRMED',
      'ACCEPTED > TIMED_OUT',
      'ACCEPTED > CANCELLED',
    ]);
  });

  it('leaves no settled status', () => {
    for (const from of COMMAND_STATUSES.filter(isSettled)) {
      expect(COMMAND_STATUSES.filter((to) => mayFollow(from, to))).toEqual([]);
    }
  });

  it.each(COMMAND_STATUSES.filter((status) => status !== 'QUEUED'))(
    'sends and cancels no command that is %s',
    (status) => {
      const other = command('START_SESSION', { status, sentAt: T0 });
      expect(codeOf(() => markSent(other, 'NODE', at(1)))).toBe('conflict');
      expect(codeOf(() => cancel(other, at(1)))).toBe('command_not_cancellable');
    },
  );

  it.each(COMMAND_STATUSES.filter((status) => status !== 'SENT'))('takes nothing back that is %s', (status) => {
    expect(codeOf(() => markUnsent(command('START_SESSION', { status }), at(1)))).toBe('conflict');
    expect(interrupt(command('START_SESSION', { status }), at(1))).toBeNull();
  });

  it('raises the version with each step and tells of the command as it then is', () => {
    const next = sent();
    expect(next).toMatchObject({ status: 'SENT', version: 2, sentAt: at(1), sentBy: 'NODE', updatedAt: at(1) });
    expect(commandUpdated(next, 'E1', 'TAG1')).toMatchObject({
      id: 'E1',
      type: 'command.updated',
      objectId: 'C1',
      objectVersion: 2,
      stationId: 'CS1',
      locationId: 'LOC1',
      tokenUid: 'TAG1',
      data: { command: next },
    });
  });
});

describe('a station answer', () => {
  it('accepts a command whose effect is still to come', () => {
    expect(settle(sent(), yes, at(2))).toMatchObject({
      status: 'ACCEPTED',
      result: { status: 'Accepted' },
      answeredAt: at(2),
    });
  });

  it('confirms where the answer is the effect', () => {
    expect(settle(sent('UNLOCK_CONNECTOR'), yes, at(2))?.status).toBe('CONFIRMED');
    expect(settle(sent(), { ...yes, done: true }, at(2))?.status).toBe('CONFIRMED');
  });

  it('confirms the reset of one EVSE, which brings no boot', () => {
    const reset = markSent(command('RESET_STATION', { parameters: { mode: 'ON_IDLE', evseId: 1 } }), 'NODE', at(1));
    expect(settle(reset, yes, at(2))?.status).toBe('CONFIRMED');
    expect(settle(sent('RESET_STATION'), yes, at(2))?.status).toBe('ACCEPTED');
  });

  it.each([
    [no, 'REJECTED', 'station_rejected'],
    [{ kind: 'not_supported', detail: 'NotSupported' } as const, 'FAILED', 'not_supported'],
    [{ kind: 'error', errorCode: 'InternalError', detail: 'oops' } as const, 'FAILED', 'station_error'],
    [{ kind: 'timeout' } as const, 'TIMED_OUT', 'station_timeout'],
  ])('ends a command on %j', (answer, status, code) => {
    expect(settle(sent(), answer, at(2))).toMatchObject({ status, error: { code } });
  });

  it('changes nothing that was not asked', () => {
    for (const status of ['QUEUED', 'CANCELLED', 'EXPIRED'] satisfies CommandStatus[]) {
      expect(settle(command('START_SESSION', { status }), yes, at(2))).toBeNull();
    }
  });

  it('changes nothing when it is repeated', () => {
    const accepted = settle(sent(), yes, at(2));
    expect(accepted && settle(accepted, no, at(3))).toBeNull();
    const rejected = settle(sent(), no, at(2));
    expect(rejected && settle(rejected, yes, at(3))).toBeNull();
  });
});

describe('an effect', () => {
  it('confirms an accepted command with its session', () => {
    const accepted = settle(sent(), yes, at(2));
    expect(accepted && seeEffect(accepted, 'S1', at(3))).toMatchObject({ status: 'CONFIRMED', sessionId: 'S1' });
  });

  it('that is seen before the answer confirms, and the answer is kept without undoing it', () => {
    const confirmed = seeEffect(sent(), 'S1', at(2));
    expect(confirmed).toMatchObject({ status: 'CONFIRMED', sessionId: 'S1', answeredAt: null });
    const answered = confirmed && settle(confirmed, yes, at(3));
    expect(answered).toMatchObject({ status: 'CONFIRMED', lateOutcome: null, answeredAt: at(3) });
    expect(answered && settle(answered, yes, at(4))).toBeNull();
    expect(confirmed && settle(confirmed, { kind: 'timeout' }, at(3))).toBeNull();
  });

  it('gives a confirmed start its session once it is known', () => {
    const confirmed = settle(sent(), { ...yes, done: true }, at(2));
    const known = confirmed && seeEffect(confirmed, 'S1', at(3));
    expect(known).toMatchObject({ status: 'CONFIRMED', sessionId: 'S1', lateOutcome: null });
    expect(known && seeEffect(known, 'S2', at(4))).toBeNull();
  });

  it('is nothing to a command that was never sent', () => {
    for (const status of ['QUEUED', 'CANCELLED', 'EXPIRED'] satisfies CommandStatus[]) {
      expect(seeEffect(command('START_SESSION', { status }), 'S1', at(2))).toBeNull();
    }
    const refused = refuse(sent(), { code: 'not_supported', detail: '' }, at(2));
    expect(refused).toMatchObject({ status: 'FAILED', sentAt: null, sentBy: null });
    expect(seeEffect(refused, 'S1', at(3))).toBeNull();
  });
});

describe('a late outcome', () => {
  const timedOut = () => {
    const command = settle(sent(), { kind: 'timeout' }, at(30));
    if (command === null) throw new Error('it must time out');
    return command;
  };

  it('keeps a late effect beside the status that stays', () => {
    expect(seeEffect(timedOut(), 'S1', at(90))).toMatchObject({
      status: 'TIMED_OUT',
      version: 4,
      sessionId: 'S1',
      lateOutcome: { status: 'CONFIRMED', sessionId: 'S1', seenAt: at(90) },
    });
  });

  it('keeps a late no', () => {
    expect(settle(timedOut(), no, at(90))).toMatchObject({
      status: 'TIMED_OUT',
      result: { status: 'Rejected' },
      lateOutcome: { status: 'REJECTED', detail: 'Busy' },
    });
  });

  it('names the session that began in spite of a late no, and keeps the no', () => {
    const refused = settle(timedOut(), no, at(60));
    const seen = refused && seeEffect(refused, 'S1', at(61));
    expect(seen).toMatchObject({ status: 'TIMED_OUT', sessionId: 'S1', lateOutcome: { status: 'REJECTED' } });
    expect(seen && seeEffect(seen, 'S1', at(62))).toBeNull();
  });

  it('lets the effect follow a late yes, and nothing follow the effect', () => {
    const late = settle(timedOut(), yes, at(60));
    expect(late?.lateOutcome?.status).toBe('ACCEPTED');
    const seen = late && seeEffect(late, 'S1', at(61));
    expect(seen?.lateOutcome?.status).toBe('CONFIRMED');
    expect(seen && seeEffect(seen, 'S2', at(62))).toBeNull();
    expect(seen && settle(seen, no, at(63))).toBeNull();
  });

  it('of a reset is awaited when the connection ended before an answer, and of no other command', () => {
    const lost = { kind: 'timeout', lost: true } as const;
    const reset = sent('RESET_STATION');
    for (const waiting of [settle(reset, lost, at(5)), interrupt(reset, at(5))]) {
      expect(waiting).toMatchObject({ status: 'ACCEPTED', answeredAt: null, result: null });
      expect(waiting && missEffect(waiting, at(604))).toBeNull();
      expect(waiting && missEffect(waiting, at(605))).toMatchObject({
        status: 'TIMED_OUT',
        error: { code: 'station_timeout' },
      });
      expect(waiting && seeEffect(waiting, null, at(6))?.status).toBe('CONFIRMED');
    }
    expect(settle(reset, { kind: 'timeout' }, at(5))?.status).toBe('TIMED_OUT');
    expect(settle(sent(), lost, at(5))?.status).toBe('TIMED_OUT');
    expect(interrupt(reset, at(5), { code: 'internal', detail: 'a bug' })?.status).toBe('FAILED');
  });

  it('of an interrupted command is its effect', () => {
    const interrupted = interrupt(sent(), at(5));
    expect(interrupted).toMatchObject({ status: 'FAILED', error: { code: 'outcome_unknown' } });
    expect(interrupted && seeEffect(interrupted, 'S1', at(6))).toMatchObject({
      status: 'FAILED',
      lateOutcome: { status: 'CONFIRMED', sessionId: 'S1' },
    });
  });
});

describe('the clock', () => {
  it('expires what still waits, when it is due and not before', () => {
    expect(expire(command('START_SESSION'), at(59))).toBeNull();
    expect(expire(command('START_SESSION'), at(60))).toMatchObject({ status: 'EXPIRED', error: { code: 'expired' } });
    expect(expire(sent(), at(60))).toBeNull();
  });

  it('times out an effect, when it is due and not before', () => {
    const accepted = settle(sent(), yes, at(2));
    expect(accepted && missEffect(accepted, at(91))).toBeNull();
    expect(accepted && missEffect(accepted, at(92))).toMatchObject({
      status: 'TIMED_OUT',
      error: { code: 'effect_timeout' },
    });
    expect(missEffect(sent(), at(1000))).toBeNull();
  });
});
