/** What events tell of webhook endpoints. */

/** asked: somebody disabled it. gone: it answered 410. failing: nothing but failures for five days. */
export type WebhookDisabledReason = 'asked' | 'gone' | 'failing';

export type WebhookDisabled = {
  readonly reason: WebhookDisabledReason;
  /** What it answered last, or why somebody disabled it. */
  readonly detail: string | null;
  readonly disabledAt: Date;
};

/** What events tell of an endpoint. Not its whole address: many hold a secret in their path. */
export type WebhookEndpointNews = {
  readonly id: string;
  readonly version: number;
  readonly clientId: string;
  readonly userId: string | null;
  /** Told to nobody. Absent: of an earlier release. */
  readonly accountId?: string | null;
  /** `https://fleet.example`. */
  readonly origin: string;
  readonly description: string | null;
  readonly disabled: WebhookDisabled | null;
  readonly deleted: boolean;
};
