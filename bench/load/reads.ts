/** The same read again and again over a few connections; every body is held to the one that it must be. */
import { createHttpClient, type HttpRequest } from './http.ts';

export type ReadsInput = {
  readonly request: HttpRequest;
  readonly expected: string;
  readonly connections: number;
  readonly durationMs: number;
};
export type ReadsResult = { readonly calls: number; readonly elapsedMs: number; readonly latenciesMs: Float32Array };

export const runReads = async ({ request, expected, connections, durationMs }: ReadsInput): Promise<ReadsResult> => {
  const client = createHttpClient(connections);
  const latencies: number[] = [];
  const beganMs = performance.now();
  const untilMs = beganMs + durationMs;
  const loop = async (): Promise<void> => {
    for (let sentMs = performance.now(); sentMs < untilMs; sentMs = performance.now()) {
      const { status, body } = await client.ask(request);
      latencies.push(performance.now() - sentMs);
      if (status !== 200 || body !== expected) {
        throw new Error(
          `${request.method} ${request.url}: ${status} ${body.slice(0, 300)}, not ${expected.slice(0, 300)}`,
        );
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, loop));
  } finally {
    client.close();
  }
  return {
    calls: latencies.length,
    elapsedMs: performance.now() - beganMs,
    latenciesMs: Float32Array.from(latencies),
  };
};
