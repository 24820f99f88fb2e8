/** Every operation of every face, with what opens it and a call of it upon an object of somebody else. */
import type { Scope } from '../../../src/domain/access.ts';
import { type Access, accessOf, type Bound, type ClientKind, type Reach } from './client-kinds.ts';

export type Theirs = {
  readonly location: string;
  readonly station: string;
  readonly session: string;
  readonly token: string;
  readonly command: string;
  readonly evse: string;
  /** A template of a station model. */
  readonly template: string;
  /** A message in quarantine. */
  readonly quarantined: string;
  /** An entry of the audit log. */
  readonly auditEntry: string;
  /** As it is named, such as NL-VGT. */
  readonly party: string;
  /** An account of the same party. */
  readonly account: string;
  readonly client: string;
  /** A persisted operation of the client. */
  readonly operation: string;
  readonly sandbox: string;
  /** One of their station. */
  readonly event: string;
  readonly webhook: string;
  /** Of an event to it. */
  readonly delivery: string;
  /** An id in the event log before all of their events. */
  readonly firstEvent: string;
};

export type Operation = {
  /** null: any token opens it; what it shows depends on other scopes. */
  readonly scope: Scope | null;
  readonly bound: Bound;
  /** Its cells: what each kind of client reaches by it. */
  readonly access: Access;
  /** What is not reached. refused: as if nobody had it; left_out: an answer without it. */
  readonly outside: 'refused' | 'left_out';
  /** What it names in a field: one that is not the caller's is refused as a fault of that field. */
  readonly named?: 'location' | 'client';
};

type Rest = Operation & {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
};
type Graphql = Operation & { readonly document: string; readonly variables?: object };

const LOCATION = { address: 'Street 1', city: 'Utrecht', country: 'NLD' };
const TEMPLATE = [{ connectors: [{ id: 1, standard: 'CHADEMO' }] }];
/** By what the operations of a scope are bound, unless their row says otherwise. */
const BOUND_OF: Readonly<Record<Scope, Bound>> = {
  'locations:read': 'location',
  'stations:read': 'station',
  'stations:write': 'control',
  'stations:control': 'control',
  'sessions:read': 'session',
  'sessions:control': 'session',
  'charging:control': 'control',
  'tokens:read': 'token',
  'tokens:write': 'token',
  'tariffs:read': 'party',
  'tariffs:write': 'party',
  'cdrs:read': 'session',
  'webhooks:manage': 'client',
  'events:read': 'station',
  'demand_response:read': 'party',
  'demand_response:write': 'party',
  'partners:manage': 'party',
  'parties:read': 'parties',
  'parties:write': 'partyChange',
  'clients:manage': 'party',
  'accounts:manage': 'party',
  'reports:read': 'party',
  'audit:read': 'party',
  'sandbox:control': 'simulated',
};

/** Kinds of client that reach something else than the bound says. */
type Unlike = { readonly [K in ClientKind]?: Reach };

const row =
  (outside: Operation['outside']) =>
  (scope: Scope | null, bound?: Bound, unlike: Unlike = {}) => {
    const by = bound ?? (scope === null ? 'command' : BOUND_OF[scope]);
    return { scope, bound: by, access: accessOf(scope === null ? null : [scope], by, unlike), outside };
  };
/** Of many: what is not the caller's is left out. */
const list = row('left_out');
/** Of one object: what is not the caller's is as if nobody had it. */
const one = row('refused');

const CONTROL = one('stations:control');
/** By its location, which who is bound to groups does not see. */
const AT_PLACE = one('stations:control', 'control', { ofGroup: 'none' });
const CHARGING = one('charging:control');
const SESSIONS = one('sessions:control');
const STARTS = one('sessions:control', 'session', { sandbox: 'own' });
const STATION_PUT = { ...one('stations:write'), named: 'location' } as const;
const REGISTRATION = { ...one('clients:manage'), named: 'client' } as const;
/** Of all stations of a party. */
const OF_WHOLE_PARTIES = { ofLocation: 'forbidden', ofGroup: 'forbidden', ofToken: 'forbidden' } as const;
/** One of nobody's sandbox. */
const UNSEEN_BY_SANDBOX = { sandbox: 'none' } as const;
/** Clients are bound to nothing: whoever manages them can give any grant. */
const clients = list('clients:manage', 'none');
const webhook = one('webhooks:manage');
/** Nothing is there: what is sent is refused at once. */
const NOWHERE = 'http://127.0.0.1:1/hook';
const ONCE = { administration: 'free' } as const;
const account = one('accounts:manage');

