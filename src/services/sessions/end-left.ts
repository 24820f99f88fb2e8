/** Ends sessions whose station will tell no more of them, from their last readings, as an operator ends one. */
import type { Session } from '../../domain/session.ts';
import { closeByOperator, isOpen } from '../../domain/session-rules.ts';
import type { Change } from '../ports/commit.ts';
import type { SessionChanges } from './session-change.ts';

export type EndLeft = (
  sessions: readonly Session[],
) => Promise<Required<Pick<Change, 'sessions' | 'commands' | 'events'>>>;

export const createEndLeft =
  (changes: SessionChanges): EndLeft =>
  async (sessions) => {
    const ended = await Promise.all(
      sessions.filter(isOpen).map((session) => changes.of(session, closeByOperator(session), [])),
    );
    return {
      sessions: ended.flatMap(({ change }) => change?.sessions ?? []),
      commands: ended.flatMap(({ change }) => change?.commands ?? []),
      events: ended.flatMap(({ change }) => change?.events ?? []),
    };
  };
