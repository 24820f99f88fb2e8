/** Finds what a command is about, and checks that it is there, that it can be done, and that the caller may. */

import { currentAbilities } from '../../domain/ability-rules.ts';
import type { Caller } from '../../domain/access.ts';
import { alreadyRunning } from '../../domain/already-started.ts';
import type { Command } from '../../domain/command.ts';
import { beyondAbilities } from '../../domain/commands/abilities.ts';
import { parameterFaults } from '../../domain/commands/checks.ts';
import type { CommandParameters, CommandType } from '../../domain/commands/commands.ts';
import {
  meansOnlyEvse,
  namedConnector,
  namedSession,
  namedToken,
  namesConnectorAlone,
  withConnectorAsEvse,
  withEvse,
} from '../../domain/commands/naming.ts';
import { COOL_DOWN_LOOK_BACK_MS, coolDownS } from '../../domain/cool-down.ts';
import type { FieldFault } from '../../domain/error.ts';
import { DomainError } from '../../domain/error.ts';
import type { Session } from '../../domain/session.ts';
import { isOpen } from '../../domain/session-rules.ts';
import type { OcppVersion, Station } from '../../domain/station.ts';
import { replacedFault } from '../../domain/station-rules.ts';
import type { Token, TokenRef } from '../../domain/token.ts';
import { startStatus } from '../../domain/token-rules.ts';
import { asItIs, isOut } from '../../domain/told-status.ts';
import { checkTrigger } from '../../domain/trigger-rules.ts';
import { sees } from '../access.ts';
import type { CommandRequest } from '../api/commands.ts';
import { findEvse } from '../evses/find-evse.ts';
import type { Store } from '../ports/store.ts';
import { isUnbound } from './permissions.ts';

/** Whether a protocol version knows a command at all; from the OCPP folders' tables. */
export type Supports = (protocol: OcppVersion, type: CommandType) => boolean;

/** The messages that a protocol version can trigger; null: it is not known here. */
export type Triggers = (protocol: OcppVersion) => readonly string[] | null;

export type Target = {
  /** With the station and number of the EVSE that it names by a uid. */
  readonly request: CommandRequest;
  readonly station: Station;
  readonly session: Session | null;
  /** What the command names, as we know it, with its own type. */
  readonly token: TokenRef | null;
};

export type FindTarget = (caller: Caller, request: CommandRequest, now: Date) => Promise<Target>;

const invalid = (faults: readonly FieldFault[]) =>
  new DomainError('invalid_request', { faults, detail: faults[0]?.detail ?? 'The request is malformed.' });

/** What the station itself says that it cannot do is told before it is sent. */
const checkAbilities = (station: Station, { type, parameters }: CommandRequest): void => {
  const fault = beyondAbilities(currentAbilities(station), type, parameters);
  if (fault === null) return;
  const faults = fault.pointer === null ? [] : [{ pointer: fault.pointer, detail: fault.detail }];
  throw new DomainError('not_supported', { detail: fault.detail, faults });
};

/** Nothing is refused on a station that has not told of its EVSEs yet. */
const checkConnector = (station: Station, asked: CommandRequest): void => {
  const { evseId, connectorId } = namedConnector(asked);
  if (evseId === null || station.evses.length === 0) return;
  const evse = station.evses.find(({ id }) => id === evseId);
  const missing = (pointer: string, detail: string) =>
    new DomainError('connector_unavailable', { detail, faults: [{ pointer, detail }] });
  if (evse === undefined) throw missing('/parameters/evseId', `The station has no EVSE ${evseId}.`);
  if (connectorId === null || evse.connectors.length === 0) return;
  if (!evse.connectors.some(({ id }) => id === connectorId)) {
    throw missing('/parameters/connectorId', `EVSE ${evseId} has no connector ${connectorId}.`);
  }
};

