/** The types of each operation's call, from the contract's own. */
import type { operations } from './openapi.gen.ts';

export type OperationId = keyof operations;

type Part<Name extends string, T> = [T] extends [never]
  ? unknown
  : [T] extends [undefined]
    ? unknown
    : undefined extends T
      ? { readonly [N in Name]?: NonNullable<T> }
      : { readonly [N in Name]: T };

type Parameters<K extends OperationId, P extends 'query' | 'path'> = operations[K] extends {
  readonly parameters: infer A;
}
  ? P extends keyof A
    ? A[P]
    : undefined
  : undefined;

type JsonOf<T> = T extends { readonly content: { readonly 'application/json': infer B } } ? B : never;

type Body<K extends OperationId> = operations[K] extends { readonly requestBody: infer B }
  ? JsonOf<B> | (B extends { readonly content: { readonly 'application/merge-patch+json': infer M } } ? M : never)
  : operations[K] extends { readonly requestBody?: infer B }
    ? JsonOf<NonNullable<B>> | undefined
    : undefined;

/** What a call may say beside its contract's own. */
export type CallOptions = {
  /** Only when the object is as this ETag says. */
  readonly ifMatch?: string;
  /** For what is sent again after a crash of yours; else the client makes one for each call. */
  readonly idempotencyKey?: string;
  /** W3C trace context: kept on the command and its events. */
  readonly traceparent?: string;
  readonly signal?: AbortSignal;
};

export type Input<K extends OperationId> = Part<'path', Parameters<K, 'path'>> &
  Part<'query', Parameters<K, 'query'>> &
  Part<'body', Body<K>> &
  CallOptions;

type Success = 200 | 201 | 202;

/** What it answers when all is well; undefined where there is nothing to say. */
export type Answer<K extends OperationId> = operations[K] extends { readonly responses: infer R }
  ? { [S in keyof R & Success]: JsonOf<R[S]> }[keyof R & Success]
  : undefined;
