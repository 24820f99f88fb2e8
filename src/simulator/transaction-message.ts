/** Queues a message of a transaction and keeps count of what the gateway has not answered yet. */
import type { Core } from './core.ts';
import type { SimulatedSession } from './session.ts';

type Message = {
  readonly action: string;
  readonly payload: () => object;
  readonly sendable?: () => boolean;
  /** Only for an answer that is no error. */
  readonly answered?: (answer: object) => void;
  /** The gateway refused it as often as the station asks. */
  readonly givenUp?: () => void;
};

export const queueTransactionMessage = (core: Core, session: SimulatedSession, message: Message): void => {
  session.unanswered += 1;
  core.outbox.add({
    action: message.action,
    payload: message.payload,
    sendable: message.sendable ?? (() => true),
    settled: (outcome) => {
      if (outcome.kind !== 'result') {
        message.givenUp?.();
        return;
      }
      session.unanswered -= 1;
      message.answered?.(outcome.payload);
      if (session.endedAt === null || session.unanswered > 0) return;
      session.acknowledged = true;
      core.events.emit('transactionAcknowledged', session);
    },
  });
};
