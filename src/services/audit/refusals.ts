/**
 * Writes that scope or grants refuse are in the audit log, too, so that who tries is seen; and no flood of them fills the
 * disk. What is refused of one operation to one client in a minute is one entry: stored with the first refusal, and its
 * count once more when the minute is over.
 */
import type { Caller } from '../../domain/access.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { isDomainError } from '../../domain/error.ts';
import { partyName } from '../../domain/party.ts';
import type { Services } from '../api/services.ts';
import type { Committer } from '../ports/commit.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Clock, NewId } from '../ports/time.ts';
import { type Asked, OPERATIONS } from './operations.ts';

const WINDOW_MS = 60_000;
/** Of one client in a minute; what is refused beyond counts with the last of them. */
const MOST_OPERATIONS = 10;
/** Clients whose minute is remembered; refusals of others are passed over until a minute ends. */
const MOST_CLIENTS = 10_000;

type Refused = {
  readonly caller: Caller;
  readonly operation: string;
  readonly object: string;
  readonly objectId: string | null;
  readonly reason: 'insufficient_scope' | 'forbidden';
};

export type Refusals = {
  /** The services, with what they refuse noted. */
  readonly noting: (services: Services) => Services;
  /** Stores the counts of minutes that are not over; for the stop. */
  readonly flush: () => Promise<void>;
};

/** Of an entry: as it was stored last, and how often it was refused by now. */
type Counted = { readonly stored: Promise<AuditEntry>; attempts: number };
type Minute = { readonly operations: Map<string, Counted>; readonly stop: () => void };

/** What a write names, by its first input. */
const idOf = (given: unknown): string | null => {
  if (typeof given === 'string') return given;
  if (typeof given !== 'object' || given === null) return null;
  const { id, uid, stationId, countryCode, partyId }: Readonly<Record<string, unknown>> = { ...given };
  const name = [id, uid, stationId].find((one) => typeof one === 'string');
  if (typeof name === 'string') return name;
  return typeof countryCode === 'string' && typeof partyId === 'string' ? partyName({ countryCode, partyId }) : null;
};

export const createRefusals = ({
  committer,
  clock,
  newId,
  log,
  metrics,
}: {
  readonly committer: Committer;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly metrics: Metrics;
}): Refusals => {
  const minutes = new Map<string, Minute>();

  const store = async (entry: AuditEntry): Promise<AuditEntry> => {
    try {
      await committer.commit({ auditEntries: [entry] });
    } catch (error) {
      log.error({ err: error, operation: entry.operation, clientId: entry.clientId }, 'audit.refusal_not_stored');
    }
    return entry;
  };

  const count = async ({ stored, attempts }: Counted): Promise<void> => {
    const entry = await stored;
    if (attempts === entry.attempts) return;
    await store({ ...entry, version: entry.version + 1, attempts, updatedAt: clock.now() });
  };

  const end = async (clientId: string): Promise<void> => {
    const minute = minutes.get(clientId);
    if (minute === undefined) return;
    minutes.delete(clientId);
    minute.stop();
    await Promise.all([...minute.operations.values()].map(count));
  };

  const minuteOf = (clientId: string): Minute | null => {
    const known = minutes.get(clientId);
    if (known !== undefined) return known;
    if (minutes.size >= MOST_CLIENTS) return null;
    const minute = { operations: new Map(), stop: clock.after(WINDOW_MS, () => void end(clientId)) };
    minutes.set(clientId, minute);
    return minute;
  };

  const note = ({ caller, operation, object, objectId, reason }: Refused): void => {
    const { clientId, userId, accountId = null, from } = caller;
    metrics.count('writes_refused_total', { reason });
    const operations = minuteOf(clientId)?.operations;
    if (operations === undefined) return;
    const known =
      operations.get(operation) ?? (operations.size < MOST_OPERATIONS ? null : [...operations.values()].at(-1));
    if (known !== null && known !== undefined) {
      known.attempts += 1;
      return;
    }
    const now = clock.now();
    const stored = store({
      id: newId(),
      version: 1,
      outcome: 'REFUSED',
      clientId,
      userId: userId ?? accountId,
      operation,
      object,
      objectId,
      // What is named may be another party's, and is nothing to those of one party then: who sees all reads it.
      partyId: null,
      before: null,
      after: null,
      reason,
      attempts: 1,
      from,
      createdAt: now,
      updatedAt: now,
    });
    operations.set(operation, { stored, attempts: 1 });
  };

  type Write = (caller: Caller, ...given: readonly unknown[]) => Promise<unknown>;
  const noted =
    (write: Write, asked: Exclude<Asked, 'read'>): Write =>
    async (caller, ...given) => {
      try {
        return await write(caller, ...given);
      } catch (error) {
        const reason = isDomainError(error) ? error.code : null;
        if (reason === 'insufficient_scope' || reason === 'forbidden') {
          const operation = typeof asked === 'string' ? asked : asked(given[0] as never);
          const object = typeof asked === 'string' ? (asked.split('.', 1)[0] ?? asked) : 'command';
          note({ caller, operation, object, objectId: object === 'command' ? null : idOf(given[0]), reason });
        }
        throw error;
      }
    };

  /** Reads stay as they are, and so does what is no function. */
  const noting = (services: Services): Services =>
    Object.fromEntries(
      Object.entries<Readonly<Record<string, unknown>>>(services).map(([name, functions]) => {
        const asked: Readonly<Record<string, Asked>> = OPERATIONS[name as keyof Services];
        return [
          name,
          Object.fromEntries(
            Object.entries(functions).map(([own, value]) => {
              const how = asked[own] ?? 'read';
              return [own, how === 'read' ? value : noted(value as Write, how)];
            }),
          ),
        ];
      }),
      // Each under its own name, with the functions that it had.
    ) as unknown as Services;

  return {
    noting,
    flush: async () => {
      await Promise.all([...minutes.keys()].map(end));
    },
  };
};
