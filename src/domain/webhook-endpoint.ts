/** Webhook endpoints: where a client wants its events sent, and what signs them. */
import type { Grants, Scope } from './access.ts';
import type { EventType } from './event.ts';
import type { WebhookDisabled, WebhookEndpointNews } from './webhook-news.ts';

/** Which events; null: all of those that the client may see. Places are those of the event. */
export type WebhookFilter = {
  readonly types: readonly EventType[] | null;
  readonly locationIds: readonly string[] | null;
  readonly stationIds: readonly string[] | null;
  readonly partyIds: readonly string[] | null;
};

export const NO_WEBHOOK_FILTER: WebhookFilter = { types: null, locationIds: null, stationIds: null, partyIds: null };

/** Nothing but failures since then. */
export type WebhookFailing = { readonly sinceAt: Date; readonly lastAt: Date };

export type WebhookEndpoint = {
  readonly id: string;
  readonly version: number;
  /** Whose it is: it gets what this client may see at the time, as this driver where it is one. */
  readonly clientId: string;
  readonly userId: string | null;
  /** Who had signed in that made it; null: its client made it by itself. */
  readonly accountId: string | null;
  /** Of the token that made it: it gets nothing beyond, whatever its client may see. */
  readonly scopes: readonly Scope[];
  readonly grants: Grants;
  /** See party.ts: the one that its client acts for. */
  readonly partyId: string;
  readonly url: string;
  readonly description: string | null;
  readonly filter: WebhookFilter;
  /** Events of one object come one after the other, each after the one before was taken or given up. */
  readonly ordered: boolean;
  /** Signed with a key pair, too: what verifies it, `whpk_…`. null: with the secret alone. */
  readonly publicKey: string | null;
  /** Until then what was signed with before signs beside it; null: there is none any more. */
  readonly previousSecretEndsAt: Date | null;
  readonly disabled: WebhookDisabled | null;
  readonly failing: WebhookFailing | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** What signs: the shared secret `whsec_…`, and, where there is a key pair, its secret half `whsk_…`. */
export type WebhookSigner = { readonly secret: string; readonly privateKey: string | null };

/** Of the endpoint of the same id, apart from it, so that nothing that shows, tells or logs an endpoint holds a secret. */
export type WebhookSecrets = {
  readonly id: string;
  readonly version: number;
  readonly current: WebhookSigner;
  readonly previous: WebhookSigner | null;
  readonly previousEndsAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export const newsOf = (endpoint: WebhookEndpoint, deleted: boolean): WebhookEndpointNews => ({
  id: endpoint.id,
  version: endpoint.version,
  clientId: endpoint.clientId,
  userId: endpoint.userId,
  accountId: endpoint.accountId,
  origin: originOf(endpoint.url),
  description: endpoint.description,
  disabled: endpoint.disabled,
  deleted,
});

/** Whose it is beside its client's; empty: its client's own. */
export const webhookOwner = ({ accountId, userId }: Pick<WebhookEndpointNews, 'accountId' | 'userId'>): string =>
  accountId ?? userId ?? '';

export const originOf = (url: string): string => /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
