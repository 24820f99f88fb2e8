/** A station server on a real HTTP server, with services that write down what they are told, and a bare station to knock at it. */

import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ClientOptions, WebSocket } from 'ws';
import { NOTHING_KNOWN } from '../../../src/domain/abilities.ts';
import type { Command, StationAnswer } from '../../../src/domain/command.ts';
import type { CommandParameters, CommandType } from '../../../src/domain/commands/commands.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { Station } from '../../../src/domain/station.ts';
import type { ProblemNews } from '../../../src/domain/station-problem.ts';
import type { OcppProtocol } from '../../../src/ocpp/protocol.ts';
import type { StationServerOptions } from '../../../src/ocpp/server/options.ts';
import { createStationServer, type StationServer } from '../../../src/ocpp/server/station-server.ts';
import type { Admission, Knock, StationInbox } from '../../../src/services/inbox.ts';
import { type FrameLog, NO_FRAME_LOG } from '../../../src/services/messages/recorder.ts';
import type { StationOrder } from '../../../src/services/ports/station-links.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { protocol16, protocol21, protocol201 } from './protocols.ts';

const AT = new Date('2026-03-01T00:00:00.000Z');

export const station = (id: string, changes: Partial<Station> = {}): Station => ({
  partyId: 'default',
  id,
  version: 1,
  locationId: null,
  groupId: null,
  name: null,
  registration: 'accepted',
  security: { profile: 0, passwordHash: null },
  validation: 'lenient',
  vendor: null,
  model: null,
  serialNumber: null,
  firmwareVersion: null,
  protocol: null,
  online: false,
  connectedAt: null,
  disconnectedAt: null,
  disconnectReason: null,
  openOutages: [],
  meterKeys: [],
  problems: [],
  bootedAt: AT,
  clockSkewS: null,
  status: 'UNKNOWN',
  evses: [],
  evseSeries: 0,
  replacedBy: null,
  createdAt: AT,
  updatedAt: AT,
  ...changes,
});

/** Resolves as soon as something that was told before or is told later fits. */
export const createJournal = <T>() => {
  const all: T[] = [];
  const told = new EventEmitter();
  told.setMaxListeners(0);
  return {
    all,
    tell: (entry: T) => {
      all.push(entry);
      told.emit('told');
    },
    find: async (fits: (entry: T) => boolean): Promise<T> => {
      for (;;) {
        const found = all.find(fits);
        if (found !== undefined) return found;
        await once(told, 'told');
      }
    },
    /** The first so many that fit. */
    several: async (count: number, fits: (entry: T) => boolean = () => true): Promise<readonly T[]> => {
      for (;;) {
        const found = all.filter(fits);
        if (found.length >= count) return found.slice(0, count);
        await once(told, 'told');
      }
    },
  };
};

export type Told =
  | { readonly what: 'connected' | 'disconnected' | 'boot' | 'ready'; readonly stationId: string }
  | { readonly what: 'problem'; readonly stationId: string; readonly news: ProblemNews }
  | {
      readonly what: 'message' | 'quarantine';
      readonly stationId: string;
      readonly action: string;
      readonly payload: JsonObject;
    }
  | { readonly what: 'late'; readonly commandId: string; readonly answer: StationAnswer };

export type GatewayInput = {
  readonly options?: Partial<StationServerOptions>;
  readonly admit?: (knock: Knock) => Promise<Admission>;
  readonly protocols?: readonly OcppProtocol[];
  readonly inbox?: Partial<StationInbox>;
  readonly frames?: FrameLog;
  readonly server?: Server;
  readonly random?: () => number;
};

