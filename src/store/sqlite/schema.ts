/** The store's tables. Instants are milliseconds since 1970; uids are in lower case. Released steps never change. */

// (created_at, …, updated_at): a page filtered by updated_at need not look into the rows that it passes over.
const first = `
CREATE TABLE locations (
  id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, doc TEXT NOT NULL
) STRICT;
CREATE INDEX locations_in_order ON locations (created_at, id, updated_at);

CREATE TABLE stations (
  id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, location_id TEXT, online INTEGER NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, doc TEXT NOT NULL
) STRICT;
CREATE INDEX stations_in_order ON stations (created_at, id, updated_at);
CREATE INDEX stations_of_location ON stations (location_id, created_at, id);
CREATE INDEX stations_online ON stations (created_at, id) WHERE online = 1;
CREATE INDEX stations_offline ON stations (created_at, id) WHERE online = 0;

CREATE TABLE tokens (
  uid TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, driver_id TEXT,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, doc TEXT NOT NULL
) STRICT;
CREATE INDEX tokens_in_order ON tokens (created_at, uid, updated_at);
CREATE INDEX tokens_of_driver ON tokens (driver_id, created_at, uid) WHERE driver_id IS NOT NULL;

CREATE TABLE sessions (
  id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, station_id TEXT NOT NULL, location_id TEXT,
  token_uid TEXT, driver_id TEXT, status TEXT NOT NULL, transaction_id TEXT NOT NULL, start_key TEXT,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, doc TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_in_order ON sessions (created_at, id, updated_at);
CREATE INDEX sessions_of_station ON sessions (station_id, created_at, id);
CREATE INDEX sessions_of_location ON sessions (location_id, created_at, id) WHERE location_id IS NOT NULL;
CREATE INDEX sessions_of_token ON sessions (token_uid, created_at, id) WHERE token_uid IS NOT NULL;
CREATE INDEX sessions_of_driver ON sessions (driver_id, created_at, id) WHERE driver_id IS NOT NULL;
CREATE INDEX sessions_by_status ON sessions (status, created_at, id);
CREATE INDEX sessions_open_of_station ON sessions (station_id, created_at, id)
  WHERE status IN ('PENDING', 'ACTIVE');
CREATE INDEX sessions_open_of_token ON sessions (token_uid, created_at, id)
  WHERE status IN ('PENDING', 'ACTIVE') AND token_uid IS NOT NULL;
CREATE INDEX sessions_by_transaction ON sessions (station_id, transaction_id, created_at);
CREATE INDEX sessions_by_start_key ON sessions (station_id, start_key, created_at) WHERE start_key IS NOT NULL;

CREATE TABLE readings (
  session_id TEXT NOT NULL, key TEXT NOT NULL, sampled_at INTEGER NOT NULL, doc TEXT NOT NULL,
  UNIQUE (session_id, key)
) STRICT;
CREATE INDEX readings_in_order ON readings (session_id, sampled_at, key);

CREATE TABLE commands (
  id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, number INTEGER NOT NULL, type TEXT NOT NULL,
  status TEXT NOT NULL, station_id TEXT NOT NULL, location_id TEXT, session_id TEXT, token_uid TEXT,
  client_id TEXT NOT NULL, user_id TEXT,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, doc TEXT NOT NULL
) STRICT;
CREATE INDEX commands_in_order ON commands (created_at, id, updated_at);
CREATE INDEX commands_of_session ON commands (session_id, created_at, id) WHERE session_id IS NOT NULL;
CREATE INDEX commands_of_station ON commands (station_id, created_at, id);
CREATE INDEX commands_of_client ON commands (client_id, created_at, id);
CREATE INDEX commands_of_user ON commands (user_id, created_at, id) WHERE user_id IS NOT NULL;
CREATE INDEX commands_of_token ON commands (token_uid, created_at, id) WHERE token_uid IS NOT NULL;
CREATE INDEX commands_of_location ON commands (location_id, created_at, id) WHERE location_id IS NOT NULL;
CREATE INDEX commands_by_status ON commands (status, created_at, id);
CREATE INDEX commands_by_type ON commands (type, created_at, id);
CREATE INDEX commands_by_number ON commands (station_id, number);
CREATE INDEX commands_unsettled ON commands (created_at, id) WHERE status IN ('QUEUED', 'SENT', 'ACCEPTED');
CREATE INDEX commands_unsettled_of_station ON commands (station_id, created_at, id)
  WHERE status IN ('QUEUED', 'SENT', 'ACCEPTED');
CREATE INDEX commands_starts ON commands (station_id, created_at, id) WHERE type = 'START_SESSION';

CREATE TABLE clients (
  id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, doc TEXT NOT NULL
) STRICT;
CREATE INDEX clients_in_order ON clients (created_at, id, updated_at);

-- AUTOINCREMENT: a place in the log is never given again, though the newest event were pruned.
CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
  occurred_at INTEGER NOT NULL, object_id TEXT NOT NULL, location_id TEXT, station_id TEXT, session_id TEXT,
  seen_by_token TEXT, seen_by_driver TEXT, doc TEXT NOT NULL
) STRICT;
CREATE INDEX events_of_object ON events (object_id);
CREATE INDEX events_of_station ON events (station_id) WHERE station_id IS NOT NULL;
CREATE INDEX events_of_location ON events (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX events_of_session ON events (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX events_of_type ON events (type);
CREATE INDEX events_seen_by_token ON events (seen_by_token) WHERE seen_by_token IS NOT NULL;
CREATE INDEX events_seen_by_driver ON events (seen_by_driver) WHERE seen_by_driver IS NOT NULL;
CREATE INDEX events_by_time ON events (occurred_at);

CREATE TABLE idempotency (
  client_id TEXT NOT NULL, key TEXT NOT NULL, request_hash TEXT NOT NULL, command_id TEXT NOT NULL,
  created_at INTEGER NOT NULL, PRIMARY KEY (client_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_time ON idempotency (created_at);

CREATE TABLE records (
  kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, expires_at INTEGER, group_id TEXT,
  PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX records_of_group ON records (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX records_by_expiry ON records (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE sequences (name TEXT PRIMARY KEY, taken INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE probe (id INTEGER PRIMARY KEY, times INTEGER NOT NULL) STRICT;
INSERT INTO probe VALUES (1, 0);
`;

