/**
 * Since when an endpoint has answered nothing but failures: counted in memory by the node that works it, and kept in its
 * document now and then, so that five days are five days over restarts and nodes; and disabling, which is told.
 */
import type { WebhookEndpoint, WebhookFailing } from '../../domain/webhook-endpoint.ts';
import type { WebhookDisabled } from '../../domain/webhook-news.ts';
import { failingSince, isGivenUp } from '../../domain/webhook-rules.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { Committer } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import type { WebhookNews } from './news.ts';

const TRIES = 5;
/** A failure that lasts no longer is not written: an endpoint that stumbles costs no commit. */
const WRITTEN_AFTER_MS = 60_000;
/** Of a failure that goes on, its last instant. */
const WRITTEN_EVERY_MS = 3_600_000;

export type WebhookHealth = {
  readonly succeeded: (endpoint: WebhookEndpoint) => Promise<void>;
  /** true: it has failed for too long, and is disabled now. */
  readonly failed: (endpoint: WebhookEndpoint, detail: string) => Promise<boolean>;
  /** Told, and in the list; no more is sent. */
  readonly disable: (endpoint: WebhookEndpoint, why: Omit<WebhookDisabled, 'disabledAt'>) => Promise<void>;
  readonly forget: (id: string) => void;
};

export const createWebhookHealth = ({
  store,
  committer,
  news,
  onWritten,
  clock,
  log,
  metrics,
}: {
  readonly store: Pick<DocumentStore, 'get'>;
  readonly committer: Committer;
  readonly news: WebhookNews;
  /** What this node knows of the endpoint is out of date. */
  readonly onWritten: (id: string) => Promise<void>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly metrics: Metrics;
}): WebhookHealth => {
  /** Of endpoints that fail now; what is stored of the others is read from their document. */
  const failing = new Map<string, WebhookFailing>();

  /** Nothing is told: nobody asked for it, and the next look shows it. */
  const write = async (id: string, changed: WebhookFailing | null): Promise<void> => {
    await againOnConflict(TRIES, async () => {
      const stored = await store.get('webhookEndpoints', id);
      if (stored === null || (changed === null && stored.failing === null)) return;
      const written = { ...stored, version: stored.version + 1, failing: changed, updatedAt: clock.now() };
      await committer.commit({ webhookEndpoints: [written] });
    });
    await onWritten(id);
  };

  const disable: WebhookHealth['disable'] = async ({ id }, { reason, detail }) => {
    const disabled = await againOnConflict(TRIES, async () => {
      const stored = await store.get('webhookEndpoints', id);
      if (stored === null || stored.disabled !== null) return false;
      const now = clock.now();
      const endpoint: WebhookEndpoint = {
        ...stored,
        version: stored.version + 1,
        disabled: { reason, detail, disabledAt: now },
        failing: failing.get(id) ?? stored.failing,
        updatedAt: now,
      };
      await committer.commit({
        webhookEndpoints: [endpoint],
        events: [news.of('webhook.endpoint_disabled', endpoint)],
      });
      return true;
    });
    failing.delete(id);
    if (!disabled) return;
    metrics.count('webhook_endpoints_disabled_total', { reason });
    log.warn({ endpointId: id, reason }, 'webhook.endpoint_disabled');
  };

  return {
    disable,
    forget: (id) => failing.delete(id),
    succeeded: async ({ id, failing: stored }) => {
      failing.delete(id);
      if (stored !== null) await write(id, null);
    },
    failed: async (endpoint, detail) => {
      const { id, failing: stored } = endpoint;
      const now = clock.now();
      const changed = failingSince(failing.get(id) ?? stored, now);
      failing.set(id, changed);
      if (isGivenUp(changed)) {
        await disable(endpoint, { reason: 'failing', detail });
        return true;
      }
      const lastedMs = now.getTime() - changed.sinceAt.getTime();
      const writtenMs = stored === null ? Number.NEGATIVE_INFINITY : stored.lastAt.getTime();
      if (lastedMs >= WRITTEN_AFTER_MS && now.getTime() - writtenMs >= WRITTEN_EVERY_MS) await write(id, changed);
      return false;
    },
  };
};
