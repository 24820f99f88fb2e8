/** Messages of transactions and meters: nothing of them is lost, whatever can be made of them now. */
import type { MessageOrigin, StationInbox } from '../services/inbox.ts';

const KEPT_WHOLE: ReadonlySet<string> = new Set([
  'MeterValues',
  'StartTransaction',
  'StopTransaction',
  'TransactionEvent',
]);

/** Whether a message of that action is kept when it cannot be taken, and can be applied later. */
export const isKeptWhole = (action: string): boolean => KEPT_WHOLE.has(action);

/** The inbox as one message's handler is given it: what it says comes with the message as the station sent it. */
export const withOrigin = (inbox: StationInbox, origin: MessageOrigin): StationInbox => ({
  ...inbox,
  transaction: (report) => inbox.transaction({ ...report, origin }),
  meterValues: (report) => inbox.meterValues({ ...report, origin }),
  quarantine: async (message) => {
    const { action, payload, receivedAt, applying } = origin;
    applying?.refused(message);
    await inbox.quarantine({ ...message, action, payload, receivedAt });
  },
});
