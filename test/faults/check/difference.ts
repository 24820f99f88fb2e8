/** One thing in which what was told and what is stored do not agree. */
export type Difference = { readonly rule: Rule; readonly what: string };

/** What is held against the store; each can be broken by itself. */
export type Rule =
  | 'transaction lost'
  | 'transaction doubled'
  | 'transaction invented'
  | 'transaction changed'
  | 'transaction unanswered'
  | 'transaction id given twice'
  | 'reading lost'
  | 'reading doubled'
  | 'reading invented'
  | 'command lost'
  | 'command doubled'
  | 'command invented'
  | 'command unsettled'
  | 'command in no legal order'
  | 'command sent twice'
  | 'command not as the station saw it'
  | 'token lost'
  | 'station not as it is'
  | 'event lost'
  | 'event doubled'
  | 'event not delivered'
  | 'event out of order'
  | 'change without event'
  | 'job lost'
  | 'job dead'
  | 'job late'
  | 'store of two moments'
  | 'loss not told'
  | 'refusal unclear'
  | 'command of the operator failed'
  | 'gateway ended'
  | 'fault not felt'
  | 'broken off';

export const difference = (rule: Rule, what: string): Difference => ({ rule, what });
