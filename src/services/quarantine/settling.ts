/** Quarantined messages as callers see and settle them. */
import type { Caller } from '../../domain/access.ts';
import { DomainError } from '../../domain/error.ts';
import { settled, stillRefused } from '../../domain/quarantine-rules.ts';
import type { QuarantinedMessage } from '../../domain/quarantined-message.ts';
import { found, requireScope, sees, visibilityOf } from '../access.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { QuarantinedMessages } from '../api/quarantined-messages.ts';
import type { AuditedCommitter, By } from '../audit/audited-committer.ts';
import { collectFaults, isLineOrNull } from '../faults.ts';
import type { Applying } from '../inbox.ts';
import { listPage } from '../paging.ts';
import type { ApplyAgain } from '../ports/apply-again.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { StationStore } from '../ports/station-store.ts';
import type { Clock } from '../ports/time.ts';

const KIND = 'quarantinedMessages';
const TRIES = 10;
const LONGEST_NOTE = 500;

type Why = Parameters<Applying['refused']>[0];

/** Ends the handling of a message that cannot be taken now either. No DomainError: nobody is to try it again. */
class StillRefused extends Error {
  override readonly name = 'StillRefused';
  readonly why: Why;
  constructor(why: Why) {
    super(why.reason);
    this.why = why;
  }
}

/** Ends the handling of a message that somebody else has applied meanwhile. */
class AppliedAlready extends Error {
  override readonly name = 'AppliedAlready';
}

const settledAlready = (detail: string): DomainError => new DomainError('conflict', { detail });

export const createQuarantinedMessages = ({
  store,
  committer,
  applyAgain,
  clock,
  log,
  metrics,
}: {
  readonly store: Pick<DocumentStore, 'get' | 'list' | 'count'> & Pick<StationStore, 'station'>;
  readonly committer: AuditedCommitter;
  readonly applyAgain: ApplyAgain;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}): QuarantinedMessages => {
  const visible = async (caller: Caller, id: string): Promise<QuarantinedMessage> =>
    found(await store.get(KIND, id), sees(caller, KIND));

  /** As it is stored now, again from the start when the message came once more meanwhile. */
  const change = (
    by: By,
    id: string,
    rule: (message: QuarantinedMessage) => QuarantinedMessage,
  ): Promise<QuarantinedMessage> =>
    againOnConflict(TRIES, async () => {
      const known = await store.get(KIND, id);
      if (known === null) throw new DomainError('not_found');
      const next = rule(known);
      if (next !== known) await committer.write(by, { [KIND]: [next] });
      return next;
    });

  const told = (caller: Caller, message: QuarantinedMessage, outcome: string): void => {
    const { id: quarantinedId, stationId, action } = message;
    metrics.count('ocpp_quarantine_settled_total', { outcome });
    log.info(
      { quarantinedId, stationId, action, clientId: caller.clientId, userId: caller.userId },
      `quarantine.${outcome}`,
    );
  };

  return {
    list: async (caller, page, filter) => {
      requireScope(caller, 'stations:read');
      const { stationId = null, locationId = null, status = null, action = null } = filter;
      const where = { stationId, locationId, status, action };
      return listPage({
        kind: KIND,
        page,
        scope: visibilityOf(caller),
        list: (query) => store.list(KIND, { ...query, where }),
        count: (query, upTo) => store.count(KIND, { ...query, where }, upTo),
      });
    },
    get: async (caller, id) => {
      requireScope(caller, 'stations:read');
      return visible(caller, id);
    },
    apply: async (caller, id) => {
      requireScope(caller, 'stations:write');
      const message = await visible(caller, id);
      if (message.status === 'APPLIED') throw settledAlready('The message was applied already.');
      const station = await store.station(message.stationId);
      // It may stand elsewhere by now, or be another party's: what the message makes would be theirs.
      if (station === null || !sees(caller, 'stations')(station))
        throw new DomainError('conflict', { detail: 'The station is not registered.' });
      const by: By = { caller, operation: 'quarantined_message.apply' };
      const settledBy = { clientId: caller.clientId, userId: caller.userId, note: null };
      const asApplied = (known: QuarantinedMessage, sessionId: string | null): QuarantinedMessage => {
        if (known.status === 'APPLIED') throw new AppliedAlready();
        return settled(known, 'APPLIED', { ...settledBy, sessionId }, clock.now());
      };
      try {
        let stored = false;
        await applyAgain({
          message,
          station,
          applying: {
            applied: async (taken, sessionId) => {
              const known = await store.get(KIND, id);
              stored = true;
              return committer.entered(by, { ...taken, [KIND]: [asApplied(known ?? message, sessionId)] });
            },
            refused: (why) => {
              throw new StillRefused(why);
            },
          },
        });
        // A message that asks nothing of the sessions is settled by itself.
        const applied = stored
          ? ((await store.get(KIND, id)) ?? message)
          : await change(by, id, (known) => asApplied(known, null));
        told(caller, applied, 'applied');
        return { applied: true, message: applied };
      } catch (error) {
        if (error instanceof AppliedAlready) throw settledAlready('The message was applied already.');
        if (!(error instanceof StillRefused)) throw error;
        const { reason, property, level } = error.why;
        const refused = await change(by, id, (known) => stillRefused(known, { reason, property, level }, clock.now()));
        told(caller, refused, 'refused');
        return { applied: false, message: refused };
      }
    },
    dismiss: async (caller, id, note) => {
      requireScope(caller, 'stations:write');
      const faults = collectFaults();
      faults.unless(isLineOrNull(note, LONGEST_NOTE), '/note', `A note has 1 to ${LONGEST_NOTE} characters.`);
      faults.raise();
      await visible(caller, id);
      const { clientId, userId } = caller;
      const dismissed = await change({ caller, operation: 'quarantined_message.dismiss' }, id, (known) => {
        if (known.status !== 'OPEN') throw new AppliedAlready();
        return settled(known, 'DISMISSED', { clientId, userId, note, sessionId: null }, clock.now());
      }).catch((error: unknown) => {
        throw error instanceof AppliedAlready ? settledAlready('The message is settled already.') : error;
      });
      told(caller, dismissed, 'dismissed');
      return dismissed;
    },
  };
};
