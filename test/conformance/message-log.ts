/** What the message log promises, on every store. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OcppMessage } from '../../src/domain/ocpp-message.ts';
import type { MessageLogStore, MessageQuery } from '../../src/services/ports/message-log.ts';

export type OpenLog = { readonly log: MessageLogStore; readonly close: () => Promise<void> };

const T0 = Date.parse('2026-03-01T12:00:00.000Z');
const at = (ms: number): Date => new Date(T0 + ms);

export const message = (id: string, ms: number, parts: Partial<OcppMessage> = {}): OcppMessage => ({
  id,
  stationId: 'CS1',
  at: at(ms),
  direction: 'IN',
  kind: 'CALL',
  version: '1.6',
  messageId: `m-${id}`,
  action: 'Heartbeat',
  text: `[2,"m-${id}","Heartbeat",{}]`,
  isCut: false,
  latencyMs: null,
  errorCode: null,
  commandId: null,
  transactionId: null,
  dropped: 0,
  ...parts,
});

const all: MessageQuery = {
  stationId: 'CS1',
  direction: null,
  action: null,
  commandId: null,
  transactionId: null,
  fromAt: null,
  toAt: null,
  after: null,
  descending: false,
  limit: 100,
};

export const describeMessageLog = (open: () => Promise<OpenLog>): void => {
  describe('the message log', () => {
    let opened: OpenLog;
    let log: MessageLogStore;
    beforeEach(async () => {
      opened = await open();
      log = opened.log;
    });
    afterEach(() => opened.close());
    const ids = async (query: Partial<MessageQuery> = {}) =>
      (await log.messages({ ...all, ...query })).map(({ id }) => id);

    it('gives back what was appended, whole, each station its own', async () => {
      const whole = message('A', 1, {
        direction: 'OUT',
        kind: 'ERROR',
        version: '2.1',
        text: 'ü[4]',
        isCut: true,
        latencyMs: 12,
        errorCode: 'InternalError',
        commandId: 'C1',
        transactionId: 'T1',
      });
      const gap = message('B', 2, {
        direction: null,
        kind: 'GAP',
        version: null,
        messageId: null,
        action: null,
        text: null,
        dropped: 7,
      });
      await log.appendMessages([whole, gap, message('C', 3, { stationId: 'CS2' })]);
      expect(await log.messages(all)).toEqual([whole, gap]);
      expect(await ids({ stationId: 'CS2' })).toEqual(['C']);
      expect(await ids({ stationId: 'CS3' })).toEqual([]);
      await log.appendMessages([]);
    });

    it('pages by time and id, both ways, and never twice', async () => {
      // In another order than they went, and three of one instant.
      await log.appendMessages([message('D', 5), message('A', 1), message('C', 5), message('B', 5), message('E', 9)]);
      const walk = async (descending: boolean) => {
        const seen: string[] = [];
        let after: MessageQuery['after'] = null;
        for (;;) {
          const page: readonly OcppMessage[] = await log.messages({ ...all, descending, after, limit: 2 });
          const last = page.at(-1);
          if (last === undefined) return seen;
          seen.push(...page.map(({ id }) => id));
          after = { at: last.at, id: last.id };
        }
      };
      expect(await walk(false)).toEqual(['A', 'B', 'C', 'D', 'E']);
      expect(await walk(true)).toEqual(['E', 'D', 'C', 'B', 'A']);
    });

    it('is filtered by direction, action, command, transaction and time', async () => {
      await log.appendMessages([
        message('A', 1, { action: 'MeterValues', transactionId: 'T1' }),
        message('B', 2, { direction: 'OUT', action: 'RemoteStartTransaction', commandId: 'C1' }),
        message('C', 3, { kind: 'RESULT', action: 'RemoteStartTransaction', commandId: 'C1' }),
        message('D', 4, { action: 'MeterValues', transactionId: 'T2' }),
      ]);
      expect(await ids({ direction: 'OUT' })).toEqual(['B']);
      expect(await ids({ action: 'MeterValues' })).toEqual(['A', 'D']);
      expect(await ids({ commandId: 'C1' })).toEqual(['B', 'C']);
      expect(await ids({ commandId: 'C1', direction: 'IN' })).toEqual(['C']);
      expect(await ids({ commandId: 'C1', stationId: 'CS2' })).toEqual([]);
      expect(await ids({ transactionId: 'T1' })).toEqual(['A']);
      expect(await ids({ fromAt: at(2), toAt: at(4) })).toEqual(['B', 'C']);
      expect(await ids({ fromAt: at(2), after: { at: at(3), id: 'C' } })).toEqual(['D']);
    });

    it('lets the oldest go, in steps', async () => {
      await log.appendMessages([1, 2, 3, 4, 5].map((ms) => message(`M${ms}`, ms)));
      expect(await log.pruneMessages(at(4), 2)).toBe(2);
      expect(await log.pruneMessages(at(4), 2)).toBe(1);
      expect(await log.pruneMessages(at(4), 2)).toBe(0);
      expect(await ids()).toEqual(['M4', 'M5']);
    });
  });
};
