/** The tunables of the station side, each with its default. */
import type { RpcLimits } from '../rpc/edge.ts';

/** A reverse proxy in front of us that ends TLS. It must set these headers itself and drop what clients send in them. */
export type TrustedProxy = {
  /** IP addresses or CIDR ranges of the proxies; the headers of others are not looked at. */
  readonly addresses: readonly string[];
  /** Header with the subject of a client certificate that the proxy has verified, as `CN=…,O=…` (RFC 4514); null: none. */
  readonly clientSubjectHeader: string | null;
};

export type StationServerOptions = RpcLimits & {
  /** A station's URL is this path, anything or nothing, and the identity as its last segment. Default `/ocpp/`. */
  readonly path: string;
  /** Between two pings of one station; a dead connection is found within two of them. Default 30 s. */
  readonly pingIntervalMs: number;
  /** Handshakes that are checked at the same time. Default 64. */
  readonly admissionsAtOnce: number;
  /** Handshakes that wait for that; more get 503. Default 10,000. */
  readonly admissionsWaiting: number;
  /** A handshake is answered within this time, waiting and checking each: 503. Default 20 s. */
  readonly admissionTimeoutMs: number;
  /** Least `Retry-After` of that 503; at most twice that, at random, so that those who were turned away don't come back together. Default 10 s. */
  readonly retryAfterS: number;
  /**
   * How long commands wait for the boot of a station that has connected and has booted before: many boot a moment later,
   * and take nothing until then. 0: not at all. Default 5 s.
   */
  readonly bootWaitMs: number;
  /** How long the closing of all stations may take. Default 5 s. */
  readonly closeWithinMs: number;
  /** How long the message ids of an OCPP 2.1 identity are kept after its connection ended. Default 10 min. */
  readonly answersKeptMs: number;
  /** null (default): no proxy is trusted. */
  readonly trustedProxy: TrustedProxy | null;
};

/**
 * callTimeoutMs 30 s, handlerTimeoutMs 20 s (stations give up at 30 s), maxQueuedCalls 100, maxQueuedMessages 32, maxFrameBytes 1 MiB, maxUnsentBytes 1 MiB,
 * badFramesBeforeClose 20, rememberedAnswers 8, rememberedTimeouts 16.
 */
export const DEFAULT_STATION_SERVER_OPTIONS: StationServerOptions = {
  callTimeoutMs: 30_000,
  handlerTimeoutMs: 20_000,
  maxQueuedCalls: 100,
  maxQueuedMessages: 32,
  maxFrameBytes: 1024 * 1024,
  maxUnsentBytes: 1024 * 1024,
  badFramesBeforeClose: 20,
  rememberedAnswers: 8,
  rememberedTimeouts: 16,
  path: '/ocpp/',
  pingIntervalMs: 30_000,
  admissionsAtOnce: 64,
  admissionsWaiting: 10_000,
  admissionTimeoutMs: 20_000,
  retryAfterS: 10,
  bootWaitMs: 5_000,
  closeWithinMs: 5_000,
  answersKeptMs: 600_000,
  trustedProxy: null,
};