/** Commands know the node that sent them. */
const second = `
UPDATE commands SET doc = json_set(doc, '$.sentBy', NULL) WHERE json_type(doc, '$.sentBy') IS NULL;
`;

// One tree in place of a table and two indexes: no message comes more often than a meter value.
// The key says the instant too, so (session_id, key) is as unique as it was.
const readingsInOneTree = `
ALTER TABLE readings RENAME TO readings_before;
CREATE TABLE readings (
  session_id TEXT NOT NULL, sampled_at INTEGER NOT NULL, key TEXT NOT NULL, doc TEXT NOT NULL,
  PRIMARY KEY (session_id, sampled_at, key)
) STRICT, WITHOUT ROWID;
INSERT INTO readings SELECT session_id, sampled_at, key, doc FROM readings_before;
DROP TABLE readings_before;
`;

// What was changed over a day after it was made, or before: the few that a list of changes does not find beside its time.
const changedLate = `
CREATE INDEX sessions_changed_late ON sessions (created_at, id, updated_at)
  WHERE abs(updated_at - created_at) > 86400000;
CREATE INDEX commands_changed_late ON commands (created_at, id, updated_at)
  WHERE abs(updated_at - created_at) > 86400000;
`;

// See event-places.ts. What events had an index for is now said once for each block of 1024; 1 event in 1024 pays.
const eventPlaces = `
CREATE TABLE event_places (
  field TEXT NOT NULL, value TEXT NOT NULL, block INTEGER NOT NULL, places TEXT NOT NULL,
  PRIMARY KEY (field, value, block)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_places_by_block ON event_places (block);
CREATE TABLE events_placed (id INTEGER PRIMARY KEY CHECK (id = 1), until INTEGER NOT NULL) STRICT;
INSERT INTO events_placed SELECT 1, coalesce(max(seq), 0) / 1024 * 1024 FROM events;
INSERT INTO event_places (field, value, block, places)
SELECT field, value, (seq - 1) / 1024, json_group_array((seq - 1) % 1024 + 1) FROM (
  SELECT 'type' AS field, type AS value, seq FROM events
  UNION ALL SELECT 'object_id', object_id, seq FROM events
  UNION ALL SELECT 'location_id', location_id, seq FROM events WHERE location_id IS NOT NULL
  UNION ALL SELECT 'station_id', station_id, seq FROM events WHERE station_id IS NOT NULL
  UNION ALL SELECT 'session_id', session_id, seq FROM events WHERE session_id IS NOT NULL
  UNION ALL SELECT 'seen_by_token', seen_by_token, seq FROM events WHERE seen_by_token IS NOT NULL
  UNION ALL SELECT 'seen_by_driver', seen_by_driver, seq FROM events WHERE seen_by_driver IS NOT NULL
) WHERE seq <= (SELECT until FROM events_placed) GROUP BY field, value, (seq - 1) / 1024;
DROP INDEX events_of_object;
DROP INDEX events_of_station;
DROP INDEX events_of_location;
DROP INDEX events_of_session;
DROP INDEX events_of_type;
DROP INDEX events_seen_by_token;
DROP INDEX events_seen_by_driver;
`;

// The recent commands of a station are found, of whatever type, by the index of all that are its.
const noIndexOfStarts = `
DROP INDEX commands_starts;
`;

// Nothing to change: releases that kept a journal beside the file must not write it any more, and refuse a step that they
// do not know.
const withoutJournal = `
SELECT 1;
`;

// What was there is the default party's (domain/party.ts), whole blocks of the log and what is behind them.
const eventsOfParties = `
ALTER TABLE events ADD COLUMN party_id TEXT NOT NULL DEFAULT 'default';
INSERT INTO event_places (field, value, block, places)
SELECT 'party_id', 'default', (seq - 1) / 1024, json_group_array((seq - 1) % 1024 + 1)
FROM events WHERE seq <= (SELECT until FROM events_placed) GROUP BY (seq - 1) / 1024;
`;

// What was there is of no group, and has no place under one.
const eventsOfGroups = `
ALTER TABLE events ADD COLUMN station_group_id TEXT;
`;

// Commands were told before there was a column for whose they are, as domain/event-scopes.ts says it.
const eventsOfOwners = `
ALTER TABLE events ADD COLUMN owner TEXT;
UPDATE events SET owner = 'command ' || json_array(json_extract(doc, '$.data.command.requestedBy.clientId'))
WHERE type = 'command.updated';
INSERT INTO event_places (field, value, block, places)
SELECT 'owner', owner, (seq - 1) / 1024, json_group_array((seq - 1) % 1024 + 1)
FROM events WHERE owner IS NOT NULL AND seq <= (SELECT until FROM events_placed) GROUP BY owner, (seq - 1) / 1024;
`;

export const storeMigrations: readonly string[] = [
  first,
  second,
  readingsInOneTree,
  changedLate,
  eventPlaces,
  noIndexOfStarts,
  withoutJournal,
  eventsOfParties,
  eventsOfGroups,
  eventsOfOwners,
];
