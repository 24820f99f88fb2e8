/** A typed client of Voltgate, made from its contracts. */
export { type Client, type ClientOptions, createClient } from './client.ts';
export { type CommandOutcome, finished } from './commands.ts';
export { VoltgateError } from './errors.ts';
export { type EventOptions, events, type VoltgateEvent } from './events.ts';
export type { components, operations, paths } from './openapi.gen.ts';
export type { Answer, Input, OperationId } from './operations.ts';
export { each } from './pages.ts';
export { clientCredentials, refreshToken, type TokenSource } from './tokens.ts';
export { verifyWebhook } from './webhooks.ts';