export type Gateway = AsyncDisposable & {
  readonly links: StationServer;
  readonly clock: ManualClock;
  readonly port: number;
  readonly told: ReturnType<typeof createJournal<Told>>;
  readonly counted: ReturnType<
    typeof createJournal<{ readonly name: string; readonly labels: Record<string, string> }>
  >;
  /** What a gauge reads now. */
  readonly gauge: (name: string) => number | undefined;
  readonly logged: ReturnType<
    typeof createJournal<{ readonly event: string; readonly fields: Record<string, unknown> }>
  >;
  /** Connects and waits until the services know of it. */
  readonly connect: (id: string, input?: StationInput) => Promise<TestStation>;
};

export type StationInput = {
  readonly subprotocols?: readonly string[];
  readonly client?: ClientOptions;
  readonly path?: string;
};

export const startGateway = async (input: GatewayInput = {}): Promise<Gateway> => {
  const clock = createManualClock();
  const told = createJournal<Told>();
  const counted = createJournal<{ name: string; labels: Record<string, string> }>();
  const gauges = new Map<string, () => number>();
  const logged = createJournal<{ event: string; fields: Record<string, unknown> }>();
  const log = (fields: Record<string, unknown>, event: string) => logged.tell({ event, fields });
  let lastId = 0;
  const inbox: StationInbox = {
    admit: input.admit ?? (async ({ stationId }) => ({ kind: 'admitted', station: station(stationId) })),
    ready: (stationId) => told.tell({ what: 'ready', stationId }),
    connected: async (stationId) => told.tell({ what: 'connected', stationId }),
    disconnected: async (stationId) => told.tell({ what: 'disconnected', stationId }),
    boot: async ({ stationId }) => {
      told.tell({ what: 'boot', stationId });
      return { registration: 'accepted', now: clock.now(), intervalS: 300 };
    },
    heartbeat: async () => ({ now: clock.now() }),
    status: async () => undefined,
    notified: async () => undefined,
    authorize: async () => ({ status: 'ACCEPTED', expiresAt: null, groupId: null, token: null }),
    transaction: async () => ({ transactionId: '1', sessionId: null, authorization: null }),
    meterValues: async () => undefined,
    meterKeys: async () => undefined,
    plugs: async () => undefined,
    firmwareStatus: async () => undefined,
    securityEvent: async () => undefined,
    message: async (stationId, action, payload) => told.tell({ what: 'message', stationId, action, payload }),
    onlyEvse: async () => null,
    quarantine: async ({ stationId, action, payload }) => told.tell({ what: 'quarantine', stationId, action, payload }),
    problem: (news) => told.tell({ what: 'problem', stationId: news.stationId, news }),
    clockSeen: () => undefined,
    knowledge: async () => NOTHING_KNOWN,
    learnt: () => undefined,
    lateAnswer: async (commandId, answer) => told.tell({ what: 'late', commandId, answer }),
    ...input.inbox,
  };
  const links = createStationServer(
    {
      inbox,
      frames: input.frames ?? NO_FRAME_LOG,
      clock,
      log: { debug: log, info: log, warn: log, error: log },
      metrics: {
        count: (name, labels = {}) => counted.tell({ name, labels }),
        observe: (name, _value, labels = {}) => counted.tell({ name, labels }),
        gauge: (name, read) => {
          gauges.set(name, read);
        },
      },
      newId: () => `id-${++lastId}`,
      protocols: input.protocols ?? [protocol16, protocol201, protocol21],
      random: input.random ?? (() => 0),
    },
    // Stations are there at once, but where their boot is what is looked at.
    { bootWaitMs: 0, ...input.options },
  );
  const server = input.server ?? createServer();
  server.on('upgrade', links.handleUpgrade);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const opened: TestStation[] = [];

  return {
    links,
    clock,
    port,
    told,
    counted,
    gauge: (name) => gauges.get(name)?.(),
    logged,
    connect: async (id, stationInput = {}) => {
      const isIts = (entry: Told) => entry.what === 'connected' && entry.stationId === id;
      const before = told.all.filter(isIts).length;
      const connected = await openStation(port, id, stationInput);
      opened.push(connected);
      await told.several(before + 1, isIts);
      return connected;
    },
    [Symbol.asyncDispose]: async () => {
      for (const { socket } of opened) socket.terminate();
      await links.close();
      server.closeAllConnections();
      server.close();
    },
  };
};