const get = (path: string) => ({ method: 'GET', path }) as const;
const send = (method: 'PUT' | 'PATCH' | 'POST' | 'DELETE', path: string, body?: object) =>
  ({ method, path, ...(body === undefined ? {} : { body }) }) as const;

/** By operationId. */
export const restOperations = (theirs: Theirs): Readonly<Record<string, Rest>> => {
  const station_id = theirs.station;
  const command = (type: string, body: object) => send('POST', `/commands/${type}`, { station_id, ...body });
  const variable = { component: 'C', variable: 'V' };
  const profile = {
    id: 1,
    purpose: 'TX_DEFAULT',
    schedule: { charging_rate_unit: 'A', charging_profile_period: [{ start_period: 0, limit: 16 }] },
  };
  const location = {
    ...LOCATION,
    coordinates: { latitude: '52.05', longitude: '5.10' },
    time_zone: 'Europe/Amsterdam',
  };
  const token = { type: 'RFID', contract_id: 'C', status: 'ACCEPTED' };
  const station = {
    location_id: theirs.location,
    group_id: `${theirs.station}-GROUP`,
    registration: 'accepted',
    security_profile: 0,
    validation: 'strict',
  };
  return {
    getMe: { ...get('/me'), ...list(null, 'none') },
    listLocations: { ...get('/locations'), ...list('locations:read') },
    getLocation: { ...get(`/locations/${theirs.location}`), ...one('locations:read') },
    putLocation: { ...send('PUT', `/locations/${theirs.location}`, location), ...one('stations:write', 'place') },
    putLocations: {
      ...send('PUT', '/locations', [{ id: theirs.location, ...location }]),
      ...one('stations:write', 'place'),
    },
    patchLocation: {
      ...send('PATCH', `/locations/${theirs.location}`, { city: 'A' }),
      ...one('stations:write', 'place'),
    },
    listStations: { ...get('/stations'), ...list('stations:read') },
    getStation: { ...get(`/stations/${theirs.station}`), ...one('stations:read') },
    getStationConfiguration: {
      ...get(`/stations/${theirs.station}/configuration`),
      ...one('stations:read', 'control'),
    },
    putStation: { ...send('PUT', `/stations/${theirs.station}`, station), ...STATION_PUT },
    putStations: { ...send('PUT', '/stations', [{ id: theirs.station, ...station }]), ...STATION_PUT },
    patchStation: { ...send('PATCH', `/stations/${theirs.station}`, { name: 'A' }), ...one('stations:write') },
    replaceStation: {
      ...send('POST', `/stations/${theirs.station}/replace`, { replacement: 'NEW', station: { security_profile: 0 } }),
      ...one('stations:write'),
    },
    deleteStation: { ...send('DELETE', `/stations/${theirs.station}`), ...one('stations:write') },
    deleteLocation: { ...send('DELETE', `/locations/${theirs.location}`), ...one('stations:write', 'place') },
    dismissProblems: { ...send('DELETE', `/stations/${theirs.station}/problems`), ...one('stations:write') },
    dismissProblem: { ...send('DELETE', `/stations/${theirs.station}/problems/1`), ...one('stations:write') },
    listEvses: { ...get('/evses'), ...list('stations:read') },
    patchEvse: { ...send('PATCH', `/evses/${theirs.evse}`, { evse_id: 'NL*VGT*E1' }), ...one('stations:write') },
    getEvse: { ...get(`/evses/${theirs.evse}`), ...one('stations:read', 'station', UNSEEN_BY_SANDBOX) },
    listStationTemplates: { ...get('/station_templates'), ...list('stations:read', 'party') },
    createStationTemplate: {
      ...send('POST', '/station_templates', { vendor: 'V', model: 'of-rest', evses: TEMPLATE }),
      ...list('stations:write', 'none', OF_WHOLE_PARTIES),
    },
    getStationTemplate: {
      ...get(`/station_templates/${theirs.template}`),
      ...one('stations:read', 'party'),
    },
    putStationTemplate: {
      ...send('PUT', `/station_templates/${theirs.template}`, { evses: TEMPLATE }),
      ...one('stations:write', 'party'),
    },
    deleteStationTemplate: {
      ...send('DELETE', `/station_templates/${theirs.template}`),
      ...one('stations:write', 'party'),
    },
    listOutages: { ...get('/outages'), ...list('stations:read') },
    listStationMessages: { ...get(`/stations/${theirs.station}/messages`), ...one('stations:read') },
    listStationOutages: { ...get(`/stations/${theirs.station}/outages`), ...one('stations:read') },
    listMeterPublicKeys: { ...get('/meter_public_keys'), ...list('stations:read') },
    listStationMeterPublicKeys: { ...get(`/stations/${theirs.station}/meter_public_keys`), ...one('stations:read') },
    listQuarantinedMessages: { ...get('/quarantined_messages'), ...list('stations:read', 'hardware') },
    getQuarantinedMessage: {
      ...get(`/quarantined_messages/${theirs.quarantined}`),
      ...one('stations:read', 'hardware', UNSEEN_BY_SANDBOX),
    },
    applyQuarantinedMessage: {
      ...send('POST', `/quarantined_messages/${theirs.quarantined}/apply`),
      ...one('stations:write'),
    },
    dismissQuarantinedMessage: {
      ...send('POST', `/quarantined_messages/${theirs.quarantined}/dismiss`, { note: 'A' }),
      ...one('stations:write'),
    },
    listSessions: { ...get('/sessions'), ...list('sessions:read') },
    getSessionTrace: { ...get(`/sessions/${theirs.session}/trace`), ...one('sessions:read') },
    getSession: { ...get(`/sessions/${theirs.session}`), ...one('sessions:read') },
    listReadings: { ...get(`/sessions/${theirs.session}/readings`), ...one('sessions:read') },
    closeSession: { ...send('POST', `/sessions/${theirs.session}/close`), ...SESSIONS },
    listTokens: { ...get('/tokens'), ...list('tokens:read', 'token') },
    getToken: { ...get(`/tokens/${theirs.token}`), ...one('tokens:read', 'token') },
    putToken: { ...send('PUT', `/tokens/${theirs.token}`, token), ...one('tokens:write', 'token') },
    putTokens: { ...send('PUT', '/tokens', [{ uid: theirs.token, ...token }]), ...one('tokens:write', 'token') },
    deleteToken: { ...send('DELETE', `/tokens/${theirs.token}`), ...one('tokens:write', 'token') },
    patchToken: { ...send('PATCH', `/tokens/${theirs.token}`, { issuer: 'A' }), ...one('tokens:write', 'token') },
    listCommands: { ...get('/commands'), ...list(null) },
    getCommandTrace: { ...get(`/commands/${theirs.command}/trace`), ...one(null) },
    getCommand: { ...get(`/commands/${theirs.command}`), ...one(null) },
    cancelCommand: { ...send('POST', `/commands/${theirs.command}/cancel`), ...one(null) },
    startSession: { ...command('START_SESSION', { token: { uid: theirs.token, type: 'RFID' } }), ...STARTS },
    stopSession: { ...send('POST', '/commands/STOP_SESSION', { session_id: theirs.session }), ...SESSIONS },
    unlockConnector: { ...command('UNLOCK_CONNECTOR', { evse_id: 1 }), ...CONTROL },
    resetStation: { ...command('RESET_STATION', {}), ...CONTROL },
    changeAvailability: { ...command('CHANGE_AVAILABILITY', { operative: false }), ...CONTROL },
    triggerMessage: { ...command('TRIGGER_MESSAGE', { message: 'Heartbeat' }), ...CONTROL },
    getConfiguration: { ...command('GET_CONFIGURATION', {}), ...CONTROL },
    setConfiguration: { ...command('SET_CONFIGURATION', { key: 'K', value: 'V' }), ...CONTROL },
    getVariables: { ...command('GET_VARIABLES', { variables: [variable] }), ...CONTROL },
    setVariables: { ...command('SET_VARIABLES', { variables: [{ ...variable, value: '1' }] }), ...CONTROL },
    setChargingProfile: { ...command('SET_CHARGING_PROFILE', { profile }), ...CHARGING },
    clearChargingProfile: { ...command('CLEAR_CHARGING_PROFILE', { profile_id: 1 }), ...CHARGING },
    getCompositeSchedule: { ...command('GET_COMPOSITE_SCHEDULE', { duration_s: 60 }), ...CHARGING },
    setChargingLimit: { ...command('SET_CHARGING_LIMIT', { limit_w: 7000 }), ...CHARGING },
    clearChargingLimit: { ...command('CLEAR_CHARGING_LIMIT', {}), ...CHARGING },
    bulkResetStation: {
      ...send('POST', '/commands/bulk/RESET_STATION', { location_id: theirs.location }),
      ...AT_PLACE,
    },
    bulkChangeAvailability: {
      ...send('POST', '/commands/bulk/CHANGE_AVAILABILITY', { station_ids: [theirs.station], operative: false }),
      ...CONTROL,
    },
    bulkSetChargingLimit: {
      ...send('POST', '/commands/bulk/SET_CHARGING_LIMIT', { station_ids: [theirs.station], limit_w: 7000 }),
      ...CHARGING,
    },
    bulkClearChargingLimit: {
      ...send('POST', '/commands/bulk/CLEAR_CHARGING_LIMIT', { station_ids: [theirs.station] }),
      ...CHARGING,
    },
    listEvents: { ...get('/events?limit=1000'), ...list('events:read') },
    getEvent: { ...get(`/events/${theirs.event}`), ...one('events:read', 'station', UNSEEN_BY_SANDBOX) },
    streamEvents: { ...get(`/events/stream?after=${theirs.firstEvent}`), ...list('events:read') },
    listAuditLog: { ...get('/audit_log?limit=1000'), ...list('audit:read') },
    getAuditEntry: { ...get(`/audit_log/${theirs.auditEntry}`), ...one('audit:read') },
    listParties: { ...get('/parties'), ...list('parties:read') },
    getParty: { ...get(`/parties/${theirs.party}`), ...one('parties:read') },
    putParty: {
      ...send('PUT', `/parties/${theirs.party}`, { name: 'A', roles: ['CPO'] }),
      ...one('parties:write'),
    },
    listPersistedOperations: { ...get('/persisted_operations'), ...list('clients:manage') },
    registerPersistedOperation: {
      ...send('POST', '/persisted_operations', { document: 'query A { me { clientId } }', client_id: theirs.client }),
      ...REGISTRATION,
    },
    getPersistedOperation: {
      ...get(`/persisted_operations/${theirs.operation}`),
      ...one('clients:manage'),
    },
    deletePersistedOperation: {
      ...send('DELETE', `/persisted_operations/${theirs.operation}`),
      ...one('clients:manage'),
    },
    listSandboxes: { ...get('/sandboxes'), ...list('clients:manage', 'sandbox') },
    createSandbox: { ...send('POST', '/sandboxes', { name: 'A' }), ...one('clients:manage', 'sandbox', ONCE) },
    getSandbox: { ...get(`/sandboxes/${theirs.sandbox}`), ...one('clients:manage', 'sandbox') },
    deleteSandbox: { ...send('DELETE', `/sandboxes/${theirs.sandbox}`), ...one('clients:manage', 'sandbox') },
    listSandboxStations: { ...get('/sandbox/stations'), ...list('sandbox:control', 'none') },
    createSandboxStation: {
      ...send('POST', '/sandbox/stations', { protocol: '1.6' }),
      ...one('sandbox:control', 'simulated', { sandbox: 'free' }),
    },
    actInSandbox: {
      ...send('POST', `/sandbox/stations/${theirs.station}/actions/UNPLUG`, {}),
      ...one('sandbox:control'),
    },
    listAccounts: { ...get('/accounts'), ...list('accounts:manage', 'party') },
    createAccount: {
      ...send('POST', '/accounts', { login: 'somebody-of-rest', role: 'driver' }),
      ...list('accounts:manage', 'none'),
    },
    getAccount: { ...get(`/accounts/${theirs.account}`), ...account },
    patchAccount: { ...send('PATCH', `/accounts/${theirs.account}`, { name: 'A' }), ...account },
    inviteAccount: { ...send('POST', `/accounts/${theirs.account}/invite`), ...account },
    resetAccountPassword: { ...send('POST', `/accounts/${theirs.account}/reset_password`), ...account },
    resetAccountTotp: { ...send('POST', `/accounts/${theirs.account}/reset_totp`), ...account },
    lockAccount: { ...send('POST', `/accounts/${theirs.account}/lock`), ...account },
    unlockAccount: { ...send('POST', `/accounts/${theirs.account}/unlock`), ...account },
    deleteAccount: { ...send('DELETE', `/accounts/${theirs.account}`), ...account },
    listWebhookEndpoints: { ...get('/webhooks/endpoints'), ...list('webhooks:manage') },
    createWebhookEndpoint: {
      ...send('POST', '/webhooks/endpoints', { url: NOWHERE }),
      ...list('webhooks:manage', 'none'),
    },
    getWebhookEndpoint: { ...get(`/webhooks/endpoints/${theirs.webhook}`), ...webhook },
    patchWebhookEndpoint: {
      ...send('PATCH', `/webhooks/endpoints/${theirs.webhook}`, { description: 'A' }),
      ...webhook,
    },
    deleteWebhookEndpoint: { ...send('DELETE', `/webhooks/endpoints/${theirs.webhook}`), ...webhook },
    rotateWebhookSecret: { ...send('POST', `/webhooks/endpoints/${theirs.webhook}/rotate_secret`), ...webhook },
    testWebhookEndpoint: { ...send('POST', `/webhooks/endpoints/${theirs.webhook}/test`), ...webhook },
    disableWebhookEndpoint: { ...send('POST', `/webhooks/endpoints/${theirs.webhook}/disable`), ...webhook },
    enableWebhookEndpoint: { ...send('POST', `/webhooks/endpoints/${theirs.webhook}/enable`), ...webhook },
    replayWebhook: {
      ...send('POST', `/webhooks/endpoints/${theirs.webhook}/replay`, { after_event_id: theirs.firstEvent }),
      ...webhook,
    },
    listWebhookDeliveries: { ...get('/webhooks/deliveries'), ...list('webhooks:manage') },
    getWebhookDelivery: { ...get(`/webhooks/deliveries/${theirs.delivery}`), ...webhook },
    listClients: { ...get('/clients'), ...clients },
    getClient: { ...get(`/clients/${theirs.client}`), ...one('clients:manage') },
    putClient: {
      ...send('PUT', '/clients/made', { name: 'M', scopes: [], grants: {}, rotate_secret: true }),
      ...clients,
    },
    patchClient: { ...send('PATCH', `/clients/${theirs.client}`, { name: 'N' }), ...one('clients:manage') },
    deleteClient: { ...send('DELETE', `/clients/${theirs.client}`), ...one('clients:manage') },
  };
};

