/**
 * What stations tell of themselves in passing: public keys of meters, and what their plugs are. A version says for each
 * action how it is found: in its message, or in its answer to a call. It is kept, whoever asked for it, before the message
 * is worked on.
 */
import type { JsonObject } from '../domain/json.ts';
import type { StationInbox } from '../services/inbox.ts';
import { objectOf } from './payload.ts';
import type { Inbound, OcppProtocol } from './protocol.ts';

type Telling = Pick<OcppProtocol, 'keysTold' | 'plugsTold'>;

/** Resolves when what is found in a payload is stored; nearly always there is nothing. */
export const keepTold = async (
  { keysTold, plugsTold }: Telling,
  inbox: Pick<StationInbox, 'meterKeys' | 'plugs'>,
  told: { readonly stationId: string; readonly action: string; readonly payload: unknown },
): Promise<void> => {
  const payload = objectOf(told.payload);
  const keys = keysTold.get(told.action)?.(payload) ?? [];
  if (keys.length > 0) await inbox.meterKeys(told.stationId, keys);
  const plugs = plugsTold.get(told.action)?.(payload) ?? [];
  if (plugs.length > 0) await inbox.plugs(told.stationId, plugs);
};

/** A version's inbound table whose handlers come behind what their messages tell. */
export const withTold = (
  telling: Telling,
  table: Readonly<Record<string, Inbound<never, object>>>,
): Readonly<Record<string, Inbound<never, object>>> =>
  Object.fromEntries(
    Object.entries(table).map(([action, handle]) => {
      if (!telling.keysTold.has(action) && !telling.plugsTold.has(action)) return [action, handle];
      const keeping: Inbound<JsonObject, object> = async (payload, context) => {
        const { stationId, inbox } = context;
        await keepTold(telling, inbox, { stationId, action, payload });
        // The table pairs each action with the handler of its request.
        return handle(payload as never, context);
      };
      return [action, keeping as Inbound<never, object>];
    }),
  );
