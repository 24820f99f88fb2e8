/** What each face may answer to a request, however wrong: its own form, and never a fault of the gateway's. */
import { ERROR_CODES } from '../../src/domain/error.ts';
import type { ApiRequest } from './api-cases.ts';

export type ApiAnswer = { readonly status: number; readonly contentType: string; readonly body: string };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is a verdict of its own.
    return undefined;
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCode = (code: unknown): boolean => typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);

const restFault = ({ status, contentType, body }: ApiAnswer): string | null => {
  if (status < 400) return null;
  const problem = parsed(body);
  if (!contentType.startsWith('application/problem+json')) return `${status} as ${contentType || 'nothing'}`;
  if (!isObject(problem) || problem.status !== status || !isCode(problem.code) || typeof problem.title !== 'string')
    return `${status} with a problem of another form`;
  return null;
};

export const graphqlFault = ({ status, body }: Pick<ApiAnswer, 'status' | 'body'>): string | null => {
  // Nothing that it could say is of a kind that the client takes.
  if (status === 406) return null;
  const answer = parsed(body);
  if (!isObject(answer)) return `${status} without a JSON object`;
  const { errors } = answer;
  if (errors === undefined) return status < 400 && 'data' in answer ? null : `${status} without data and errors`;
  if (!Array.isArray(errors) || errors.length === 0) return 'errors of another form';
  for (const error of errors as readonly unknown[]) {
    const code = isObject(error) && isObject(error.extensions) ? error.extensions.code : undefined;
    if (!isCode(code)) return 'an error without a code of the table';
    if (code === 'internal') return 'the error internal';
  }
  return null;
};

const oauthFault = ({ method, path }: ApiRequest, { status, body }: ApiAnswer): string | null => {
  if (method !== 'POST' || path !== '/oauth/token' || status < 400) return null;
  const answer = parsed(body);
  return isObject(answer) && typeof answer.error === 'string' ? null : `${status} without an OAuth error`;
};

/** As many commands wait for one station as may. */
const isBusy = ({ status, body }: ApiAnswer): boolean => {
  const problem = parsed(body);
  return status === 503 && isObject(problem) && problem.code === 'station_busy';
};

/** null: right. */
export const apiFault = (request: ApiRequest, answer: ApiAnswer): string | null => {
  if (answer.status >= 500 && !isBusy(answer)) return `the status ${answer.status}`;
  // HTTP's own refusals come before any face.
  if (answer.status === 431 || (answer.status === 400 && answer.body === '')) return null;
  if (request.method === 'HEAD' || request.method === 'OPTIONS') return null;
  if (request.face === 'rest') return restFault(answer);
  return request.face === 'graphql' ? graphqlFault(answer) : oauthFault(request, answer);
};
