/**
 * A bad network between stations and the gateway: a WebSocket proxy that loses, doubles, delays and reorders what stations
 * say, as a plan asks for. The stations know nothing of it and retry as they always do.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/**
 * What happens to one CALL of a station.
 *
 * - lose, loseAnswer: the call or its answer never arrives, and the station's time-out comes.
 * - hold, holdAnswer: the same, but what was held arrives later, behind newer ones. keep: it arrives at the very end.
 * - double: it arrives twice. copy: once more, with another message id.
 * - cutBefore: the socket dies with the call in it. cutAfter: it dies with the answer in it.
 * - leave: the call arrives, and the station's side dies while the gateway's side stays open: two sockets, soon.
 * - leaveHeld: the same, and the call arrives over the old socket when the new one is already there.
 */
export const MEDDLINGS = [
  'lose',
  'loseAnswer',
  'hold',
  'keep',
  'holdAnswer',
  'double',
  'copy',
  'cutBefore',
  'cutAfter',
  'leave',
  'leaveHeld',
] as const;
export type Meddling = (typeof MEDDLINGS)[number] | 'pass';

export type Interference = {
  /** One for each CALL but Heartbeat, in their order; behind the last one all pass. */
  readonly plan: readonly Meddling[];
  /** Lets the station's time-out for the call that it waits for come. */
  readonly timeOut: () => void;
};

export type Meddler = {
  /** Without the identity. */
  readonly url: string;
  readonly interfere: (stationId: string, interference: Interference) => void;
  /** Whether the plan goes on; while it does not, everything passes. */
  readonly pause: (stationId: string, paused: boolean) => void;
  /** Sends on all that is held, now, and lets everything pass from here on. */
  readonly relent: (stationId: string) => void;
  /** What has been done to the station's messages. */
  readonly done: (stationId: string) => ReadonlySet<Meddling>;
  readonly close: () => Promise<void>;
};

/** More than that in a row would use up the attempts of a station that gives up at last. */
const MOST_LOSSES_IN_A_ROW = 3;
/** What is held is sent on behind so many later calls. */
const HELD_BEHIND = 2;

const LOSSES: ReadonlySet<Meddling> = new Set(['lose', 'loseAnswer', 'hold', 'keep', 'holdAnswer']);

type Link = {
  readonly down: WebSocket;
  readonly up: WebSocket;
  /** The station has gone; the gateway's side was left open. */
  left: boolean;
};

type Line = Interference & {
  readonly done: Set<Meddling>;
  next: number;
  paused: boolean;
  lossesInARow: number;
  held: { readonly send: () => void; behind: number }[];
  /** What is done with the answer to a message id. */
  readonly answers: Map<string, 'loseAnswer' | 'holdAnswer' | 'cutAfter'>;
  current: Link | null;
  /** Sockets that were left, with what is still to be said over them. */
  readonly old: { readonly up: WebSocket; readonly text: string | null }[];
};

const send = (socket: WebSocket, text: string): void => {
  if (socket.readyState === WebSocket.OPEN) socket.send(text);
};

const cut = ({ down, up }: Link): void => {
  down.terminate();
  up.terminate();
};

