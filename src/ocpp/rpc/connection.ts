/** One live connection of a station, whatever its protocol version. */
import type { WebSocket } from 'ws';
import { mayBeSent } from '../../domain/command.ts';
import type { CommandType } from '../../domain/commands/commands.ts';
import type { DisconnectReason, Registration } from '../../domain/station.ts';
import type { ValidationLevel } from '../../domain/validation-level.ts';
import type { CallOutcome, StationProduct } from '../protocol.ts';
import { AnswerCache } from './answer-cache.ts';
import { askedFor } from './before-accepted.ts';
import { codeOf, type RpcEdge } from './edge.ts';
import type { CallFrame, ErrorFrame, FrameFault, ResultFrame } from './frame.ts';
import { errorText, parseFrame, resultErrorText } from './frame.ts';
import { keepUnusable, readAnswer } from './inbound-answers.ts';
import { answerMessage, type InboundMessage, type InboundStation } from './inbound-messages.ts';
import { type OutboundCall, OutboundCalls } from './outbound-calls.ts';
import { tellAnswer, tellCall, tellMessage, tellOther } from './told-frames.ts';
import { errorOfUnreadable, tellUnreadable } from './unreadable-frame.ts';

/** What the connection needs of a WebSocket. */
export type StationWire = Pick<
  WebSocket,
  'send' | 'close' | 'terminate' | 'pause' | 'resume' | 'ping' | 'bufferedAmount' | 'readyState'
>;

export type ConnectionInput = {
  readonly stationId: string;
  /** Different for each connection of this process. */
  readonly number: number;
  readonly registration: Registration;
  readonly validation: ValidationLevel;
  readonly product: StationProduct | null;
  /** The identity's own, where message ids are unique over all its connections; null: one for this connection. */
  readonly answers: AnswerCache | null;
};

/** Told what the station says while its boot is awaited. */
export type ConnectionWatch = {
  /** Any message but a BootNotification, after its answer. */
  readonly heard: (action: string) => void;
  readonly booted: () => void;
};

export type ConnectionLoad = {
  readonly messagesWaiting: number;
  readonly charactersWaiting: number;
  readonly callsWaiting: number;
  readonly unsentBytes: number;
  /** Nothing is read from the station for now. */
  readonly paused: boolean;
};

const OPEN = 1;
/** RFC 6455, 7.1.5: the socket closed without a close frame. */
const NO_CLOSE_FRAME = 1006;

/** What else is due in this turn of the loop has its turn first. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** RFC 6455, 5.5.1: a reason has at most 123 bytes. */
const cutReason = (reason: string): Buffer => {
  const bytes = Buffer.alloc(123);
  return bytes.subarray(0, new TextEncoder().encodeInto(reason, bytes).written);
};

/**
 * The station's messages are worked on in order, one at a time and one in a turn of the event loop; our own calls go
 * their own way, one outstanding. Neither waits for the other. Everything but the bare fields is made when it is first needed.
 */
export class StationConnection implements InboundStation {
  readonly edge: RpcEdge;
  readonly stationId: string;
  readonly number: number;
  readonly validation: ValidationLevel;
  registration: Registration;
  product: StationProduct | null;
  /** What of the commands waits: all before the connection has begun, and then as long as the station's boot is awaited. */
  holds: 'none' | 'all_but_configuration' | 'all' = 'all';
  watch: ConnectionWatch | null = null;
  readonly #wire: StationWire;
  #answers: AnswerCache | null;
  #calls: OutboundCalls | null = null;
  #queue: InboundMessage[] | null = null;
  #queuedCharacters = 0;
  #started = false;
  #working = false;
  #closing = false;
  /** Reading is paused: too much waits for its turn, or the station does not read what it is sent. */
  #paused = false;
  #unread = false;
  #unreadSweeps = 0;
  #pongDue = false;
  #badFrames = 0;
  #idle: (() => void)[] | null = null;
  /** By the boot that is being answered. */
  #decided: { readonly registration: Registration; readonly product: StationProduct | undefined } | null = null;
  /** Messages that a station which is held back was asked for. */
  #askedFor: Set<string> | null = null;

