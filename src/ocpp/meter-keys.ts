/**
 * Public keys of meters in what stations tell of their configuration. A version says for each action how they are found: in
 * its message, or in its answer to a call. What a station tells is kept, whoever asked for it, before it is worked on.
 */
import type { JsonObject } from '../domain/json.ts';
import type { StationInbox } from '../services/inbox.ts';
import { objectOf } from './payload.ts';
import type { Inbound, KeysTold, OcppProtocol } from './protocol.ts';

/** Resolves when the keys in a payload are stored; nearly always there are none. */
export const keepKeys = async (
  { keysTold }: Pick<OcppProtocol, 'keysTold'>,
  inbox: Pick<StationInbox, 'meterKeys'>,
  told: { readonly stationId: string; readonly action: string; readonly payload: unknown },
): Promise<void> => {
  const keys = keysTold.get(told.action)?.(objectOf(told.payload)) ?? [];
  if (keys.length > 0) await inbox.meterKeys(told.stationId, keys);
};

/** A version's inbound table whose handlers come behind the keys in their messages. */
export const withKeys = (
  keysTold: KeysTold,
  table: Readonly<Record<string, Inbound<never, object>>>,
): Readonly<Record<string, Inbound<never, object>>> =>
  Object.fromEntries(
    Object.entries(table).map(([action, handle]) => {
      if (!keysTold.has(action)) return [action, handle];
      const keeping: Inbound<JsonObject, object> = async (payload, context) => {
        const { stationId, inbox } = context;
        await keepKeys({ keysTold }, inbox, { stationId, action, payload });
        // The table pairs each action with the handler of its request.
        return handle(payload as never, context);
      };
      return [action, keeping as Inbound<never, object>];
    }),
  );
