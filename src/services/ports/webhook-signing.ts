/** Secrets and signatures of webhooks. @see https://www.standardwebhooks.com */
import type { WebhookSigner } from '../../domain/webhook-endpoint.ts';

export type WebhookSigning = {
  /**
   * given: a secret of the caller's choice, `whsec_…`; null: a new one is made. withKey: a key pair, too.
   * null: what was given is no secret of 24 to 64 bytes.
   */
  readonly make: (given: string | null, withKey: boolean) => WebhookSigner | null;
  /** `whpk_…`; null: it has no key pair. */
  readonly publicKeyOf: (signer: WebhookSigner) => string | null;
  /** webhook-id, webhook-timestamp, and webhook-signature with those of each signer. */
  readonly headers: (
    message: { readonly id: string; readonly at: Date; readonly body: string },
    signers: readonly WebhookSigner[],
  ) => Readonly<Record<string, string>>;
};
