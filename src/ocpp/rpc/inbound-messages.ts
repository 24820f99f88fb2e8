/** Works on one message of a station: repeated or new, allowed, known, right, and then its handler. */
import { cutText } from '../../domain/cut-text.ts';
import { isDomainError } from '../../domain/error.ts';
import type { Registration } from '../../domain/station.ts';
import type { ValidationLevel } from '../../domain/validation-level.ts';
import type { QuarantineNews } from '../../services/inbox.ts';
import { isKeptWhole, withOrigin } from '../message-origin.ts';
import type { InboundContext, RpcFault, SchemaFault, StationProduct } from '../protocol.ts';
import { type AnswerCache, digestOf } from './answer-cache.ts';
import { codeOf, type RpcEdge } from './edge.ts';
import { type CallFrame, errorText, resultText } from './frame.ts';
import { checkRequest } from './request-check.ts';
import { tellDeviations } from './tell-deviations.ts';
import { faultText, levelThatTakes, propertyOf, type ReadPayload, rulesOfRequest } from './validation.ts';

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
  /** Whether an operator asked for that message. */
  wasAskedFor(action: string): boolean;
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
  if (station.registration !== 'accepted' && !protocol.beforeAccepted.has(action) && !station.wasAskedFor(action)) {
    if (station.registration === 'pending')
      await edge.holdBack({
        stationId,
        action,
        payload: frame.payload,
        errorCode: codeOf(edge, 'security'),
        receivedAt: message.receivedAt,
      });
    return refuse(station, message, 'security', 'Not before a BootNotification was accepted.');
  }
  const handle = protocol.inbound.get(action);
  if (handle === undefined)
    return protocol.actions.has(action)
      ? refuse(station, message, 'not_supported', 'A station cannot call this here.')
      : refuse(station, message, 'not_implemented', 'There is no such action.');

  const { payload, refused } = check(station, message);
  if (refused !== null) return refusePayload(station, message, refused);

  const remembered = answers.begin(id, { action, digest, connection: station.number });
  const context: InboundContext = {
    stationId,
    receivedAt: message.receivedAt,
    inbox: isKeptWhole(action)
      ? withOrigin(edge.inbox, { action, payload: frame.payload, receivedAt: message.receivedAt })
      : edge.inbox,
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
    else {
      edge.log.error({ stationId, action, messageId: id, err: error }, 'message.failed');
      // What the store or the time did not allow will do the next time; a fault of ours will not.
      if (!isDomainError(error)) await keepFailed(station, message);
    }
    const answer = refuse(station, message, 'internal', 'The message could not be processed.');
    answers.end(remembered, answer, false);
    return answer;
  }
};

const check = (station: InboundStation, { frame }: InboundMessage): ReadPayload => {
  const { edge, validation, product } = station;
  const { action, payload } = frame;
  const read = checkRequest(edge.protocol, { validation, product, action, payload });
  tellDeviations(station, { what: 'message', action, payload, deviations: read.deviations });
  return read;
};

type Why = Pick<QuarantineNews, 'reason' | 'property' | 'errorCode' | 'level'>;

/** Within the time that a message may take. Rejects when it could not be stored. */
const keepWhole = ({ edge, stationId }: InboundStation, { frame, receivedAt }: InboundMessage, why: Why) => {
  const { action, payload } = frame;
  const kept = edge.inbox.quarantine({
    ...why,
    stationId,
    protocol: edge.protocol.version,
    action,
    payload,
    receivedAt,
  });
  return edge.handlerTime.within({ stationId, action }, kept);
};

/** What is about a transaction is kept first: the energy is what somebody used, refused or not. */
const refusePayload = async (
  station: InboundStation,
  message: InboundMessage,
  refused: SchemaFault,
): Promise<string | null> => {
  const { edge, stationId, validation } = station;
  const { action, payload } = message.frame;
  const level = levelThatTakes(validation, rulesOfRequest(edge.protocol, action), payload);
  if (isKeptWhole(action)) {
    const [reason, errorCode] = [faultText(refused), codeOf(edge, refused.fault)];
    try {
      await keepWhole(station, message, { reason, property: propertyOf(refused.place), errorCode, level });
    } catch (error) {
      // The station says it again: it was not told that the message is wrong.
      edge.log.error({ stationId, action, err: error }, 'message.not_quarantined');
      return refuse(station, message, 'internal', 'The message could not be processed.');
    }
  }
  return refuse(station, message, refused.fault, faultText(refused), { fault: refused, level });
};

/** A message that a fault of ours does not let be taken can be applied once that is mended. */
const keepFailed = async (station: InboundStation, message: InboundMessage): Promise<void> => {
  const { edge, stationId } = station;
  const { action } = message.frame;
  if (!isKeptWhole(action)) return;
  const why = { reason: 'It could not be processed.', property: null, level: null };
  try {
    await keepWhole(station, message, { ...why, errorCode: codeOf(edge, 'internal') });
  } catch (error) {
    edge.log.error({ stationId, action, err: error }, 'message.not_quarantined');
  }
};

const refuse = (
  { edge, stationId }: InboundStation,
  { frame }: InboundMessage,
  fault: RpcFault,
  description: string,
  /** Of a payload: its fault, and the level that would take it. */
  payload?: { readonly fault: SchemaFault; readonly level: ValidationLevel },
): string | null => {
  const schemaFault = payload?.fault;
  const code = codeOf(edge, fault);
  edge.countError(code);
  edge.log.info({ stationId, messageId: frame.id, code, description }, 'message.refused');
  // What we could not do is no problem of the station.
  if (fault !== 'internal')
    edge.inbox.problem({
      stationId,
      kind: 'message_refused',
      action: cutText(frame.action, LONGEST_ACTION),
      property: schemaFault === undefined ? null : propertyOf(schemaFault.place),
      detail: `${code}: ${schemaFault?.detail ?? description}`,
      level: payload?.level ?? null,
    });
  edge.log.debug({ stationId, action: frame.action, payload: frame.payload }, 'message.refused_payload');
  if (frame.kind === 'send') return null;
  const details = schemaFault === undefined ? {} : { pointer: schemaFault.pointer, keyword: schemaFault.keyword };
  return errorText(frame.id, code, description, details);
};
