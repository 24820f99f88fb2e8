/** Whatever happens in whatever order: a start is sent at most once, it ends, and its end stays. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command, StationAnswer } from '../../../src/domain/command.ts';
import { isSettled } from '../../../src/domain/command.ts';
import { DomainError, isDomainError } from '../../../src/domain/error.ts';
import { ACCEPTED, createHarness, fleet, newSession, REJECTED, startRequest, TIMEOUT } from './harness.ts';

const ANSWERS = { yes: ACCEPTED, no: REJECTED, silence: TIMEOUT } as const;
type AnswerName = keyof typeof ANSWERS;

type Step =
  | { readonly do: 'request' | 'connect' | 'disconnect' | 'ready' | 'crash' | 'recover' | 'busy' }
  | { readonly do: 'advance'; readonly seconds: number }
  | { readonly do: 'answer' | 'lateAnswer'; readonly answer: AnswerName; readonly pick: number }
  | { readonly do: 'start' | 'cancel'; readonly pick: number };

const pick = fc.nat(3);
const answer = fc.constantFrom<AnswerName>('yes', 'no', 'silence');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('connect', 'disconnect', 'ready', 'crash', 'recover', 'busy') }),
  fc.record({ do: fc.constant('request') }),
  fc.record({ do: fc.constant('advance'), seconds: fc.constantFrom(1, 30, 60, 90) }),
  fc.record({ do: fc.constantFrom('answer', 'lateAnswer'), answer, pick }),
  fc.record({ do: fc.constantFrom('start', 'cancel'), pick }),
);

/** Each element says whether to let what was begun go on before the next step. */
const plan = fc.array(fc.record({ step, pause: fc.boolean() }), { minLength: 4, maxLength: 25 });

const run = async (steps: readonly { readonly step: Step; readonly pause: boolean }[]) => {
  const gateway = await createHarness();
  const told: Command[] = [];
  gateway.bus.subscribe((event) => {
    if (event.type === 'command.updated') told.push(event.data.command);
  });
  const timesSent = new Map<string, number>();
  const ids: string[] = [];
  let held: { readonly id: string; readonly release: (answer: StationAnswer) => void }[] = [];
  let busy = false;
  let ending = false;
  gateway.script((order) => {
    if (busy) {
      busy = false;
      return Promise.reject(new DomainError('station_busy'));
    }
    const { id } = order.command;
    timesSent.set(id, (timesSent.get(id) ?? 0) + 1);
    if (ending) return Promise.resolve(TIMEOUT);
    const { promise, resolve } = Promise.withResolvers<StationAnswer>();
    held.push({ id, release: resolve });
    return promise;
  });

  const refused = (error: unknown) => {
    if (!isDomainError(error)) throw error;
  };
  const take = async (todo: Step): Promise<unknown> => {
    const services = gateway.services();
    const chosen = 'pick' in todo ? ids[todo.pick] : undefined;
    switch (todo.do) {
      case 'request':
        if (ids.length > 3) return;
        return gateway.request(startRequest()).then((command) => ids.push(command.id), refused);
      case 'connect':
        gateway.connected.add('CS1');
        return services.stationReady('CS1');
      case 'disconnect':
        return gateway.connected.delete('CS1');
      case 'ready':
        return services.stationReady('CS1');
      case 'busy':
        busy = true;
        return;
      case 'crash':
        held = [];
        await gateway.crash();
        return gateway.work();
      case 'recover':
        return services.recover();
      case 'advance':
        return gateway.clock.advance(todo.seconds * 1000);
      case 'answer': {
        const [order] = held.splice(todo.pick % Math.max(1, held.length), 1);
        return order?.release(ANSWERS[todo.answer]);
      }
      case 'lateAnswer':
        // Only what was sent can be answered.
        if (chosen === undefined || !timesSent.has(chosen)) return;
        return services.lateAnswer(chosen, ANSWERS[todo.answer]);
      case 'start': {
        if (chosen === undefined || !timesSent.has(chosen)) return;
        const { number } = await gateway.get(chosen);
        const id = `S${todo.pick}`;
        if ((await gateway.store.session(id)) !== null) return;
        const transaction = { id: `T${todo.pick}`, remoteStartId: number };
        return gateway.sessionStarts(newSession({ id }, transaction));
      }
      case 'cancel':
        if (chosen === undefined) return;
        return services.api.cancel(fleet, chosen).catch(refused);
    }
  };

  try {
    gateway.work();
    let begun: Promise<unknown>[] = [];
    const finish = async () => {
      await Promise.all(begun);
      begun = [];
      await gateway.store.check();
    };
    for (const { step: todo, pause } of [{ step: { do: 'request' } as Step, pause: false }, ...steps]) {
      // A crash takes what runs with it; here only what was begun by hand is awaited first.
      if (todo.do === 'crash') await finish();
      begun.push(take(todo));
      if (pause || todo.do === 'crash') await finish();
    }
    await finish();
    ending = true;
    busy = false;
    for (const order of held) order.release(TIMEOUT);
    for (let rounds = 0; rounds < 100; rounds += 1) {
      await gateway.store.check();
      if ((await gateway.store.unsettledCommands(null)).length === 0) break;
      await gateway.clock.advance(30_000);
    }

    const commands = await gateway.store.commandsById(ids);
    expect(commands.filter((command) => !isSettled(command.status))).toEqual([]);
    for (const command of commands) {
      expect(timesSent.get(command.id) ?? 0).toBeLessThanOrEqual(1);
      const history = told.filter(({ id }) => id === command.id);
      expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
      const end = history.findIndex(({ status }) => isSettled(status));
      expect(new Set(history.slice(end).map(({ status }) => status)).size).toBe(1);
      // Null, perhaps a late yes, then at most one outcome that stays.
      const late = history.map(({ lateOutcome }) => lateOutcome?.status ?? 'none');
      const changes = late.filter((status, index) => index > 0 && status !== late[index - 1]);
      expect(changes.filter((status) => status !== 'ACCEPTED').length).toBeLessThanOrEqual(1);
      expect(changes.lastIndexOf('ACCEPTED')).toBeLessThanOrEqual(0);
      const session = ids.indexOf(command.id) < 0 ? null : await gateway.store.session(`S${ids.indexOf(command.id)}`);
      if (session !== null && command.sentAt !== null) expect(command.sessionId).toBe(session.id);
    }
  } finally {
    await gateway.close();
  }
};

describe('starts in any order of events', () => {
  it('are sent at most once, all end, and their end stays', { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(plan, run), { numRuns: 25, endOnFailure: true });
  });
});