/** By `Type.field` of the schema's roots. */
export const graphqlOperations = (theirs: Theirs): Readonly<Record<string, Graphql>> => {
  const { location, station: stationId, session: sessionId, token: uid, command: commandId, evse, party } = theirs;
  const { quarantined, auditEntry, account: accountId, client, event, delivery } = theirs;
  const hook = { id: theirs.webhook };
  const mutate = (field: string, input: object, selection = 'id') => ({
    document: `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) { ${selection} } }`,
    variables: { input },
  });
  const page = (field: string, selection: string) => ({
    document: `{ ${field}(first: 1000) { edges { node { ${selection} } } } }`,
  });
  const variable = { component: 'C', variable: 'V' };
  const profile = {
    id: 1,
    purpose: 'TX_DEFAULT',
    schedule: { chargingRateUnit: 'A', chargingProfilePeriod: [{ startPeriod: 0, limit: 16 }] },
  };
  return {
    'Query.me': { document: '{ me { clientId } }', ...list(null, 'none') },
    'Query.location': { document: `{ location(id: "${location}") { id } }`, ...one('locations:read') },
    'Query.findEvses': {
      document: '{ findEvses(near: { latitude: 52.05, longitude: 5.1 }) { edges { node { uid stationId } } } }',
      ...list('stations:read'),
    },
    'Query.findLocations': {
      document: '{ findLocations(box: { west: 5, south: 52, east: 5.2, north: 52.1 }) { edges { node { id } } } }',
      ...list('locations:read'),
    },
    'Query.locations': { ...page('locations', 'id'), ...list('locations:read') },
    'Query.station': { document: `{ station(id: "${stationId}") { id } }`, ...one('stations:read') },
    'Query.stations': { ...page('stations', 'id'), ...list('stations:read') },
    'Query.evse': { document: `{ evse(stationId: "${stationId}", id: 1) { id } }`, ...one('stations:read') },
    'Query.stationTemplate': {
      document: `{ stationTemplate(id: "${theirs.template}") { id vendor } }`,
      ...one('stations:read', 'party'),
    },
    'Query.stationTemplates': { ...page('stationTemplates', 'id vendor'), ...list('stations:read', 'party') },
    'Mutation.createStationTemplate': {
      ...mutate('createStationTemplate', { vendor: 'V', model: 'of-graphql', evses: TEMPLATE }),
      ...list('stations:write', 'none', OF_WHOLE_PARTIES),
    },
    'Mutation.updateStationTemplate': {
      ...mutate('updateStationTemplate', { id: theirs.template, evses: TEMPLATE }),
      ...one('stations:write', 'party'),
    },
    'Mutation.deleteStationTemplate': {
      ...mutate('deleteStationTemplate', { id: theirs.template }),
      ...one('stations:write', 'party'),
    },
    'Query.outages': { ...page('outages', 'id stationId'), ...list('stations:read') },
    'Query.quarantinedMessage': {
      document: `{ quarantinedMessage(id: "${quarantined}") { id payload } }`,
      ...one('stations:read', 'hardware', UNSEEN_BY_SANDBOX),
    },
    'Query.quarantinedMessages': {
      ...page('quarantinedMessages', 'id stationId'),
      ...list('stations:read', 'hardware'),
    },
    'Query.meterPublicKeys': { ...page('meterPublicKeys', 'id stationId'), ...list('stations:read') },
    'Query.session': { document: `{ session(id: "${sessionId}") { id } }`, ...one('sessions:read') },
    'Query.sessions': { ...page('sessions', 'id stationId'), ...list('sessions:read') },
    'Query.command': { document: `{ command(id: "${commandId}") { id } }`, ...one(null) },
    'Query.commands': { ...page('commands', 'id stationId'), ...list(null) },
    'Query.token': { document: `{ token(uid: "${uid}") { uid } }`, ...one('tokens:read', 'token') },
    'Query.tokens': { ...page('tokens', 'uid'), ...list('tokens:read', 'token') },
    'Query.auditLog': { ...page('auditLog', 'id objectId before after changes'), ...list('audit:read') },
    'Query.auditEntry': { document: `{ auditEntry(id: "${auditEntry}") { id } }`, ...one('audit:read') },
    'Query.party': {
      document: `{ party(countryCode: "${party.slice(0, 2)}", partyId: "${party.slice(3)}") { id } }`,
      ...one('parties:read'),
    },
    'Query.parties': { ...page('parties', 'id name'), ...list('parties:read') },
    'Query.persistedOperation': {
      document: `{ persistedOperation(id: "${theirs.operation}") { id document } }`,
      ...one('clients:manage'),
    },
    'Query.persistedOperations': {
      ...page('persistedOperations', 'id document'),
      ...list('clients:manage'),
    },
    'Mutation.registerPersistedOperation': {
      ...mutate('registerPersistedOperation', { document: 'query A { me { clientId } }', clientId: theirs.client }),
      ...REGISTRATION,
    },
    'Mutation.deletePersistedOperation': {
      ...mutate('deletePersistedOperation', { id: theirs.operation }),
      ...one('clients:manage'),
    },
    'Query.sandbox': { document: `{ sandbox(id: "${theirs.sandbox}") { id } }`, ...one('clients:manage', 'sandbox') },
    'Query.sandboxes': { ...page('sandboxes', 'id name'), ...list('clients:manage', 'sandbox') },
    'Query.sandboxStations': { document: '{ sandboxStations { id } }', ...list('sandbox:control', 'none') },
    'Mutation.createSandbox': {
      ...mutate('createSandbox', { name: 'A' }, 'sandbox { id }'),
      ...one('clients:manage', 'sandbox', ONCE),
    },
    'Mutation.deleteSandbox': {
      ...mutate('deleteSandbox', { id: theirs.sandbox }),
      ...one('clients:manage', 'sandbox'),
    },
    'Mutation.createSandboxStation': {
      ...mutate('createSandboxStation', { protocol: '1.6' }),
      ...one('sandbox:control', 'simulated', { sandbox: 'free' }),
    },
    'Mutation.actInSandbox': {
      ...mutate('actInSandbox', { stationId, action: 'UNPLUG' }),
      ...one('sandbox:control'),
    },
    'Query.account': { document: `{ account(id: "${accountId}") { id } }`, ...account },
    'Query.accounts': { ...page('accounts', 'id login'), ...list('accounts:manage', 'party') },
    'Mutation.createAccount': {
      ...mutate('createAccount', { login: 'somebody-of-graphql', role: 'driver' }, 'url'),
      ...list('accounts:manage', 'none'),
    },
    'Mutation.updateAccount': { ...mutate('updateAccount', { id: accountId, name: 'A' }), ...account },
    'Mutation.deleteAccount': { ...mutate('deleteAccount', { id: accountId }), ...account },
    ...Object.fromEntries(
      ['inviteAccount', 'resetAccountPassword'].map((field) => [
        `Mutation.${field}`,
        { ...mutate(field, { id: accountId }, 'url'), ...account },
      ]),
    ),
    ...Object.fromEntries(
      ['resetAccountTotp', 'lockAccount', 'unlockAccount'].map((field) => [
        `Mutation.${field}`,
        { ...mutate(field, { id: accountId }), ...account },
      ]),
    ),
    'Query.client': { document: `{ client(id: "${client}") { id } }`, ...one('clients:manage') },
    'Query.clients': { ...page('clients', 'id'), ...clients },
    'Query.event': {
      document: `{ event(id: "${event}") { id stationId } }`,
      ...one('events:read', 'station', UNSEEN_BY_SANDBOX),
    },
    'Query.webhookEndpoint': {
      document: `{ webhookEndpoint(id: "${hook.id}") { id description } }`,
      ...webhook,
    },
    'Query.webhookEndpoints': { ...page('webhookEndpoints', 'id description'), ...list('webhooks:manage') },
    'Query.webhookDelivery': { document: `{ webhookDelivery(id: "${delivery}") { id } }`, ...webhook },
    'Query.webhookDeliveries': { ...page('webhookDeliveries', 'id'), ...list('webhooks:manage') },
    'Mutation.createWebhookEndpoint': {
      ...mutate('createWebhookEndpoint', { url: NOWHERE }, 'endpoint { id }'),
      ...list('webhooks:manage', 'none'),
    },
    'Mutation.updateWebhookEndpoint': { ...mutate('updateWebhookEndpoint', hook), ...webhook },
    'Mutation.deleteWebhookEndpoint': { ...mutate('deleteWebhookEndpoint', hook), ...webhook },
    'Mutation.rotateWebhookSecret': { ...mutate('rotateWebhookSecret', hook, 'endpoint { id }'), ...webhook },
    'Mutation.testWebhookEndpoint': { ...mutate('testWebhookEndpoint', hook, 'delivered'), ...webhook },
    'Mutation.disableWebhookEndpoint': { ...mutate('disableWebhookEndpoint', hook), ...webhook },
    'Mutation.enableWebhookEndpoint': { ...mutate('enableWebhookEndpoint', hook), ...webhook },
    'Mutation.replayWebhook': {
      ...mutate('replayWebhook', { ...hook, afterEventId: theirs.firstEvent }, 'count'),
      ...webhook,
    },
    'Query.events': { ...page('events', 'id stationId locationId objectId station { name }'), ...list('events:read') },
    'Mutation.startSession': { ...mutate('startSession', { stationId, token: { uid } }), ...STARTS },
    'Mutation.stopSession': { ...mutate('stopSession', { sessionId }), ...SESSIONS },
    'Mutation.unlockConnector': { ...mutate('unlockConnector', { stationId, evseId: 1 }), ...CONTROL },
    'Mutation.resetStation': { ...mutate('resetStation', { stationId }), ...CONTROL },
    'Mutation.changeAvailability': { ...mutate('changeAvailability', { stationId, operative: false }), ...CONTROL },
    'Mutation.triggerMessage': { ...mutate('triggerMessage', { stationId, message: 'Heartbeat' }), ...CONTROL },
    'Mutation.setConfiguration': { ...mutate('setConfiguration', { stationId, key: 'K', value: 'V' }), ...CONTROL },
    'Mutation.getConfiguration': { ...mutate('getConfiguration', { stationId }), ...CONTROL },
    'Mutation.setVariables': {
      ...mutate('setVariables', { stationId, variables: [{ ...variable, value: '1' }] }),
      ...CONTROL,
    },
    'Mutation.getVariables': { ...mutate('getVariables', { stationId, variables: [variable] }), ...CONTROL },
    'Mutation.setChargingLimit': { ...mutate('setChargingLimit', { stationId, limitW: 7000 }), ...CHARGING },
    'Mutation.clearChargingLimit': { ...mutate('clearChargingLimit', { stationId }), ...CHARGING },
    'Mutation.setChargingProfile': { ...mutate('setChargingProfile', { stationId, profile }), ...CHARGING },
    'Mutation.clearChargingProfile': { ...mutate('clearChargingProfile', { stationId, profileId: 1 }), ...CHARGING },
    'Mutation.getCompositeSchedule': { ...mutate('getCompositeSchedule', { stationId, durationS: 60 }), ...CHARGING },
    ...Object.fromEntries(
      [
        ['bulkResetStation', { locationId: location }, AT_PLACE] as const,
        ['bulkChangeAvailability', { stationIds: [stationId], operative: false }, CONTROL] as const,
        ['bulkSetChargingLimit', { stationIds: [stationId], limitW: 7000 }, CHARGING] as const,
        ['bulkClearChargingLimit', { stationIds: [stationId] }, CHARGING] as const,
      ].map(([field, input, needs]) => [
        `Mutation.${field}`,
        { ...mutate(field, input, 'refused results { error { code } }'), ...needs },
      ]),
    ),
    'Mutation.cancelCommand': { ...mutate('cancelCommand', { id: commandId }), ...one(null) },
    'Mutation.upsertLocation': {
      ...mutate('upsertLocation', {
        id: location,
        ...LOCATION,
        coordinates: { latitude: 52.05, longitude: 5.1 },
        timeZone: 'Europe/Amsterdam',
      }),
      ...one('stations:write', 'place'),
    },
    'Mutation.upsertStation': {
      ...mutate('upsertStation', {
        id: stationId,
        locationId: location,
        groupId: `${stationId}-GROUP`,
        securityProfile: 0,
      }),
      ...STATION_PUT,
    },
    'Mutation.upsertLocations': {
      ...mutate(
        'upsertLocations',
        {
          locations: [
            {
              id: location,
              ...LOCATION,
              coordinates: { latitude: 52.05, longitude: 5.1 },
              timeZone: 'Europe/Amsterdam',
            },
          ],
        },
        'refused results { error { code } }',
      ),
      ...one('stations:write', 'place'),
    },
    'Mutation.upsertStations': {
      ...mutate(
        'upsertStations',
        { stations: [{ id: stationId, locationId: location, groupId: `${stationId}-GROUP`, securityProfile: 0 }] },
        'refused results { error { code faults { pointer } } }',
      ),
      ...STATION_PUT,
    },
    'Mutation.upsertTokens': {
      ...mutate('upsertTokens', { tokens: [{ uid, contractId: 'C' }] }, 'refused results { error { code } }'),
      ...one('tokens:write', 'token'),
    },
    'Mutation.replaceStation': {
      ...mutate(
        'replaceStation',
        { stationId, replacement: 'NEW', station: { securityProfile: 0 } },
        'replacement { id }',
      ),
      ...one('stations:write'),
    },
    'Mutation.dismissProblems': { ...mutate('dismissProblems', { stationId }), ...one('stations:write') },
    'Mutation.applyQuarantinedMessage': {
      ...mutate('applyQuarantinedMessage', { id: quarantined }, 'applied'),
      ...one('stations:write'),
    },
    'Mutation.dismissQuarantinedMessage': {
      ...mutate('dismissQuarantinedMessage', { id: quarantined }),
      ...one('stations:write'),
    },
    'Mutation.updateEvse': {
      ...mutate('updateEvse', { uid: evse, evseId: 'NL*VGT*E1' }, 'uid'),
      ...one('stations:write'),
    },
    'Mutation.upsertClient': {
      ...mutate(
        'upsertClient',
        { id: 'made-too', name: 'M', scopes: [], grants: {}, rotateSecret: true },
        'client { id } clientSecret',
      ),
      ...clients,
    },
    'Mutation.updateClient': {
      ...mutate('updateClient', { id: client, name: 'N' }, 'client { id }'),
      ...one('clients:manage'),
    },
    'Mutation.deleteClient': { ...mutate('deleteClient', { id: client }), ...one('clients:manage') },
    'Mutation.deleteStation': { ...mutate('deleteStation', { id: stationId }), ...one('stations:write') },
    'Mutation.deleteLocation': { ...mutate('deleteLocation', { id: location }), ...one('stations:write', 'place') },
    'Mutation.deleteToken': { ...mutate('deleteToken', { uid }, 'uid'), ...one('tokens:write', 'token') },
    'Mutation.upsertToken': {
      ...mutate('upsertToken', { uid, contractId: 'C' }, 'uid'),
      ...one('tokens:write', 'token'),
    },
    'Mutation.upsertParty': {
      ...mutate('upsertParty', {
        countryCode: party.slice(0, 2),
        partyId: party.slice(3),
        roles: ['CPO'],
        name: 'A',
      }),
      ...one('parties:write'),
    },
    'Subscription.commandUpdated': {
      document: `subscription { commandUpdated(id: "${commandId}") { id } }`,
      ...one(null),
    },
    'Subscription.sessionUpdated': {
      document: `subscription { sessionUpdated(id: "${sessionId}") { id } }`,
      ...one('sessions:read'),
    },
    'Subscription.stationUpdated': {
      document: `subscription { stationUpdated(id: "${stationId}") { id } }`,
      ...one('stations:read'),
    },
    'Subscription.evseUpdated': {
      document: `subscription { evseUpdated(uid: "${evse}") { id stationId } }`,
      ...one('stations:read', 'station', UNSEEN_BY_SANDBOX),
    },
    'Subscription.event': {
      document: `subscription { event(after: "${theirs.firstEvent}") { id stationId locationId objectId station { name } } }`,
      ...list('events:read'),
    },
  };
};
