/** Which tokens stations have asked about lately, and what they were told: it says why a start of ours came to nothing. */
import type { AuthorizationStatus } from '../../domain/token.ts';
import type { InboxLayer } from '../inbox.ts';
import type { Clock } from '../ports/time.ts';

export type ShownToken = { readonly at: Date; readonly uid: string; readonly answer: AuthorizationStatus };

export type ShownTokens = {
  readonly layer: InboxLayer;
  /** Of a station, oldest first; only what this process has answered. */
  readonly of: (stationId: string) => readonly ShownToken[];
};

const STATIONS = 20_000;
const OF_ONE_STATION = 8;

export const createShownTokens = ({ clock }: { readonly clock: Pick<Clock, 'now'> }): ShownTokens => {
  const shown = new Map<string, readonly ShownToken[]>();
  return {
    of: (stationId) => shown.get(stationId) ?? [],
    layer: (inner) => ({
      authorize: async (stationId, token) => {
        const authorization = await inner.authorize(stationId, token);
        const before = shown.get(stationId) ?? [];
        const now: ShownToken = { at: clock.now(), uid: token.uid, answer: authorization.status };
        // The station that asked last comes last.
        shown.delete(stationId);
        shown.set(stationId, [...before.slice(1 - OF_ONE_STATION), now]);
        const [oldest] = shown.keys();
        if (shown.size > STATIONS && oldest !== undefined) shown.delete(oldest);
        return authorization;
      },
    }),
  };
};
