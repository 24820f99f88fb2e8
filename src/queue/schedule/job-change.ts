/** What becomes of a job; each can be said twice without harm. */
export type JobChange =
  | { readonly kind: 'begun'; readonly seq: number; readonly attempt: number }
  | { readonly kind: 'waits'; readonly seq: number; readonly attempt: number; readonly runAtMs: number }
  | { readonly kind: 'gone'; readonly seq: number }
  | { readonly kind: 'dead'; readonly seq: number; readonly diedMs: number };