/** gatewayUrl: ws://host:port/ocpp */
export const startMeddler = async (gatewayUrl: string): Promise<Meddler> => {
  const lines = new Map<string, Line>();
  const sockets = new Set<WebSocket>();

  const meddle = (line: Line): Meddling => {
    if (line.paused) return 'pass';
    const asked = line.plan[line.next] ?? 'pass';
    line.next += 1;
    const picked = LOSSES.has(asked) && line.lossesInARow >= MOST_LOSSES_IN_A_ROW ? 'pass' : asked;
    line.lossesInARow = LOSSES.has(picked) ? line.lossesInARow + 1 : 0;
    line.done.add(picked);
    return picked;
  };

  const hold = (line: Line, release: () => void, behind = HELD_BEHIND) => line.held.push({ send: release, behind });

  const releaseDue = (line: Line) => {
    for (const one of line.held) one.behind -= 1;
    const due = line.held.filter(({ behind }) => behind < 0);
    line.held = line.held.filter(({ behind }) => behind >= 0);
    for (const one of due) one.send();
  };

  const sendNow = (line: Line, text: string) => {
    if (line.current !== null) send(line.current.up, text);
  };

  const leave = (line: Line, link: Link, text: string | null) => {
    link.left = true;
    line.old.push({ up: link.up, text });
    link.down.terminate();
  };

  const fromStation = (line: Line, link: Link, text: string) => {
    const [type, id, ...rest] = JSON.parse(text) as [number, string, string, object];
    if (type !== 2) {
      send(link.up, text);
      // An answer said twice is said once.
      if (!line.paused && line.plan[line.next] === 'double') send(link.up, text);
      return;
    }
    const meddling = rest[0] === 'Heartbeat' ? 'pass' : meddle(line);
    switch (meddling) {
      case 'lose':
        line.timeOut();
        break;
      case 'hold':
        hold(line, () => sendNow(line, text));
        line.timeOut();
        break;
      case 'keep':
        hold(line, () => sendNow(line, text), Number.POSITIVE_INFINITY);
        line.timeOut();
        break;
      case 'double':
        send(link.up, text);
        send(link.up, text);
        break;
      case 'copy':
        send(link.up, text);
        send(link.up, JSON.stringify([2, randomUUID(), ...rest]));
        break;
      case 'cutBefore':
        cut(link);
        break;
      case 'leave':
        send(link.up, text);
        leave(line, link, null);
        break;
      case 'leaveHeld':
        leave(line, link, text);
        break;
      case 'loseAnswer':
      case 'holdAnswer':
      case 'cutAfter':
        line.answers.set(id, meddling);
        send(link.up, text);
        break;
      case 'pass':
        send(link.up, text);
    }
    releaseDue(line);
  };

  const fromGateway = (line: Line, link: Link, text: string) => {
    const [, id] = JSON.parse(text) as [number, string];
    const meddling = line.answers.get(id);
    line.answers.delete(id);
    if (meddling === 'cutAfter') {
      cut(link);
    } else if (meddling === undefined) {
      send(link.down, text);
    } else {
      if (meddling === 'holdAnswer') hold(line, () => send(link.down, text));
      line.timeOut();
    }
  };

  const connected = (down: WebSocket, request: IncomingMessage) => {
    const stationId = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
    const line = lines.get(stationId);
    if (line === undefined) {
      down.terminate();
      return;
    }
    const up = new WebSocket(`${gatewayUrl}/${encodeURIComponent(stationId)}`, [down.protocol]);
    const link: Link = { down, up, left: false };
    sockets.add(down).add(up);
    line.current = link;
    const early: string[] = [];
    down.on('message', (data) => {
      if (up.readyState === WebSocket.CONNECTING) early.push(data.toString());
      else fromStation(line, link, data.toString());
    });
    up.on('open', () => {
      for (const text of early) fromStation(line, link, text);
      for (const { up: old, text } of line.old.splice(0)) if (text !== null) send(old, text);
    });
    up.on('message', (data) => fromGateway(line, link, data.toString()));
    // Sockets die here on purpose; what a station or the gateway makes of it is what the tests look at.
    down.on('error', () => down.terminate());
    up.on('error', () => up.terminate());
    down.on('close', () => {
      sockets.delete(down);
      if (line.current === link) line.current = null;
      if (!link.left) up.terminate();
    });
    up.on('close', () => {
      sockets.delete(up);
      down.terminate();
    });
  };

  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', connected);
  await new Promise<void>((resolve) => server.once('listening', resolve));

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ocpp`,
    interfere: (stationId, interference) => {
      lines.set(stationId, {
        ...interference,
        done: new Set(),
        next: 0,
        paused: false,
        lossesInARow: 0,
        held: [],
        answers: new Map(),
        current: null,
        old: [],
      });
    },
    pause: (stationId, paused) => {
      const line = lines.get(stationId);
      if (line !== undefined) line.paused = paused;
    },
    relent: (stationId) => {
      const line = lines.get(stationId);
      if (line === undefined) return;
      line.next = line.plan.length;
      for (const { send: release } of line.held.splice(0)) release();
    },
    done: (stationId) => lines.get(stationId)?.done ?? new Set(),
    close: async () => {
      for (const socket of sockets) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

/**
 * Time on a station's wire without any real time: short waits (reconnection, retries) end at once, long ones (the
 * time-outs of calls) only when told to.
 */
export const createWireClock = (clock: { readonly now: () => Date }) => {
  const SHORT_MS = 10_000;
  const waiting = new Set<() => void>();
  return {
    now: clock.now,
    after: (ms: number, callback: () => void): (() => void) => {
      if (ms < SHORT_MS) {
        const soon = setImmediate(callback);
        return () => clearImmediate(soon);
      }
      const due = () => {
        waiting.delete(due);
        callback();
      };
      waiting.add(due);
      return () => {
        waiting.delete(due);
      };
    },
    timeOut: () => {
      for (const due of [...waiting]) due();
    },
  };
};
