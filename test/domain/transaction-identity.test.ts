import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/domain/session.ts';
import { identityOf, isRetriedStart, sessionAt } from '../../src/domain/transaction-identity.ts';
import { at, message, sessionAfter } from './transaction-messages.ts';

const started = message({ kind: 'started', seqNo: 0, at: at(100) });
const ended = message({ kind: 'ended', seqNo: 1, at: at(200) });
const open = sessionAfter(started);
const over = sessionAfter(started, ended);
const madeAt = (session: Session, seconds: number): Session => ({
  ...session,
  createdAt: at(seconds),
  updatedAt: at(seconds),
});

describe('a message with the id of a known transaction', () => {
  it.each([
    ['repeats its start', over, 'started', 100, null, 'same'],
    ['starts behind its end', over, 'started', 300, null, 'new'],
    ['starts while it runs, at another time', open, 'started', 150, null, 'same'],
    ['starts while it runs, and the station has booted', madeAt(open, 0), 'started', 150, 50, 'new'],
    ['starts earlier than it, and the station has booted', madeAt(over, 0), 'started', 20, 50, 'new'],
    ['starts earlier than it', over, 'started', 20, null, 'older'],
    ['comes from before it', over, 'updated', 20, null, 'older'],
    ['comes late', over, 'updated', 150, null, 'same'],
    ['comes behind its end', over, 'updated', 300, null, 'same'],
    ['comes behind its end, and the station has booted', madeAt(over, 0), 'updated', 300, 50, 'new'],
    ['ends it at another time, after a boot', madeAt(over, 0), 'ended', 300, 50, 'same'],
  ] as const)('that %s', (_what, session, kind, seconds, bootedAt, identity) => {
    const told = { kind, at: at(seconds) };
    expect(identityOf(session, told, bootedAt === null ? null : at(bootedAt))).toBe(identity);
  });

  it('is of the last one that had begun by then', () => {
    const [first, second] = [over, sessionAfter(message({ kind: 'started', seqNo: 0, at: at(500) }))];
    expect(sessionAt([second, first], at(600))).toBe(second);
    expect(sessionAt([second, first], at(499))).toBe(first);
    expect(sessionAt([second, first], at(50))).toBeUndefined();
  });
});

describe('a start of OCPP 1.6 with the same text', () => {
  const isRetry = (session: Session, report: { at: Date; toldAt?: Date | null }, bootedAt: Date | null = null) =>
    isRetriedStart(session, report, bootedAt);

  it('is a retry of what has not ended, and of what ended only by inference when its time is the same', () => {
    const inferred: Session = { ...open, status: 'COMPLETED', endInferredFrom: 'boot' };
    expect(isRetry(open, { at: at(777) })).toBe(true);
    expect(isRetry(inferred, { at: at(100) })).toBe(true);
    expect(isRetry(inferred, { at: at(777) })).toBe(false);
  });

  it('behind the stop is a repetition where no other transaction can have begun at its time', () => {
    const made = madeAt(over, 0);
    expect(isRetry(made, { at: at(100) })).toBe(true);
    expect(isRetry(made, { at: at(100) }, at(-1))).toBe(true);
    expect(isRetry(made, { at: at(100), toldAt: null })).toBe(false);
    expect(isRetry(made, { at: at(100) }, at(300))).toBe(true);
    expect(isRetry(made, { at: at(400), toldAt: at(100) }, at(300))).toBe(false);
    const toldTimes = { startedAt: at(-9000), endedAt: at(-8000) };
    const wrong = { ...made, transaction: { ...made.transaction, toldTimes } };
    expect(isRetry(wrong, { at: at(100), toldAt: at(-9000) })).toBe(true);
    expect(isRetry(wrong, { at: at(100), toldAt: at(-9000) }, at(300))).toBe(false);
    expect(isRetry({ ...made, startedAt: at(200), endedAt: at(200) }, { at: at(200) })).toBe(false);
  });
});
