/** The tools of /mcp as rows of the table of authorisation: what opens each, and a call of it upon somebody's object. */
import type { Scope } from '../../../src/domain/access.ts';
import { type Access, accessOf, type Bound, type ClientKind, type Reach } from './client-kinds.ts';
import type { Theirs } from './operations.ts';

export type ToolRow = {
  /** Any of them opens it; null: any token does. */
  readonly scopes: readonly Scope[] | null;
  readonly access: Access;
  readonly outside: 'refused' | 'left_out';
  readonly arguments: object;
};

const CONTROL = ['sessions:control', 'stations:control', 'charging:control'] as const;
const COMMANDS = ['stations:read', 'sessions:read'] as const;

const row =
  (outside: ToolRow['outside']) =>
  (
    scopes: readonly Scope[] | null,
    bound: Bound,
    given: object = {},
    unlike: { readonly [K in ClientKind]?: Reach } = {},
  ): ToolRow => ({ scopes, access: accessOf(scopes, bound, unlike), outside, arguments: given });
const list = row('left_out');
const one = row('refused');

/** By name. */
export const toolRows = (theirs: Theirs): Readonly<Record<string, ToolRow>> => ({
  who_am_i: list(null, 'none'),
  list_locations: list(['locations:read'], 'location'),
  get_location: one(['locations:read'], 'location', { id: theirs.location }),
  list_stations: list(['stations:read'], 'station'),
  get_station: one(['stations:read'], 'station', { id: theirs.station }),
  get_evse: one(['stations:read'], 'station', { id: theirs.evse }, { sandbox: 'none' }),
  list_outages: list(['stations:read'], 'station'),
  list_sessions: list(['sessions:read'], 'session'),
  get_session: one(['sessions:read'], 'session', { id: theirs.session }),
  list_commands: list(COMMANDS, 'command'),
  get_command: one(COMMANDS, 'command', { id: theirs.command }),
  list_events: list(['events:read'], 'session', { limit: 50, types: ['session.started'] }),
  prepare_command: one(
    CONTROL,
    'control',
    { type: 'RESET_STATION', input: { station_id: theirs.station } },
    { driver: 'no_scope' },
  ),
  // Nobody has prepared it: whoever may confirm is told that there is none.
  confirm_command: one(CONTROL, 'sandbox', { confirmation_id: theirs.command }, { administration: 'none' }),
  cancel_command: one(CONTROL, 'command', { id: theirs.command }),
});
