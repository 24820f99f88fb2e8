/** Which connection each identity has, and what belongs to the identity and not to a connection. */
import type { Clock } from '../../services/ports/time.ts';
import { AnswerCache } from '../rpc/answer-cache.ts';
import type { StationConnection } from '../rpc/connection.ts';

export type Registry = {
  readonly connection: (stationId: string) => StationConnection | null;
  readonly size: () => number;
  readonly connections: () => Iterable<StationConnection>;
  /** The answer is the connection that was replaced. */
  readonly put: (connection: StationConnection) => StationConnection | null;
  /** false: a newer connection has taken the place (compares the connection, not the identity). */
  readonly remove: (connection: StationConnection) => boolean;
  /** Runs the tasks of one identity one after another. */
  readonly inTurn: <T>(stationId: string, task: () => Promise<T>) => Promise<T>;
  /** Resolves when no task runs or waits. */
  readonly settled: () => Promise<void>;
  /** The answers of an identity over all its connections. */
  readonly answersOf: (stationId: string) => AnswerCache;
  /** Forgets the answers of identities that have been away for long. */
  readonly prune: () => void;
};

export const createRegistry = (
  { clock }: { readonly clock: Clock },
  limits: { readonly rememberedAnswers: number; readonly answersKeptMs: number },
): Registry => {
  const connections = new Map<string, StationConnection>();
  const turns = new Map<string, Promise<unknown>>();
  const answers = new Map<string, { readonly cache: AnswerCache; awaySinceMs: number | null }>();

  return {
    connection: (stationId) => connections.get(stationId) ?? null,
    size: () => connections.size,
    connections: () => connections.values(),
    put: (connection) => {
      const replaced = connections.get(connection.stationId) ?? null;
      connections.set(connection.stationId, connection);
      return replaced;
    },
    remove: (connection) => {
      if (connections.get(connection.stationId) !== connection) return false;
      connections.delete(connection.stationId);
      const kept = answers.get(connection.stationId);
      if (kept !== undefined) kept.awaySinceMs = clock.now().getTime();
      return true;
    },
    inTurn: (stationId, task) => {
      const before = turns.get(stationId);
      const run = before === undefined ? task() : before.then(task);
      // Whoever asked for the task hears of its failure; the next one starts all the same.
      const turn = run
        .then(
          () => undefined,
          () => undefined,
        )
        .then(() => {
          if (turns.get(stationId) === turn) turns.delete(stationId);
        });
      turns.set(stationId, turn);
      return run;
    },
    settled: async () => {
      while (turns.size > 0) await Promise.all(turns.values());
    },
    answersOf: (stationId) => {
      const kept = answers.get(stationId) ?? { cache: new AnswerCache(limits.rememberedAnswers), awaySinceMs: null };
      kept.awaySinceMs = null;
      answers.set(stationId, kept);
      return kept.cache;
    },
    prune: () => {
      const beforeMs = clock.now().getTime() - limits.answersKeptMs;
      for (const [stationId, { awaySinceMs }] of answers)
        if (awaySinceMs !== null && awaySinceMs <= beforeMs) answers.delete(stationId);
    },
  };
};