  constructor(edge: RpcEdge, wire: StationWire, input: ConnectionInput) {
    this.edge = edge;
    this.#wire = wire;
    this.stationId = input.stationId;
    this.number = input.number;
    this.registration = input.registration;
    this.validation = input.validation;
    this.product = input.product;
    this.#answers = input.answers;
  }

  get open(): boolean {
    return !this.#closing && this.#wire.readyState === OPEN;
  }

  answers(): AnswerCache {
    this.#answers ??= new AnswerCache(this.edge.limits.rememberedAnswers);
    return this.#answers;
  }

  /** Holds from the answer to the boot on: no command leaves before it. */
  registered(registration: Registration, product?: StationProduct): void {
    this.#decided = { registration, product };
    if (!this.#working) this.#decide();
  }

  wasAskedFor(action: string): boolean {
    return this.registration === 'pending' && this.#askedFor?.has(action) === true;
  }

  /** Whether a command of that type may go out over it now. */
  takes(type: CommandType): boolean {
    if (this.holds === 'all') return false;
    const waits = this.holds === 'all_but_configuration' && this.registration === 'accepted';
    return mayBeSent(waits ? 'pending' : this.registration, type);
  }

  /** From here on the station's messages are worked on; those that came before wait. */
  start(): void {
    this.#started = true;
    this.#workOn();
  }

  /** Takes one text frame. */
  receive(text: string): void {
    this.#pongDue = false;
    if (this.#closing) return;
    const { edge } = this;
    const frame = parseFrame(text, this.validation === 'strict' ? edge.strictDialect : edge.tolerantDialect);
    if (frame.kind === 'fault') {
      this.#unreadable(frame, text);
      return;
    }
    this.#badFrames = 0;
    switch (frame.kind) {
      case 'call':
      case 'send':
        this.#enqueue(frame, text);
        return;
      case 'result':
        this.#tellAnswer(frame, text);
        this.#result(frame);
        return;
      case 'error':
        this.#tellAnswer(frame, text);
        edge.countError(frame.code);
        this.#settle(frame.id, { kind: 'error', errorCode: frame.code, description: frame.description });
        return;
      case 'result_error':
        this.#tellAnswer(frame, text);
        edge.countError(frame.code);
        this.#resultRefused(frame);
    }
  }

  /** OCPP-J knows text frames only. */
  receiveBinary(): void {
    this.#pongDue = false;
    if (this.#closing) return;
    this.#unreadable({ kind: 'fault', reason: 'not_json', messageType: null, id: null }, null);
  }

  heard(): void {
    this.#pongDue = false;
  }

  /** Sends a CALL of ours. Rejects with DomainError station_busy or station_offline only when nothing was sent. */
  call(call: OutboundCall): Promise<CallOutcome> {
    this.#calls ??= new OutboundCalls(this.edge, (sent, text) => {
      tellCall(this, sent, text);
      this.#write(text);
    });
    if (!this.open) this.#calls.close();
    if (this.registration === 'pending') {
      const asked = askedFor(call.action, call.payload);
      if (asked !== null) this.#askedFor = (this.#askedFor ?? new Set<string>()).add(asked);
    }
    return this.#calls.send(call);
  }

  /** Begins the closing handshake; what comes after is not read any more. */
  close(code: number, reason: string): void {
    this.#closing = true;
    this.#wire.close(code, cutReason(reason));
    // A paused socket would never hear the other side's close frame.
    this.#wire.resume();
  }

  terminate(): void {
    this.#closing = true;
    this.#wire.terminate();
  }

  /** How it ended, from the close code of its socket. Asked before `closed`. */
  endedBy(code: number): DisconnectReason {
    if (code === NO_CLOSE_FRAME) return 'connection_lost';
    return this.#closing ? 'closed_by_gateway' : 'closed_by_station';
  }

  /** The socket is gone. Work in hand goes on: what the station said still counts. */
  closed(): void {
    this.#closing = true;
    this.#unread = false;
    this.#calls?.close();
    this.#workOn();
  }

  /** Once in each ping interval: ends a connection whose other side is gone or does not read. */
  sweep(): void {
    if (this.#closing) return;
    if (this.#unread) {
      this.#unreadSweeps += 1;
      if (this.#unreadSweeps > 1) this.#giveUp('slow_reader');
      return;
    }
    this.#unreadSweeps = 0;
    // While reading is paused a pong cannot be heard.
    if (this.#paused) return;
    if (this.#pongDue) {
      this.#giveUp('no_pong');
      return;
    }
    this.#pongDue = true;
    this.#wire.ping();
  }

  /** What it holds that is bounded, for the metrics. */
  load(): ConnectionLoad {
    return {
      messagesWaiting: this.#queue?.length ?? 0,
      charactersWaiting: this.#queuedCharacters,
      callsWaiting: this.#calls?.waiting ?? 0,
      unsentBytes: this.#wire.bufferedAmount,
      paused: this.#paused,
    };
  }

  /** Resolves when no message is in work or waits. */
  idle(): Promise<void> {
    if (!this.#working) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle ??= [];
      this.#idle.push(resolve);
    });
  }

  #giveUp(reason: string): void {
    this.edge.log.info({ stationId: this.stationId, reason }, 'station.terminated');
    this.edge.metrics.count('ocpp_connections_total', { outcome: reason });
    this.terminate();
  }

  #enqueue(frame: CallFrame, text: string): void {
    this.#queue ??= [];
    this.#queue.push({ frame, text, receivedAt: this.edge.clock.now() });
    this.#queuedCharacters += text.length;
    this.#workOn();
    const { maxQueuedMessages, maxFrameBytes } = this.edge.limits;
    if (this.#queue !== null && (this.#queue.length >= maxQueuedMessages || this.#queuedCharacters >= maxFrameBytes))
      this.#pauseForBacklog();
  }

  #workOn(): void {
    if (this.#working || !this.#started || this.#queue === null) return;
    this.#working = true;
    void this.#work();
  }

  async #work(): Promise<void> {
    while (!this.#unread) {
      const message = this.#queue?.shift();
      if (message === undefined) {
        this.#queue = null;
        break;
      }
      this.#queuedCharacters -= message.text.length;
      if (this.#queue?.length === 0) this.#resume();
      const beganMs = performance.now();
      const answer = await answerMessage(this, message);
      if (answer !== null) this.#write(answer);
      tellMessage(this, message, answer);
      if (this.#decided !== null) this.#decide();
      else if (message.frame.action !== 'BootNotification') this.watch?.heard(message.frame.action);
      this.edge.observeHandling(message.frame.action, (performance.now() - beganMs) / 1000);
      // Messages that need no store end in microtasks: all that wait would go before any other station is looked at.
      if (this.#queue !== null && this.#queue.length > 0) await nextTurn();
    }
    this.#working = false;
    const idle = this.#idle;
    this.#idle = null;
    if (idle !== null) for (const resolve of idle) resolve();
  }

  #decide(): void {
    const decided = this.#decided;
    if (decided === null) return;
    this.#decided = null;
    const { registration, product } = decided;
    this.registration = registration;
    if (product !== undefined) this.product = product;
    this.holds = 'none';
    this.watch?.booted();
    if (registration === 'accepted' && this.open) this.edge.inbox.ready(this.stationId);
  }

  #result({ id, payload }: ResultFrame): void {
    const action = this.#calls?.actionOf(id) ?? null;
    if (action === null) {
      this.#unasked(id);
      return;
    }
    const answer = readAnswer(this, action, payload);
    if (answer.kind === 'result') this.#settle(id, answer);
    else this.#refuseResult(id, answer.errorCode, answer.description);
  }

  /** Our call ends with an error; on OCPP 2.1 the station hears of it by CALLRESULTERROR. */
  #refuseResult(id: string, errorCode: string, description: string): void {
    const { edge, stationId } = this;
    edge.countError(errorCode);
    edge.log.info({ stationId, messageId: id, code: errorCode, description }, 'answer.refused');
    if (edge.protocol.resultErrors) {
      const text = resultErrorText(id, errorCode, description, {});
      this.#write(text);
      tellOther(this, { direction: 'OUT', kind: 'RESULT_ERROR', messageId: id, text, errorCode });
    }
    this.#settle(id, { kind: 'error', errorCode, description });
  }

  #tellAnswer(frame: ResultFrame | ErrorFrame, text: string): void {
    const asked = frame.kind === 'result_error' ? null : (this.#calls?.answeredBy(frame.id) ?? null);
    tellAnswer(this, { frame, text }, asked);
  }

  #settle(id: string, outcome: CallOutcome): void {
    if (this.#calls?.actionOf(id) == null) this.#unasked(id);
    else this.#calls.settle(id, outcome);
  }

  #unasked(messageId: string): void {
    this.edge.metrics.count('ocpp_frames_rejected_total', { reason: 'unasked' });
    this.edge.log.info({ stationId: this.stationId, messageId }, 'answer.unasked');
  }

