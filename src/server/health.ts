/** /health/live: the process turns. /health/ready: it can do its work. /metrics: Prometheus text. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Health = {
  /** Rejects, or answers false, while the part cannot do its work. */
  readonly checks: Readonly<Record<string, () => Promise<boolean>>>;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly body: string }>;
};

const CHECK_WITHIN_MS = 2_000;

const passes = async (check: () => Promise<boolean>): Promise<boolean> => {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), CHECK_WITHIN_MS);
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false; // the part's own log says why; here it only counts that it isn't ready
  } finally {
    clearTimeout(timer);
  }
};

const answer = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};

/** Whether every part can do its work. */
export const isReady = async (health: Pick<Health, 'checks'>): Promise<boolean> =>
  (await Promise.all(Object.values(health.checks).map(passes))).every(Boolean);

const ready = async (health: Health, response: ServerResponse): Promise<void> => {
  const names = Object.keys(health.checks);
  const results = await Promise.all(Object.values(health.checks).map(passes));
  const checks = Object.fromEntries(names.map((name, index) => [name, results[index] ? 'ok' : 'failing']));
  const ok = results.every(Boolean);
  answer(response, ok ? 200 : 503, { status: ok ? 'ok' : 'unavailable', checks });
};

export const OPERATIONS_PATHS = ['/health/live', '/health/ready', '/metrics'] as const;
type OperationsPath = (typeof OPERATIONS_PATHS)[number];
const isOperations = (path: string): path is OperationsPath => OPERATIONS_PATHS.some((own) => own === path);

/** Answers the operations' paths; false: not one of them. */
export const handleOperations = (
  health: Health,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean => {
  if (!isOperations(path)) return false;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
  } else if (path === '/health/live') {
    answer(response, 200, { status: 'ok' });
  } else if (path === '/health/ready') {
    void ready(health, response);
  } else {
    health.metrics().then(
      ({ contentType, body }) => response.writeHead(200, { 'content-type': contentType }).end(body),
      () => answer(response, 500, { status: 'unavailable' }),
    );
  }
  return true;
};
