/** Small protocol versions for the tests of the rpc core and the server. */
import { NOTHING_TOLD } from '../../../src/domain/abilities.ts';
import type { StationAnswer } from '../../../src/domain/command.ts';
import type { CommandType } from '../../../src/domain/commands/commands.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import type {
  Inbound,
  OcppProtocol,
  Outbound,
  PayloadCheck,
  PayloadCoercion,
  SchemaFault,
} from '../../../src/ocpp/protocol.ts';
import { coerce, type Schema } from '../../../src/ocpp/schema/coerce.ts';

const boot: Inbound<JsonObject> = async (request, { inbox, stationId, registered }) => {
  const decided = await inbox.boot({
    stationId,
    protocol: '1.6',
    vendor: String(request.chargePointVendor ?? 'V'),
    model: 'M',
    serialNumber: null,
    firmwareVersion: null,
    reason: null,
  });
  registered(decided.registration);
  return { status: decided.registration, currentTime: decided.now.toISOString(), interval: decided.intervalS };
};

const message =
  (action: string): Inbound<JsonObject> =>
  async (request, { inbox, stationId }) => {
    await inbox.message(stationId, action, request);
    return { of: action };
  };

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;

/** n: required integer of at least 0; text: at most 5 characters; kind: A or B, also in sampledValue. */
export const check: PayloadCheck = (payload) => faultsOf(payload).map((fault) => ({ ...fault, place: fault.pointer }));

const faultsOf = (payload: unknown): readonly Omit<SchemaFault, 'place'>[] => {
  const faults: Omit<SchemaFault, 'place'>[] = [];
  if (!isObject(payload)) return [{ pointer: '', keyword: 'type', detail: 'must be object', fault: 'type' }];
  const { n, text, kind, sampledValue } = payload;
  if (n === undefined) faults.push({ pointer: '/n', keyword: 'required', detail: 'is missing', fault: 'occurrence' });
  else if (typeof n !== 'number') faults.push({ pointer: '/n', keyword: 'type', detail: 'no integer', fault: 'type' });
  else if (n < 0) faults.push({ pointer: '/n', keyword: 'minimum', detail: 'below 0', fault: 'property' });
  if (typeof text === 'string' && text.length > 5)
    faults.push({ pointer: '/text', keyword: 'maxLength', detail: 'too long', fault: 'property' });
  if (kind !== undefined && kind !== 'A' && kind !== 'B')
    faults.push({ pointer: '/kind', keyword: 'enum', detail: 'not A or B', fault: 'property' });
  if (sampledValue === 'odd')
    faults.push({ pointer: '/sampledValue/0/unit', keyword: 'enum', detail: 'unknown', fault: 'property' });
  if ('extra' in payload)
    faults.push({ pointer: '/extra', keyword: 'additionalProperties', detail: 'unknown', fault: 'format' });
  return faults;
};

/** The same shape in JSON Schema's words, as much as coercion asks for. */
const SCHEMA: Schema = {
  type: 'object',
  properties: { n: { type: 'integer' }, text: { type: 'string' }, kind: { type: 'string', enum: ['A', 'B'] } },
};

export const coercion: PayloadCoercion = (payload) => coerce(SCHEMA, payload);

const reset: Outbound<'RESET_STATION'> = async (order, call) => {
  const outcome = await call('Reset', { type: order.command.parameters.mode });
  if (outcome.kind === 'timeout') return { kind: 'timeout' };
  if (outcome.kind === 'error')
    return { kind: 'error', errorCode: outcome.errorCode, detail: outcome.description } satisfies StationAnswer;
  return outcome.payload.status === 'Accepted'
    ? { kind: 'accepted', done: true, result: outcome.payload }
    : { kind: 'rejected', detail: String(outcome.payload.status), result: null };
};

/** Two calls: Get, then Set. */
const setVariables: Outbound<'SET_VARIABLES'> = async (_order, call) => {
  const first = await call('Get', {});
  if (first.kind !== 'result') return { kind: 'timeout' };
  const second = await call('Set', { was: first.payload.value ?? null });
  if (second.kind === 'timeout') return { kind: 'timeout' };
  if (second.kind === 'error') return { kind: 'error', errorCode: second.errorCode, detail: second.description };
  return { kind: 'accepted', done: true, result: { first: first.payload, second: second.payload } };
};

const startSession: Outbound<'START_SESSION'> = async (_order, call) => {
  const outcome = await call('RemoteStart', { n: 1 });
  if (outcome.kind !== 'result') return { kind: 'timeout' };
  return { kind: 'accepted', done: false, result: outcome.payload };
};

const OUTBOUND: { readonly [T in CommandType]?: Outbound<T> } = {
  RESET_STATION: reset,
  SET_VARIABLES: setVariables,
  START_SESSION: startSession,
};

const KNOWN = [
  'BootNotification',
  'Heartbeat',
  'Echo',
  'Checked',
  'Fails',
  'Stream',
  'Reset',
  'Get',
  'Set',
  'RemoteStart',
];

export const protocol16: OcppProtocol = {
  version: '1.6',
  subprotocol: 'ocpp1.6',
  errorCodes: {
    not_implemented: 'NotImplemented',
    not_supported: 'NotSupported',
    internal: 'InternalError',
    protocol: 'ProtocolError',
    security: 'SecurityError',
    format: 'FormationViolation',
    property: 'PropertyConstraintViolation',
    occurrence: 'OccurenceConstraintViolation',
    type: 'TypeConstraintViolation',
    message_type: 'GenericError',
    framework: 'FormationViolation',
    generic: 'GenericError',
  },
  unreadableId: null,
  compression: false,
  sendMessages: false,
  resultErrors: false,
  actions: new Set(KNOWN),
  inbound: new Map<string, Inbound<never, object>>([
    ['BootNotification', boot],
    ['Heartbeat', message('Heartbeat')],
    ['Echo', message('Echo')],
    ['Checked', message('Checked')],
    ['Stream', message('Stream')],
    [
      'Fails',
      async () => {
        throw new TypeError('the inside of it');
      },
    ],
  ]),
  beforeAccepted: new Set(['BootNotification']),
  triggers: [],
  outbound: OUTBOUND,
  readConfiguration: async (_asked, call) => {
    const outcome = await call('GetConfiguration', {});
    if (outcome.kind !== 'result') return { kind: 'unanswered' };
    return { kind: 'told', source: 'GetConfiguration', entries: [], unknown: [], complete: true, facts: NOTHING_TOLD };
  },
  keysTold: new Map(),
  plugsTold: new Map(),
  requestCheck: (action) => (action === 'Checked' ? check : null),
  responseCheck: (action) => (action === 'RemoteStart' ? check : null),
  requestCoercion: (action) => (action === 'Checked' ? coercion : null),
  responseCoercion: (action) => (action === 'RemoteStart' ? coercion : null),
  essential: new Map([['Checked', ['n']]]),
};

export const protocol201: OcppProtocol = {
  ...protocol16,
  version: '2.0.1',
  subprotocol: 'ocpp2.0.1',
  errorCodes: {
    ...protocol16.errorCodes,
    format: 'FormatViolation',
    occurrence: 'OccurrenceConstraintViolation',
    message_type: 'MessageTypeNotSupported',
    framework: 'RpcFrameworkError',
  },
  unreadableId: '-1',
  compression: true,
};

export const protocol21: OcppProtocol = {
  ...protocol201,
  version: '2.1',
  subprotocol: 'ocpp2.1',
  sendMessages: true,
  resultErrors: true,
};
