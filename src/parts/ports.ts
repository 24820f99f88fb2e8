/** The ports, opened before all else: one that is taken or not ours to open ends the start before it has begun anything. */
import type { Config } from '../config.ts';
import type { ScrapedMetrics } from '../observe/metrics.ts';
import { type HttpServerParts, type OpenServer, openHttpServer, openTlsServer } from '../server/http-server.ts';
import { readTlsFiles } from '../server/tls-files.ts';
import type { Parts } from './parts.ts';

export type Ports = {
  readonly http: OpenServer;
  /** For stations only. */
  readonly tls: OpenServer | null;
  /** Takes no more connections; resolves when the last request in hand has its answer, or was cut. Again: the same. */
  readonly close: () => Promise<void>;
};

/** Throws what the port or the TLS files say when they cannot be had. */
export const startPorts = async (
  parts: Parts,
  config: Config,
  surroundings: HttpServerParts & { readonly metrics: ScrapedMetrics },
): Promise<Ports> => {
  const http = await parts.start({
    name: 'http',
    start: () => openHttpServer(config.host, config.port, surroundings),
    stop: ({ close }) => close(),
  });
  const { tls: settings } = config;
  const tls =
    settings === null
      ? null
      : await parts.start({
          name: 'tls',
          start: async () => openTlsServer(config.host, settings.port, await readTlsFiles(settings), surroundings),
          stop: ({ close }) => close(),
        });
  const { metrics } = surroundings;
  metrics.gauge('http_connections', () => http.stats().connections + (tls?.stats().connections ?? 0));
  metrics.gauge('http_unread_bytes', () => http.stats().unreadBytes + (tls?.stats().unreadBytes ?? 0));
  return {
    http,
    tls,
    close: async () => {
      await Promise.all([http.close(), tls?.close()]);
    },
  };
};
