/** Lets a request to the issuer in when its body is here, it has a place, and its sender has not guessed too much. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError, isDomainError } from '../domain/error.ts';
import { holdToBodyTime } from '../services/body-time.ts';
import type { Clock } from '../services/ports/time.ts';
import type { AddressOf } from '../services/request-address.ts';
import type { Asker, RequestGate } from '../services/request-gate.ts';
import type { RequestQuota } from '../services/request-quota.ts';
import type { Guess, SecretGuesses } from '../services/secret-guesses.ts';

/** What oidc-provider reads at most; less than what Node keeps of a body that nobody reads. */
const MOST_BYTES = 56 * 1024;

/** RFC 6749, 2.3.1: the client's id in the Basic scheme; null: there is none that can be read. */
const clientIdOf = (authorization: string | undefined): string | null => {
  const encoded = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const [id = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':', 1);
  try {
    return decodeURIComponent(id.replaceAll('+', '%20'));
  } catch {
    return null; // not form-encoded: oidc-provider refuses it, too
  }
};

/** RFC 6749, 2.3.1: the client's id in the body; null: it names none. The body is here, and stays to be read. */
const clientIdInBody = (request: IncomingMessage): string | null => {
  // Reading what is not there would end the request for whoever reads it next.
  if (request.readableLength === 0) return null;
  const body: Buffer = request.read();
  request.unshift(body);
  return new URLSearchParams(body.toString('utf8')).get('client_id');
};

/** Resolves when the whole body waits in memory, still unread. Throws payload_too_large. */
const bodyIsHere = (request: IncomingMessage): Promise<void> =>
  new Promise((resolve, reject) => {
    const tooLarge = (): boolean => {
      if (Number(request.headers['content-length'] ?? 0) <= MOST_BYTES && request.readableLength <= MOST_BYTES)
        return false;
      reject(new DomainError('payload_too_large'));
      return true;
    };
    if (tooLarge()) return;
    const look = (): void => {
      if (!tooLarge() && !request.complete) return;
      request.off('readable', look);
      if (request.complete) resolve();
    };
    request.on('readable', look);
    look();
  });

const REFUSALS = {
  rate_limited: { status: 429, error: 'temporarily_unavailable' },
  unavailable: { status: 503, error: 'temporarily_unavailable' },
  request_timeout: { status: 408, error: 'invalid_request' },
  payload_too_large: { status: 413, error: 'invalid_request' },
} as const;

const isRefusal = (code: string): code is keyof typeof REFUSALS => Object.hasOwn(REFUSALS, code);

/** RFC 6749, 5.2, and its word for a server that is overloaded (4.1.2.1). Throws what is no refusal. */
const refuse = (request: IncomingMessage, response: ServerResponse, reason: unknown): void => {
  if (!isDomainError(reason) || !isRefusal(reason.code)) throw reason;
  const { status, error } = REFUSALS[reason.code];
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(reason.retryAfterS === null ? {} : { 'retry-after': String(Math.ceil(reason.retryAfterS)) }),
      // The rest of it may come at any time.
      ...(request.complete ? {} : { connection: 'close' }),
    })
    .end(JSON.stringify({ error, error_description: reason.detail }));
};

/** What keeps something for whoever asks, without a body: a sign-in that begins, and its steps. */
const isWritten = ({ url = '' }: IncomingMessage): boolean =>
  /^\/oauth\/(authorize|interaction|logout|callback)\b/.test(url);

export type Door = {
  /** true: go on; false: it was refused, and answered. */
  readonly admit: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  readonly guessOf: (request: IncomingMessage) => Guess;
};

export const createDoor = ({
  clock,
  requestGate,
  requestQuota,
  secretGuesses,
  addressOf,
}: {
  readonly clock: Clock;
  readonly requestGate: RequestGate;
  readonly requestQuota: RequestQuota;
  readonly secretGuesses: SecretGuesses;
  readonly addressOf: AddressOf;
}): Door => {
  const namedInBody = new WeakMap<IncomingMessage, string>();
  const guessOf = (request: IncomingMessage): Guess => ({
    address: addressOf(request),
    clientId: clientIdOf(request.headers.authorization) ?? namedInBody.get(request) ?? null,
  });
  return {
    guessOf,
    admit: async (request, response) => {
      const asker: Asker = { face: 'oauth', address: addressOf(request), caller: null };
      const { promise: late, reject: tooLate } = Promise.withResolvers<never>();
      try {
        const isPost = request.method === 'POST';
        if (isPost || isWritten(request)) {
          await requestQuota.admitStranger({ address: asker.address, face: 'oauth' }, (headers) =>
            response.setHeaders(new Map(Object.entries(headers))),
          );
        }
        if (isPost) {
          await secretGuesses.admit(guessOf(request));
          holdToBodyTime(
            { clock, requestGate },
            { request, response, asker, late: () => tooLate(new DomainError('request_timeout')) },
          );
          await Promise.race([bodyIsHere(request), late]);
          const named = guessOf(request).clientId === null ? clientIdInBody(request) : null;
          if (named !== null) {
            namedInBody.set(request, named);
            await secretGuesses.admit(guessOf(request));
          }
        }
        response.once('close', requestGate.enter(asker));
        return true;
      } catch (reason) {
        refuse(request, response, reason);
        return false;
      }
    },
  };
};
