/** The reads that are named by their kind, on those that every kind has: the same for both stores. */
import type { DocumentStore } from '../services/ports/document-store.ts';
import type { Store } from '../services/ports/store.ts';

export type NarrowReads = Pick<
  Store,
  | 'location'
  | 'locationsById'
  | 'locations'
  | 'countLocations'
  | 'station'
  | 'stationsById'
  | 'stations'
  | 'countStations'
  | 'token'
  | 'tokensByUid'
  | 'tokens'
  | 'countTokens'
  | 'session'
  | 'sessionsById'
  | 'sessions'
  | 'countSessions'
  | 'command'
  | 'commandsById'
  | 'commands'
  | 'countCommands'
  | 'client'
  | 'clients'
>;

const ofStations = ({ locationId, online, hasProblems = null, ...query }: Parameters<Store['stations']>[0]) => ({
  ...query,
  where: { locationId, online, hasProblems },
});

const ofSessions = ({
  stationId,
  locationId,
  tokenUid,
  status,
  evseUid = null,
  ...query
}: Parameters<Store['sessions']>[0]) => ({
  ...query,
  where: { stationId, locationId, tokenUid, status, evseUid },
});

const ofCommands = ({
  stationId,
  sessionId,
  type,
  status,
  clientId,
  evseUid = null,
  batchId = null,
  locationId = null,
  ...query
}: Parameters<Store['commands']>[0]) => ({
  ...query,
  where: { stationId, sessionId, type, status, clientId, evseUid, batchId, locationId },
});

const whole = <Query extends object>(query: Query) => ({ ...query, where: {} });

export const createNarrowReads = ({ get, getMany, list, count }: DocumentStore): NarrowReads => ({
  location: (id) => get('locations', id),
  locationsById: (ids) => getMany('locations', ids),
  locations: (query) => list('locations', whole(query)),
  countLocations: (query, upTo) => count('locations', whole(query), upTo),
  station: (id) => get('stations', id),
  stationsById: (ids) => getMany('stations', ids),
  stations: (query) => list('stations', ofStations(query)),
  countStations: (query, upTo) => count('stations', ofStations(query), upTo),
  token: (uid) => get('tokens', uid),
  tokensByUid: (uids) => getMany('tokens', uids),
  tokens: (query) => list('tokens', whole(query)),
  countTokens: (query, upTo) => count('tokens', whole(query), upTo),
  session: (id) => get('sessions', id),
  sessionsById: (ids) => getMany('sessions', ids),
  sessions: (query) => list('sessions', ofSessions(query)),
  countSessions: (query, upTo) => count('sessions', ofSessions(query), upTo),
  command: (id) => get('commands', id),
  commandsById: (ids) => getMany('commands', ids),
  commands: (query) => list('commands', ofCommands(query)),
  countCommands: (query, upTo) => count('commands', ofCommands(query), upTo),
  client: (id) => get('clients', id),
  clients: (query) => list('clients', whole(query)),
});