  #resultRefused(frame: ErrorFrame): void {
    const action = this.answers().actionOf(frame.id);
    if (action === null) this.#unasked(frame.id);
    else keepUnusable(this, action, frame);
  }

  #unreadable(fault: FrameFault, text: string | null): void {
    const { edge } = this;
    const { reason } = fault;
    this.#badFrames += 1;
    tellUnreadable(this, { reason, isBinary: text === null, inARow: this.#badFrames });
    tellOther(this, { direction: 'IN', kind: 'UNREADABLE', messageId: fault.id, text, errorCode: reason });
    const error = errorOfUnreadable(edge, fault);
    if (error === null) this.#unreadableAnswer(fault);
    else {
      edge.countError(error.code);
      const answer = errorText(error.id, error.code, reason.replaceAll('_', ' '), {});
      this.#write(answer);
      tellOther(this, { direction: 'OUT', kind: 'ERROR', messageId: error.id, text: answer, errorCode: error.code });
    }
    if (this.#badFrames >= edge.limits.badFramesBeforeClose) this.close(1008, 'too many unreadable frames');
  }

  /** An answer that cannot be read is an answer all the same: the next call need not wait for the time-out. */
  #unreadableAnswer({ reason, messageType, id }: FrameFault): void {
    const isAnswer = messageType !== null && messageType !== 2 && messageType !== 6;
    if (!isAnswer || id === null || this.#calls?.actionOf(id) == null) return;
    const code = codeOf(this.edge, 'framework');
    if (messageType === 3) this.#refuseResult(id, code, reason);
    else this.#settle(id, { kind: 'error', errorCode: code, description: reason });
  }

  #write(text: string): void {
    const wire = this.#wire;
    if (wire.readyState !== OPEN) return;
    if (wire.bufferedAmount + text.length <= this.edge.limits.maxUnsentBytes) {
      wire.send(text);
      return;
    }
    if (!this.#unread) this.#countPause('unread');
    this.#unread = true;
    this.#pause();
    wire.send(text, () => this.#drained());
  }

  #drained(): void {
    if (!this.#unread || this.#wire.bufferedAmount > this.edge.limits.maxUnsentBytes) return;
    this.#unread = false;
    this.#resume();
    this.#workOn();
  }

  #countPause(reason: 'backlog' | 'unread'): void {
    this.edge.metrics.count('ocpp_reads_paused_total', { reason });
  }

  #pauseForBacklog(): void {
    if (!this.#paused) this.#countPause('backlog');
    this.#pause();
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#wire.pause();
  }

  #resume(): void {
    if (!this.#paused || this.#unread || (this.#queue?.length ?? 0) > 0) return;
    this.#paused = false;
    this.#pongDue = false;
    this.#wire.resume();
  }
}
