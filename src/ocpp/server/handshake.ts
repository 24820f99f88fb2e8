/** From an upgrade request to an admitted station, or to the HTTP answer that says why not. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isDomainError } from '../../domain/error.ts';
import type { Station } from '../../domain/station.ts';
import type { Knock, StationInbox } from '../../services/inbox.ts';
import type { Log, Metrics } from '../../services/ports/observing.ts';
import type { Clock } from '../../services/ports/time.ts';
import { networkOf } from '../../services/request-address.ts';
import { withinTime } from '../../services/time-limit.ts';
import { createAdmissionGate } from './admission-gate.ts';
import { readBasicCredentials } from './basic-credentials.ts';
import { readIdentity } from './identity.ts';
import type { StationServerOptions } from './options.ts';
import { type Refusal, refuseHandshake } from './refusal.ts';
import { createTransportReader } from './transport.ts';

export type Handshakes = {
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** From here on every handshake gets 503. */
  readonly stop: () => void;
};

/** Takes an admitted station over; the place in the queue of handshakes is held until it resolves. */
export type OpenStation = (request: IncomingMessage, socket: Duplex, head: Buffer, station: Station) => Promise<void>;

/** Whose handshake it is, as far as that is known yet. */
type Who = { readonly stationId: string | null; readonly remoteAddress: string };

const UNAUTHORIZED = { 'WWW-Authenticate': 'Basic realm="OCPP", charset="UTF-8"' };

/** Until ws listens itself: a client that resets its connection while it waits is no fault of ours. */
const ignoreReset = (): void => undefined;

/** Throws when trustedProxy names something that is no address. */
export const createHandshakes = (
  {
    inbox,
    clock,
    log,
    metrics,
    random,
  }: {
    readonly inbox: StationInbox;
    readonly clock: Clock;
    readonly log: Log;
    readonly metrics: Metrics;
    readonly random: () => number;
  },
  options: StationServerOptions,
  open: OpenStation,
): Handshakes => {
  const gate = createAdmissionGate(
    { clock },
    { atOnce: options.admissionsAtOnce, waiting: options.admissionsWaiting, waitMs: options.admissionTimeoutMs },
  );
  metrics.gauge('ocpp_admissions_checking', () => gate.stats().inside);
  metrics.gauge('ocpp_admissions_waiting', () => gate.stats().waiting);
  const readTransport = createTransportReader(options.trustedProxy);
  let stopped = false;

  const refuse = (socket: Duplex, { stationId, remoteAddress }: Who, outcome: string, refusal: Refusal): void => {
    metrics.count('ocpp_connections_total', { outcome });
    // Of a flood one line is enough, and whoever checks the passwords writes that.
    const level = outcome === 'throttled' ? 'debug' : 'info';
    log[level]({ stationId, remoteAddress, outcome, status: refusal.status }, 'station.refused');
    refuseHandshake(socket, refusal);
  };

  const turnAway = (
    socket: Duplex,
    who: Who,
    outcome: 'overloaded' | 'unavailable' | 'closing' | 'throttled',
    status: 429 | 503 = 503,
  ): void =>
    refuse(socket, who, outcome, {
      status,
      detail: 'Try again later.',
      headers: { 'Retry-After': String(Math.round(options.retryAfterS * (1 + random()))) },
    });

  const unauthorized = (socket: Duplex, who: Who, detail: string): void =>
    refuse(socket, who, 'wrong_credentials', { status: 401, detail, headers: UNAUTHORIZED });

  const decide = async (request: IncomingMessage, socket: Duplex, head: Buffer, knock: Knock): Promise<void> => {
    const admitting = inbox.admit(knock);
    const admission = await withinTime(clock, options.admissionTimeoutMs, admitting, () => {
      // Whoever knocked has had the answer; the failure would be told to nobody else.
      admitting.catch((error: unknown) =>
        log.warn({ stationId: knock.stationId, err: error }, 'station.admission_failed_late'),
      );
    });
    if (stopped) {
      turnAway(socket, knock, 'closing');
      return;
    }
    switch (admission.kind) {
      case 'admitted':
        socket.removeListener('error', ignoreReset);
        await open(request, socket, head, admission.station);
        return;
      case 'unknown':
        // OCPP-J 1.6, 3.1.1; OCPP 2.0.1 part 4, 3.1.1: it must have none.
        if (knock.stationId.includes(':')) {
          const detail = 'The identity has a colon, and nobody registered it so.';
          refuse(socket, knock, 'bad_identity', { status: 400, detail });
          return;
        }
        refuse(socket, knock, 'unknown', { status: 404, detail: 'There is no such station.' });
        return;
      case 'wrong_credentials':
        unauthorized(socket, knock, 'The credentials are missing or wrong.');
        return;
      case 'throttled':
        turnAway(socket, knock, 'throttled', 429);
        return;
      case 'transport_refused':
      case 'station_replaced':
      case 'station_deleted':
        refuse(socket, knock, admission.kind, { status: 403, detail: admission.detail });
    }
  };

  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer, knock: Knock): Promise<void> => {
    const network = networkOf(knock.remoteAddress);
    if ((await gate.enter({ network, stationId: knock.stationId })) !== 'entered') {
      turnAway(socket, knock, 'overloaded');
      return;
    }
    try {
      if (!socket.destroyed) await decide(request, socket, head, knock);
    } catch (error) {
      log.error({ stationId: knock.stationId, err: error }, 'station.admission_failed');
      if (isDomainError(error, 'unavailable')) turnAway(socket, knock, 'unavailable');
      else refuse(socket, knock, 'failed', { status: 500, detail: 'The station could not be checked.' });
    } finally {
      gate.leave();
    }
  };

  const handleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', ignoreReset);
    const transport = readTransport(request);
    const nobody: Who = { stationId: null, remoteAddress: transport.remoteAddress };
    if (stopped) {
      turnAway(socket, nobody, 'closing');
      return;
    }
    const identity = readIdentity(request.url ?? '', options.path);
    if (identity.kind === 'other_path') {
      refuse(socket, nobody, 'other_path', { status: 404, detail: 'There is nothing here.' });
      return;
    }
    if (identity.kind === 'bad_identity') {
      refuse(socket, nobody, 'bad_identity', { status: 400, detail: identity.detail });
      return;
    }
    const { stationId } = identity;
    const credentials = readBasicCredentials(request.headers.authorization, stationId);
    if (credentials === 'unreadable') {
      unauthorized(socket, { ...nobody, stationId }, 'The Authorization header cannot be read.');
      return;
    }
    void admit(request, socket, head, { stationId, credentials, ...transport });
  };

  return {
    handleUpgrade,
    stop: () => {
      stopped = true;
    },
  };
};
