/** Forms of our own pages. */
import type { IncomingMessage } from 'node:http';

/** Of a request whose body is here, see door.ts: so it is short. */
export const readForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
};

/**
 * Whether a form may come from where it comes. What browsers say themselves counts; programs say nothing of it. The
 * cookies are SameSite=Lax beside that.
 */
export const isOwnForm = ({ headers }: IncomingMessage, origin: string): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.origin === undefined || headers.origin === origin;
};
