/**
 * What a station may say before its registration is accepted, and what becomes of the rest. An operator who holds a station
 * back may ask it for messages by TriggerMessage, and those are taken (OCPP 2.0.1 part 2, B02.FR.09); everything else gets
 * SecurityError (OCPP 1.6 errata 3.8). What would write a session is never taken: whoever connects under an unknown identity
 * waits there, too. It is kept for the operator, who can have it applied once the station is adopted.
 */
import type { JsonObject } from '../../domain/json.ts';
import type { OcppVersion } from '../../domain/station.ts';
import type { StationInbox } from '../../services/inbox.ts';
import type { Log } from '../../services/ports/observing.ts';
import type { Clock } from '../../services/ports/time.ts';
import { isKeptWhole } from '../message-origin.ts';
import { digestOf } from './answer-cache.ts';

/** The message that a call of ours asks the station for; null: none, or one that is not taken anyway. */
export const askedFor = (action: string, payload: object): string | null => {
  if (action !== 'TriggerMessage' && action !== 'ExtendedTriggerMessage') return null;
  const { requestedMessage } = payload as { readonly requestedMessage?: unknown };
  if (typeof requestedMessage !== 'string' || isKeptWhole(requestedMessage)) return null;
  // SignChargePointCertificate, SignChargingStationCertificate, SignV2GCertificate and the like.
  return requestedMessage.startsWith('Sign') ? 'SignCertificate' : requestedMessage;
};

/** In an hour: strangers wait there as well, and must not fill the store. */
export const MOST_KEPT = { ofStation: 50, inAll: 500, characters: 2 * 1024 * 1024 } as const;
const WINDOW_MS = 3_600_000;

/** A message that was refused because of the registration. */
export type HeldBack = {
  readonly stationId: string;
  readonly action: string;
  readonly payload: JsonObject;
  readonly errorCode: string;
  readonly receivedAt: Date;
};

export type HoldBack = (message: HeldBack) => Promise<void>;

/** Keeps what is about a transaction, once, and within bounds. Never rejects: the station is told that it was refused. */
export const createHoldBack = (
  { inbox, clock, log }: { readonly inbox: Pick<StationInbox, 'quarantine'>; readonly clock: Clock; readonly log: Log },
  { version }: { readonly version: OcppVersion },
): HoldBack => {
  let sinceMs = Number.NEGATIVE_INFINITY;
  let kept = 0;
  let characters = 0;
  /** By station, what was kept of it in this hour. */
  const digests = new Map<string, Set<string>>();

  const mayKeep = (stationId: string, digest: string, length: number): boolean => {
    const nowMs = clock.now().getTime();
    if (nowMs - sinceMs >= WINDOW_MS) {
      sinceMs = nowMs;
      kept = 0;
      characters = 0;
      digests.clear();
    }
    const known = digests.get(stationId) ?? new Set<string>();
    if (known.has(digest) || known.size >= MOST_KEPT.ofStation || kept >= MOST_KEPT.inAll) return false;
    if (characters + length > MOST_KEPT.characters) return false;
    digests.set(stationId, known.add(digest));
    kept += 1;
    characters += length;
    return true;
  };

  return async (message: HeldBack): Promise<void> => {
    const { stationId, action, payload, errorCode, receivedAt } = message;
    if (!isKeptWhole(action)) return;
    // Sent again it may have another id.
    const text = JSON.stringify([action, payload]);
    const digest = digestOf(text);
    if (!mayKeep(stationId, digest, text.length)) return;
    try {
      await inbox.quarantine({
        stationId,
        protocol: version,
        action,
        payload,
        reason: 'The registration of the station is not accepted.',
        property: null,
        errorCode,
        level: null,
        receivedAt,
      });
    } catch (error) {
      digests.get(stationId)?.delete(digest);
      log.error({ stationId, action, err: error }, 'message.held_back_not_kept');
    }
  };
};
