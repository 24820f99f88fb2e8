/** What a request's headers say of where it came from, for the audit log. */
import { LONGEST_USER_AGENT, type Origin } from '../domain/access.ts';
import { cutText } from '../domain/cut-text.ts';
import { traceparentOf } from '../domain/traceparent.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const first = (header: string | string[] | undefined): string | null =>
  (Array.isArray(header) ? header[0] : header) ?? null;

export const saidOf = (headers: Headers): Pick<Origin, 'traceparent' | 'userAgent'> => {
  const userAgent = first(headers['user-agent']);
  return {
    traceparent: traceparentOf(first(headers.traceparent)),
    userAgent: userAgent === null ? null : cutText(userAgent, LONGEST_USER_AGENT),
  };
};
