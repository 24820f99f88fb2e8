/** Why an endpoint is sent nothing. */
import type { WebhookDisabled } from '../domain/webhook-news.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';

export const fromDisabled = (disabled: WebhookDisabled | null): components['schemas']['WebhookDisabled'] | null =>
  disabled === null
    ? null
    : { reason: disabled.reason, detail: disabled.detail, disabled_at: fromDate(disabled.disabledAt) };
