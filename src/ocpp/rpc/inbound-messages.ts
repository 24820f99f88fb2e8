/** Works on one message of a station: repeated or new, allowed, known, right, and then its handler. */
import { isDomainError } from '../../domain/error.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Registration, ValidationLevel } from '../../domain/station.ts';
import type { InboundContext, RpcFault, SchemaFault, StationProduct } from '../protocol.ts';
import { correctPayload, QUIRKS } from '../quirks.ts';
import { type AnswerCache, digestOf } from './answer-cache.ts';
import { codeOf, type RpcEdge } from './edge.ts';
import { type CallFrame, errorText, resultText } from './frame.ts';
import { faultText, propertyOf, readPayload, rulesOfRequest, takenAt } from './validation.ts';

export type InboundMessage = {
  readonly frame: CallFrame;
  /** As it came. */
  readonly text: string;
  readonly receivedAt: Date;
};

/** What a message's handling must know of the connection that it came over. */
export type InboundStation = {
  readonly edge: RpcEdge;
  readonly stationId: string;
  readonly number: number;
  readonly registration: Registration;
  readonly validation: ValidationLevel;
  readonly product: StationProduct | null;
  answers(): AnswerCache;
  registered(registration: Registration, product?: StationProduct): void;
};

/**
 * Their answer is true only for the moment: a station that counts its ids from the start again after a restart
 * must not get the old one over its new connection.
 */
const ANSWERED_ANEW: ReadonlySet<string> = new Set(['BootNotification', 'Heartbeat']);

/** Of an action that a station made up; OCPP's own have fewer characters. */
const LONGEST_ACTION = 50;

/** The frame to answer with; null: none (SEND is never answered, OCPP 2.1 part 4). Never throws. */
export const answerMessage = async (station: InboundStation, message: InboundMessage): Promise<string | null> => {
  const { edge, stationId } = station;
  const { protocol } = edge;
  const { frame } = message;
  const { id, action } = frame;
  edge.countMessage('in', action);

  const answers = station.answers();
  const digest = digestOf(message.text);
  const known = answers.find(id, digest);
  if (known !== null && (known.connection === station.number || !ANSWERED_ANEW.has(action))) {
    edge.log.info({ stationId, action, messageId: id }, 'message.repeated');
    if (known.done) return known.answer;
    return new Promise((resolve) => {
      known.waiting ??= [];
      known.waiting.push(resolve);
    });
  }

  // OCPP 1.6 errata 3.8; OCPP 2.0.1 part 2, B02 and B03.
  if (station.registration !== 'accepted' && !protocol.beforeAccepted.has(action))
    return refuse(station, message, 'security', 'Not before a BootNotification was accepted.');
  const handle = protocol.inbound.get(action);
  if (handle === undefined)
    return protocol.actions.has(action)
      ? refuse(station, message, 'not_supported', 'A station cannot call this here.')
      : refuse(station, message, 'not_implemented', 'There is no such action.');

  const { payload, refused } = checkRequest(station, message);
  if (refused !== null) return refusePayload(station, message, refused);

  const remembered = answers.begin(id, { action, digest, connection: station.number });
  const context: InboundContext = {
    stationId,
    receivedAt: message.receivedAt,
    inbox: edge.inbox,
    log: edge.log,
    product: station.product,
    registered: (registration, product) => station.registered(registration, product),
  };
  try {
    // The table pairs each action with the handler of its own request type, which the check has just confirmed.
    const response = await edge.handlerTime.within({ stationId, action }, handle(payload as never, context));
    const answer = frame.kind === 'send' ? null : resultText(id, response);
    answers.end(remembered, answer, true);
    return answer;
  } catch (error) {
    if (isDomainError(error, 'station_offline'))
      edge.log.info({ stationId, action, messageId: id }, 'message.abandoned');
    else edge.log.error({ stationId, action, messageId: id, err: error }, 'message.failed');
    const answer = refuse(station, message, 'internal', 'The message could not be processed.');
    answers.end(remembered, answer, false);
    return answer;
  }
};

type Checked = { readonly payload: JsonObject; readonly refused: SchemaFault | null };

/** A strict station is held to what it said; any other to what its product is known to mean by it. */
const checkRequest = (station: InboundStation, { frame }: InboundMessage): Checked => {
  const { edge, stationId, validation, product } = station;
  const { action } = frame;
  const correct = (said: JsonObject): JsonObject => correctPayload(QUIRKS, product, action, said);
  const rules = rulesOfRequest(edge.protocol, action);
  const said = validation === 'strict' ? frame.payload : correct(frame.payload);
  const { payload, refused, deviations } = readPayload(validation, rules, said);
  if (deviations.length > 0) {
    edge.metrics.count('ocpp_errors_total', { version: edge.protocol.version, code: 'tolerated' });
    edge.log.info({ stationId, action, deviations }, 'message.flagged');
    edge.log.debug({ stationId, action, payload: frame.payload }, 'message.flagged_payload');
    for (const { pointer, detail } of deviations)
      edge.inbox.problem({ stationId, kind: 'read_leniently', action, property: propertyOf(pointer), detail });
  }
  return { payload: validation === 'strict' ? correct(payload) : payload, refused };
};

/** What they say is energy that somebody used: refused or not, it is kept. */
const ABOUT_TRANSACTIONS: ReadonlySet<string> = new Set([
  'StartTransaction',
  'StopTransaction',
  'MeterValues',
  'TransactionEvent',
]);

const refusePayload = async (
  station: InboundStation,
  message: InboundMessage,
  refused: SchemaFault,
): Promise<string | null> => {
  const { edge, stationId, validation } = station;
  const { action, payload } = message.frame;
  const { protocol } = edge;
  if (ABOUT_TRANSACTIONS.has(action)) {
    const kept = edge.inbox.quarantine({
      stationId,
      protocol: protocol.version,
      action,
      payload,
      reason: faultText(refused),
      property: propertyOf(refused.place),
      errorCode: codeOf(edge, refused.fault),
      takenAt: takenAt(validation, rulesOfRequest(protocol, action), payload),
      receivedAt: message.receivedAt,
    });
    try {
      await edge.handlerTime.within({ stationId, action }, kept);
    } catch (error) {
      // The station says it again: it was not told that the message is wrong.
      edge.log.error({ stationId, action, err: error }, 'message.not_quarantined');
      return refuse(station, message, 'internal', 'The message could not be processed.');
    }
  }
  return refuse(station, message, refused.fault, faultText(refused), refused);
};

const refuse = (
  { edge, stationId }: InboundStation,
  { frame }: InboundMessage,
  fault: RpcFault,
  description: string,
  schemaFault?: SchemaFault,
): string | null => {
  const code = codeOf(edge, fault);
  edge.countError(code);
  edge.log.info({ stationId, messageId: frame.id, code, description }, 'message.refused');
  // What we could not do is no problem of the station.
  if (fault !== 'internal')
    edge.inbox.problem({
      stationId,
      kind: 'message_refused',
      action: frame.action.slice(0, LONGEST_ACTION),
      property: schemaFault === undefined ? null : propertyOf(schemaFault.place),
      detail: `${code}: ${schemaFault?.detail ?? description}`,
    });
  edge.log.debug({ stationId, action: frame.action, payload: frame.payload }, 'message.refused_payload');
  if (frame.kind === 'send') return null;
  const details = schemaFault === undefined ? {} : { pointer: schemaFault.pointer, keyword: schemaFault.keyword };
  return errorText(frame.id, code, description, details);
};
