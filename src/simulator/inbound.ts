/** Answers the gateway's calls: the version's handlers, and the faults that come before them. */
import type { Dialect, RpcNames, StationEvents } from './core.ts';
import type { Events } from './events.ts';
import type { Faults } from './faults.ts';
import { CallRefused, type Reply } from './rpc.ts';

type Dependencies = {
  readonly names: RpcNames;
  readonly faults: Faults;
  readonly dialect: () => Dialect;
  readonly events: Events<StationEvents>;
};

/** How these say no; every other action says Rejected. */
const REFUSALS: Readonly<Record<string, string>> = { UnlockConnector: 'UnlockFailed', DataTransfer: 'Rejected' };

export const createInbound =
  ({ names, faults, dialect, events }: Dependencies) =>
  async (action: string, payload: object): Promise<Reply> => {
    const { handlers, unsupported } = dialect();
    const failure = faults.fail.get(action) ?? faults.fail.get('*');
    if (failure !== undefined) throw new CallRefused(failure, 'a fault was asked for');
    const found = Object.hasOwn(handlers, action) ? handlers[action] : undefined;
    if (found === undefined) {
      throw new CallRefused(unsupported.has(action) ? 'NotSupported' : names.notImplemented, action);
    }
    const missing = found.required.find((property) => !Object.hasOwn(payload, property));
    if (missing !== undefined) throw new CallRefused(names.missingProperty, `${missing} is missing`);
    const rejected = faults.reject.has(action) || faults.reject.has('*');
    const reply: Reply = rejected
      ? { payload: { status: REFUSALS[action] ?? 'Rejected' } }
      : await found.answer(payload);
    return {
      payload: reply.payload,
      afterwards: () => {
        const done = reply.afterwards?.();
        events.emit('command', { action, request: payload, response: reply.payload });
        return done;
      },
    };
  };