/** Where a start could go: a station or EVSE all of whose connectors are out of order takes none. */
const checkInService = (station: Station, { evseId, connectorId }: CommandParameters['START_SESSION']): void => {
  const connectors = station.evses
    .filter(({ id }) => evseId === null || id === evseId)
    .flatMap((evse) => evse.connectors)
    .map((connector) => asItIs(station, connector))
    .filter(({ id }) => connectorId === null || id === connectorId);
  const allOut = connectors.length === 0 ? isOut(station.status) : connectors.every(({ status }) => isOut(status));
  if (allOut) {
    throw new DomainError('connector_unavailable', { detail: 'It is out of order or out of service.' });
  }
};

/** A session that may be moved brings its station with it, wherever that stands now. */
const seenStation = (caller: Caller, station: Station | null, session: Session | null): Station => {
  if (station === null || (session === null && !sees(caller, 'stations')(station))) {
    throw new DomainError('not_found', { detail: 'There is no such station, or the client may not see it.' });
  }
  return station;
};

const usableToken = (caller: Caller, token: Token | null, station: Station, now: Date): TokenRef => {
  const isGood =
    token !== null &&
    token.partyId === station.partyId &&
    sees(caller, 'tokens')(token) &&
    startStatus(token, now) === 'ACCEPTED';
  if (!isGood) {
    throw new DomainError('token_not_valid');
  }
  return { uid: token.uid, type: token.type };
};

/** open: the station's sessions that run. starts: those of late, newest first. */
const checkStart = (
  station: Station,
  parameters: CommandParameters['START_SESSION'],
  token: TokenRef,
  { open, starts }: { readonly open: readonly Session[]; readonly starts: readonly Command<'START_SESSION'>[] },
  now: Date,
): void => {
  const { evseId } = parameters;
  // First of all: whoever asks again is told what runs, whatever else would be said.
  const running = alreadyRunning({ evseId, token }, open);
  if (running !== null) throw running;
  checkInService(station, parameters);
  const taken = open.some(
    (session) =>
      evseId !== null &&
      session.evseId === evseId &&
      session.token !== null &&
      session.token.uid.toLowerCase() !== token.uid.toLowerCase(),
  );
  if (taken) {
    throw new DomainError('connector_unavailable', { detail: 'Another session is running on this EVSE.' });
  }
  const retryAfterS = coolDownS(starts, evseId, now);
  if (retryAfterS !== null) throw new DomainError('cool_down', { retryAfterS });
};

type Named = { readonly sessionId: string | null; readonly token: TokenRef | null };

