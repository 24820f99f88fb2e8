/** What was seen: of a command that brought nothing, all that its record has; of one whose effect came late, when it did. */
import type { Command } from '../../domain/command.ts';
import type { TraceEntry } from '../api/traces.ts';
import { sliced, type TraceSource } from './source.ts';

const ofCommand = (command: Command): readonly TraceEntry[] => {
  const { id, sessionId, seen = [], lateOutcome, reason = null, updatedAt, createdAt } = command;
  const common = { source: 'effect', commandId: id, sessionId, payload: null };
  // The state in which something stood before the request is a part of the request's picture.
  const since = (at: Date): Date => (at < createdAt ? createdAt : at);
  return [
    ...seen.map(({ seenAt, what, evseId, connectorId, value, detail }, index) => ({
      ...common,
      at: since(seenAt),
      id: `1-${id}-${String(index).padStart(2, '0')}`,
      kind: what,
      data: { evseId, connectorId, value, detail },
    })),
    ...(reason === null
      ? []
      : [
          {
            ...common,
            at: updatedAt,
            id: `2-${id}`,
            kind: 'REASON',
            data: { reason, error: command.error?.code ?? null },
          },
        ]),
    ...(lateOutcome === null
      ? []
      : [
          {
            ...common,
            at: lateOutcome.seenAt,
            id: `3-${id}`,
            kind: 'LATE_OUTCOME',
            data: { status: lateOutcome.status, detail: lateOutcome.detail },
          },
        ]),
  ];
};

export const effects = (): TraceSource => ({
  read: async ({ commands }, slice) => sliced(commands.flatMap(ofCommand), slice),
});
