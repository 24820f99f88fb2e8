/**
 * What each function of the services is to the audit log: a read, or a write by its name there. A function that is added
 * to the services does not compile until it is said here.
 */
import { COMMAND_TYPES, type CommandType } from '../../domain/commands/commands.ts';
import type { BulkCommandRequest, CommandRequest } from '../api/commands.ts';
import type { Services } from '../api/services.ts';

/** Of a function whose input decides: its operation, by what it was given behind the caller. */
type ByInput = (input: never) => string;

/** The part before the dot is what the log calls the object. */
export type Asked = 'read' | `${string}.${string}` | ByInput;

type Table = { readonly [S in keyof Services]: { readonly [F in keyof Services[S]]: Asked } };

export const OPERATIONS = {
  locations: {
    list: 'read',
    get: 'read',
    byIds: 'read',
    current: 'location.put',
    put: 'location.put',
    putMany: 'location.put',
    remove: 'location.delete',
  },
  stations: {
    list: 'read',
    get: 'read',
    byIds: 'read',
    configuration: 'read',
    current: 'station.put',
    put: 'station.put',
    putMany: 'station.put',
    remove: 'station.delete',
    dismissProblems: 'station.dismiss_problems',
    replace: 'station.replace',
  },
  evses: { get: 'read', list: 'read', current: 'evse.put', update: 'evse.put' },
  plugs: { evses: 'read', locations: 'read', stationsAt: 'read' },
  stationTemplates: {
    list: 'read',
    get: 'read',
    current: 'station_template.update',
    create: 'station_template.create',
    update: 'station_template.update',
    remove: 'station_template.delete',
  },
  outages: { list: 'read' },
  meterPublicKeys: { list: 'read' },
  quarantinedMessages: {
    list: 'read',
    get: 'read',
    apply: 'quarantined_message.apply',
    dismiss: 'quarantined_message.dismiss',
  },
  messages: { list: 'read' },
  traces: { ofCommand: 'read', ofSession: 'read' },
  tokens: {
    list: 'read',
    get: 'read',
    byUids: 'read',
    current: 'token.put',
    put: 'token.put',
    putMany: 'token.put',
    remove: 'token.delete',
  },
  sessions: { list: 'read', get: 'read', byIds: 'read', readings: 'read', close: 'session.close' },
  commands: {
    request: ({ type }: CommandRequest): CommandType => type,
    requestMany: ({ request }: BulkCommandRequest): CommandType => request.type,
    check: 'read',
    get: 'read',
    byIds: 'read',
    list: 'read',
    wait: 'read',
    cancel: 'command.cancel',
  },
  events: { list: 'read', get: 'read', stream: 'read' },
  accounts: {
    list: 'read',
    get: 'read',
    create: 'account.create',
    update: 'account.update',
    remove: 'account.delete',
    invite: 'account.invite',
    resetPassword: 'account.reset_password',
    resetTotp: 'account.reset_totp',
    lock: 'account.lock',
    unlock: 'account.unlock',
  },
  clients: { list: 'read', get: 'read', put: 'client.put', update: 'client.update', remove: 'client.delete' },
  webhooks: {
    list: 'read',
    get: 'read',
    create: 'webhook.create',
    update: 'webhook.update',
    remove: 'webhook.delete',
    rotateSecret: 'webhook.rotate_secret',
    enable: 'webhook.enable',
    disable: 'webhook.disable',
    withheldTypes: 'read',
    // They change no document: what is sent again is among the deliveries.
    test: 'read',
    replay: 'read',
    deliveries: 'read',
    delivery: 'read',
  },
  persistedOperations: {
    list: 'read',
    get: 'read',
    register: 'persisted_operation.register',
    remove: 'persisted_operation.delete',
    documentFor: 'read',
  },
  parties: { names: 'read', list: 'read', get: 'read', current: 'party.put', put: 'party.put' },
  auditLog: { list: 'read', get: 'read' },
  sandboxes: {
    list: 'read',
    get: 'read',
    create: 'sandbox.create',
    remove: 'sandbox.delete',
    stations: 'read',
    addStation: 'sandbox.add_station',
    act: 'sandbox.act',
  },
} as const satisfies Table;

/** Writes that are made by none of the services' functions: at the start, or by the issuer's pages. */
export const OTHER_OPERATIONS = [
  'client.put_by_settings',
  // In its time, or by the settings; see services/signing-keys.ts.
  'signing_key.rotate',
  // By whose account it is, see services/accounts/sign-in.ts.
  'account.sign_in',
  'account.use_code',
  'account.link_identity',
  'account.set_password',
  'account.set_up_totp',
  'account.create_by_identity',
] as const;

type Declared<T> = T extends Readonly<Record<string, infer F>> ? F : never;
type Named = Declared<(typeof OPERATIONS)[keyof Services]>;

/** What the log calls a write. */
export type Operation = Exclude<Extract<Named, string>, 'read'> | (typeof OTHER_OPERATIONS)[number] | CommandType;

const declared: readonly (string | ByInput)[] = Object.values<Readonly<Record<string, string | ByInput>>>(
  OPERATIONS,
).flatMap((functions) => Object.values(functions));

/** All of them, for the documents and for tests. */
export const OPERATION_NAMES: readonly string[] = [
  ...new Set(declared.filter((operation) => typeof operation === 'string' && operation !== 'read')),
  ...OTHER_OPERATIONS,
  ...COMMAND_TYPES,
].map(String);
