/** From an upgrade request to an admitted station, or to the HTTP answer that says why not. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Station } from '../../domain/station.ts';
import type { Knock, StationInbox } from '../../services/inbox.ts';
import type { Log, Metrics } from '../../services/ports.ts';
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

const UNAUTHORIZED = { 'WWW-Authenticate': 'Basic realm="OCPP", charset="UTF-8"' };

/** Until ws listens itself: a client that resets its connection while it waits is no fault of ours. */
const ignoreReset = (): void => undefined;

/** Throws when trustedProxy names something that is no address. */
export const createHandshakes = (
  { inbox, log, metrics }: { readonly inbox: StationInbox; readonly log: Log; readonly metrics: Metrics },
  options: StationServerOptions,
  open: OpenStation,
): Handshakes => {
  const gate = createAdmissionGate({ atOnce: options.admissionsAtOnce, waiting: options.admissionsWaiting });
  const readTransport = createTransportReader(options.trustedProxy);
  let stopped = false;

  const refuse = (socket: Duplex, stationId: string | null, outcome: string, refusal: Refusal): void => {
    metrics.count('ocpp_connections_total', { outcome });
    log.info({ stationId, outcome, status: refusal.status }, 'station.refused');
    refuseHandshake(socket, refusal);
  };

  const turnAway = (socket: Duplex, stationId: string | null, outcome: 'overloaded' | 'closing'): void =>
    refuse(socket, stationId, outcome, {
      status: 503,
      detail: 'Try again later.',
      headers: { 'Retry-After': String(options.retryAfterS) },
    });

  const unauthorized = (socket: Duplex, stationId: string, detail: string): void =>
    refuse(socket, stationId, 'wrong_credentials', { status: 401, detail, headers: UNAUTHORIZED });

  const decide = async (request: IncomingMessage, socket: Duplex, head: Buffer, knock: Knock): Promise<void> => {
    const { stationId } = knock;
    const admission = await inbox.admit(knock);
    if (stopped) {
      turnAway(socket, stationId, 'closing');
      return;
    }
    switch (admission.kind) {
      case 'admitted':
        socket.removeListener('error', ignoreReset);
        await open(request, socket, head, admission.station);
        return;
      case 'unknown':
        refuse(socket, stationId, 'unknown', { status: 404, detail: 'There is no such station.' });
        return;
      case 'wrong_credentials':
        unauthorized(socket, stationId, 'The credentials are missing or wrong.');
        return;
      case 'transport_refused':
        refuse(socket, stationId, 'transport_refused', { status: 403, detail: admission.detail });
    }
  };

  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer, knock: Knock): Promise<void> => {
    if ((await gate.enter()) === 'full') {
      turnAway(socket, knock.stationId, 'overloaded');
      return;
    }
    try {
      if (!socket.destroyed) await decide(request, socket, head, knock);
    } catch (error) {
      log.error({ stationId: knock.stationId, err: error }, 'station.admission_failed');
      refuse(socket, knock.stationId, 'failed', { status: 500, detail: 'The station could not be checked.' });
    } finally {
      gate.leave();
    }
  };

  const handleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', ignoreReset);
    if (stopped) {
      turnAway(socket, null, 'closing');
      return;
    }
    const identity = readIdentity(request.url ?? '', options.path);
    if (identity.kind === 'other_path') {
      refuse(socket, null, 'other_path', { status: 404, detail: 'There is nothing here.' });
      return;
    }
    if (identity.kind === 'bad_identity') {
      refuse(socket, null, 'bad_identity', { status: 400, detail: identity.detail });
      return;
    }
    const { stationId } = identity;
    const credentials = readBasicCredentials(request.headers.authorization);
    if (credentials === 'unreadable') {
      unauthorized(socket, stationId, 'The Authorization header cannot be read.');
      return;
    }
    void admit(request, socket, head, { stationId, credentials, ...readTransport(request) });
  };

  return {
    handleUpgrade,
    stop: () => {
      stopped = true;
    },
  };
};
