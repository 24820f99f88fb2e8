/** What sessions are asked beside what every kind is: the same for both stores. */
import type { SessionStore } from '../services/ports/session-store.ts';

export type SessionExtras = Pick<
  SessionStore,
  | 'countOpenSessions'
  | 'openSessionsOf'
  | 'openSessionsOfToken'
  | 'sessionByTransaction'
  | 'sessionsByTransaction'
  | 'sessionByStartKey'
  | 'readings'
>;