export const createFindTarget = ({
  store,
  supports,
  triggers,
}: {
  readonly store: Pick<Store, 'get' | 'station' | 'session' | 'token' | 'openSessionsOf' | 'recentCommands'>;
  readonly supports: Supports;
  readonly triggers: Triggers;
}): FindTarget => {
  /** What the request names, all at once: the store answers what is asked in one tick together. */
  const lookUp = async ({ type, stationId }: CommandRequest, named: Named, now: Date) => {
    const startsAt = type === 'START_SESSION' ? stationId : null;
    const [session, station, token, open, starts] = await Promise.all([
      named.sessionId === null ? null : store.session(named.sessionId),
      stationId === null ? null : store.station(stationId),
      named.token === null ? null : store.token(named.token.uid),
      startsAt === null ? [] : store.openSessionsOf(startsAt),
      startsAt === null
        ? []
        : store.recentCommands(startsAt, 'START_SESSION', new Date(now.getTime() - COOL_DOWN_LOOK_BACK_MS)),
    ]);
    // A session brings its station with it.
    const its = station === null && session !== null ? await store.station(session.stationId) : station;
    return { session, station: its, token, open, starts };
  };

  /** An EVSE's uid says the same as its station and its number there. */
  const byUid = async (caller: Caller, request: CommandRequest): Promise<CommandRequest> => {
    const { evseUid = null, ...rest } = request;
    if (evseUid === null) return request;
    const record = await findEvse(store, evseUid);
    if (record === null || !sees(caller, 'evses')(record)) {
      throw new DomainError('not_found', { detail: 'There is no such EVSE, or the client may not see it.' });
    }
    if (record.stationId === null) {
      throw new DomainError('connector_unavailable', { detail: 'No station has this EVSE any more.' });
    }
    const { evseId = null } = namedConnector(request);
    if (request.stationId !== null && request.stationId !== record.stationId) {
      throw invalid([{ pointer: '/stationId', detail: 'The EVSE is at another station.' }]);
    }
    if (evseId !== null && evseId !== record.number) {
      throw invalid([{ pointer: '/parameters/evseId', detail: 'The EVSE has another number.' }]);
    }
    return withEvse({ ...rest, stationId: record.stationId } as CommandRequest, record.number);
  };

  /**
   * Where an EVSE is meant and none is named: that of the connector that is named, else the only one of the station.
   * OCPP 1.6 knows connectors alone: each is an EVSE of its own here.
   */
  const withMeantEvse = async (caller: Caller, request: CommandRequest): Promise<CommandRequest> => {
    const { type, stationId } = request;
    const byConnector = namesConnectorAlone(request);
    const isMeant = byConnector || (meansOnlyEvse(type) && (namedConnector(request).evseId ?? null) === null);
    if (stationId === null || !isMeant) return request;
    const station = await store.station(stationId);
    if (station === null || !sees(caller, 'stations')(station)) return request;
    if (byConnector && station.protocol === '1.6') return withConnectorAsEvse(request);
    const [only, ...others] = station.evses;
    return only !== undefined && others.length === 0 ? withEvse(request, only.id) : request;
  };

  return async (caller, asked, now) => {
    const request = await withMeantEvse(caller, await byUid(caller, asked));
    const { type, parameters, expiresInS } = request;
    const faults = [...parameterFaults(type, parameters, now)];
    if (expiresInS !== null && !(Number.isSafeInteger(expiresInS) && expiresInS >= 1 && expiresInS <= 86_400)) {
      faults.push({ pointer: '/expiresInS', detail: 'Must be a whole number from 1 to 86400.' });
    }
    const named = { sessionId: namedSession(request), token: namedToken(request) };
    if (request.stationId === null && named.sessionId === null) {
      faults.push({ pointer: '/stationId', detail: 'Needed where no session or EVSE names the station.' });
    }
    if (faults.length > 0) throw invalid(faults);

    const found = await lookUp(request, named, now);
    const { session } = found;
    if (named.sessionId !== null && (session === null || !sees(caller, 'sessions')(session))) {
      throw new DomainError('not_found', { detail: 'There is no such session, or the client may not see it.' });
    }
    if (session !== null && request.stationId !== null && request.stationId !== session.stationId) {
      throw invalid([{ pointer: '/stationId', detail: 'The session is at another station.' }]);
    }
    // Its station may have been deleted since.
    if (found.station === null && session !== null && !isOpen(session)) throw new DomainError('session_ended');
    const station = seenStation(caller, found.station, session);
    if (station.replacedBy !== null) {
      throw new DomainError('station_replaced', { detail: replacedFault(station).detail });
    }
    if (named.token === null && session === null && !isUnbound(caller)) {
      // Whoever is limited to tokens moves sessions, never the station that others use too.
      throw new DomainError('forbidden', { detail: 'The client may only start, stop and limit its own sessions.' });
    }
    const token = named.token === null ? null : usableToken(caller, found.token, station, now);
    if (session !== null && !isOpen(session)) {
      throw new DomainError('session_ended');
    }
    if (station.protocol !== null && !supports(station.protocol, type)) {
      throw new DomainError('not_supported', { detail: `OCPP ${station.protocol} does not know ${type}.` });
    }
    if (type === 'TRIGGER_MESSAGE') {
      checkTrigger(station, parameters.message, station.protocol === null ? null : triggers(station.protocol));
    }
    checkAbilities(station, request);
    checkConnector(station, request);
    if (type === 'START_SESSION' && token !== null) checkStart(station, parameters, token, found, now);
    return { request, station, session, token };
  };
};