export type TestStation = {
  readonly socket: WebSocket;
  readonly frames: ReturnType<typeof createJournal<readonly unknown[]>>;
  readonly send: (frame: unknown) => void;
  /** Sends a CALL and waits for the answer of that id. */
  readonly call: (id: string, action: string, payload?: unknown) => Promise<readonly unknown[]>;
  /** The next CALL of the gateway for that action. */
  readonly asked: (action: string) => Promise<readonly unknown[]>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
};

/** What a bare handshake is answered with; the socket is the client's to close. */
export const knock = async (
  port: number,
  path: string,
  /** undefined leaves one out. */
  headers: Readonly<Record<string, string | undefined>> = {},
): Promise<{
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly socket: Duplex;
  /** What came behind the handshake. */
  readonly head: Buffer;
}> => {
  const outgoing = request({
    port,
    host: '127.0.0.1',
    path,
    headers: Object.fromEntries(
      Object.entries({
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'MDEyMzQ1Njc4OWFiY2RlZg==',
        'Sec-WebSocket-Protocol': 'ocpp1.6',
        ...headers,
      }).filter(([, value]) => value !== undefined),
    ),
  });
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      response.resume();
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        socket: response.socket,
        head: Buffer.alloc(0),
      });
    });
    outgoing.on('upgrade', (response, socket, head) => {
      socket.on('error', () => undefined);
      resolve({ status: 101, headers: response.headers, socket, head });
    });
    outgoing.end();
  });
};

/** A client that knows nothing of OCPP but the array. */
export const openStation = async (port: number, id: string, input: StationInput = {}): Promise<TestStation> => {
  const path = input.path ?? `/ocpp/${encodeURIComponent(id)}`;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...(input.subprotocols ?? ['ocpp1.6'])], {
    perMessageDeflate: false,
    ...input.client,
  });
  const frames = createJournal<readonly unknown[]>();
  socket.on('message', (data) => frames.tell(JSON.parse(data.toString())));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await once(socket, 'open');
  socket.on('error', () => undefined);
  const send = (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  return {
    socket,
    frames,
    send,
    call: (callId, action, payload = {}) => {
      send([2, callId, action, payload]);
      return frames.find((frame) => frame[0] !== 2 && frame[1] === callId);
    },
    asked: (action) => frames.find((frame) => frame[0] === 2 && frame[2] === action),
    closed,
  };
};

const PARAMETERS = {
  RESET_STATION: { mode: 'IMMEDIATE', evseId: null },
  SET_VARIABLES: { variables: [] },
  START_SESSION: { evseId: 1, connectorId: null, token: { uid: 'T', type: 'RFID' } },
  STOP_SESSION: { sessionId: 's' },
} satisfies Partial<CommandParameters>;

/** An order with no more in it than these tests look at. */
export const order = (
  type: keyof typeof PARAMETERS,
  stationId: string,
  id: string = `command-${type}`,
  changes: { readonly expiresAt?: Date } = {},
): StationOrder => {
  const command = {
    id,
    version: 1,
    number: 1,
    type,
    parameters: PARAMETERS[type],
    stationId,
    locationId: null,
    evseId: null,
    sessionId: null,
    status: 'SENT',
    result: null,
    error: null,
    lateOutcome: null,
    requestedBy: { clientId: 'c', userId: null },
    createdAt: AT,
    updatedAt: AT,
    expiresAt: new Date('2027-01-01T00:00:00.000Z'),
    sentAt: null,
    answeredAt: null,
    ...changes,
  } as Command<CommandType>;
  return { command, transactionId: null, sessionEvseId: null } as StationOrder;
};

/** A promise that is settled from outside. */
export const createLatch = () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};
