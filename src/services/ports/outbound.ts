/** HTTP to addresses that others give us: webhook endpoints, callbacks, partners, issuers. */

export type OutboundRequest = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** W3C traceparent of what caused the request; sent on when it has the right form. */
  readonly traceparent?: string | null;
  /** From the call to the last byte of the answer, waiting included. Default 15 s. */
  readonly deadlineMs?: number;
  /** Of the answer's body. Default 1 MiB. */
  readonly maxBytes?: number;
  /** A longer answer fails the request, or is kept up to maxBytes and told as cut. Default 'fail'. */
  readonly longerAnswer?: 'fail' | 'cut';
  readonly signal?: AbortSignal;
};

/** Nothing was sent, and nothing will be until the address or the settings change. */
export type RefusedWhy =
  /** No URL, or not one of http and https. */
  | 'bad_url'
  | 'credentials_in_url'
  /** http, where only https is allowed. */
  | 'insecure'
  /** In a range that is no public one, and not listed by OUTBOUND_ALLOW. */
  | 'address'
  /** A header that cannot be sent. */
  | 'bad_request';

/** It may go well another time. */
export type FailedWhy =
  /** Not sent: too many requests wait, for this host or in all. */
  | 'busy'
  /** Not sent: the name does not resolve. */
  | 'dns'
  /** Not sent: no connection. */
  | 'connect'
  /** Not sent: no TLS, or not with who was meant. */
  | 'tls'
  /** The connection broke, or what came was no HTTP. */
  | 'connection'
  | 'deadline'
  | 'answer_too_long'
  /** A 3xx: never followed, for it leads past every check of the address. */
  | 'redirect'
  /** By the caller's signal, or the process ends. */
  | 'aborted';

export type OutboundOutcome =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      /** Names in lower case; values of the same name joined by ", ". */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer;
      readonly isCut: boolean;
      readonly durationMs: number;
    }
  | { readonly outcome: 'refused'; readonly why: RefusedWhy; readonly durationMs: number }
  | {
      readonly outcome: 'failed';
      readonly why: FailedWhy;
      /** What the answer's head said, where there was one. */
      readonly status: number | null;
      readonly durationMs: number;
    };

export type Outbound = {
  /** One attempt. Never rejects. */
  readonly send: (request: OutboundRequest) => Promise<OutboundOutcome>;
};

export type OutboundCheck = {
  /**
   * Why nothing would be sent to that URL as it is now; null: it would. A name that does not resolve is no reason: it may
   * later. Each request is judged anew. Never rejects.
   */
  readonly check: (url: string) => Promise<RefusedWhy | null>;
};
