/** Composition of what serves the stations and the callers' view of it, all but the commands. */

import { stationPlace } from '../domain/at-station.ts';
import type { EventType } from '../domain/event.ts';
import type { InferenceTimes } from '../domain/inferred-end.ts';
import type { PartyNames } from '../domain/party.ts';
import type { Services } from './api/services.ts';
import { createAuditedCommitter } from './audit/audited-committer.ts';
import { type AuthorizationOptions, createAuthorizer } from './authorization.ts';
import type { OneByOne } from './bulk/with-bulk-puts.ts';
import type { Chore } from './chores.ts';
import { createCommandEvents } from './commands/records.ts';
import type { EffectObserver } from './effects.ts';
import { createEvents } from './events.ts';
import { createSetEmi3Id } from './evses/emi3-id.ts';
import { createEvses } from './evses/evses.ts';
import { createEvseRegistration } from './evses/register.ts';
import type { StationInbox } from './inbox.ts';
import { createLocations } from './locations/locations.ts';
import { createEventMaker } from './new-event.ts';
import { createOwnership } from './parties/ownership.ts';
import { createPlugs } from './plugs/plugs.ts';
import type { ApplyAgain } from './ports/apply-again.ts';
import type { Committer } from './ports/commit.ts';
import type { EventBus } from './ports/event-bus.ts';
import type { StationOwners } from './ports/nodes.ts';
import type { Log, Metrics } from './ports/observing.ts';
import type { StationLinks } from './ports/station-links.ts';
import type { Store } from './ports/store.ts';
import type { Clock, NewId } from './ports/time.ts';
import { createQuarantine } from './quarantine/quarantine.ts';
import { createQuarantinedMessages } from './quarantine/settling.ts';
import { createEndLeft } from './sessions/end-left.ts';
import { createLeftMarks } from './sessions/left-marks.ts';
import { createLeftTimers, endLeftSessions } from './sessions/left-sessions.ts';
import { createMeterKeys } from './sessions/meter-keys.ts';
import { createSessionChanges } from './sessions/session-change.ts';
import { createSessions } from './sessions/sessions.ts';
import { createToldOfEnd } from './sessions/told-of-end.ts';
import { createTransactionInbox } from './sessions/transaction-inbox.ts';
import { type AbilityKeeper, createAbilityKeeper } from './stations/abilities.ts';
import { createAdmit, type UnknownStations } from './stations/admission.ts';
import { createAuditedStationWriter } from './stations/audited-station-writer.ts';
import { createStationClocks } from './stations/clocks.ts';
import { createDismissProblems } from './stations/dismiss-problems.ts';
import { createLifecycle, type Lifecycle } from './stations/lifecycle.ts';
import { createNews } from './stations/news.ts';
import { createOnlyEvse } from './stations/only-evse.ts';
import { createOpenRules, NO_OPEN_RULES } from './stations/open-rules.ts';
import { createPasswordCheck } from './stations/password.ts';
import { createProblems } from './stations/problems.ts';
import { createRecordLists } from './stations/record-lists.ts';
import { createRemoveStation } from './stations/remove.ts';
import { createReplace } from './stations/replace.ts';
import { createReviseStation } from './stations/revise.ts';
import { createStationWriter } from './stations/station-writer.ts';
import { createStations } from './stations/stations.ts';
import { createStatus } from './stations/status.ts';
import { createToldPlugs } from './stations/told-plugs.ts';
import { createTemplateRollouts } from './templates/rollouts.ts';
import { createStationTemplates } from './templates/templates.ts';
import { createTokens } from './tokens/tokens.ts';

export type StationSideOptions = AuthorizationOptions & {
  readonly unknownStations: UnknownStations;
  readonly certificateOrganization: string | null;
  readonly heartbeatIntervalS: number;
  /** After how long a pending or rejected station asks again. */
  readonly retryIntervalS: number;
  /** When a session ends whose station says no more of it. */
  readonly endSessions: InferenceTimes;
};

export const DEFAULT_STATION_SIDE_OPTIONS: StationSideOptions = {
  concurrentTransactions: 'allow',
  unknownStations: 'reject',
  certificateOrganization: null,
  heartbeatIntervalS: 300,
  retryIntervalS: 60,
  endSessions: { availableMs: 60_000, bootMs: 300_000 },
};

/** Stations whose state is remembered, with their open sessions: some kilobytes each. */
const REMEMBERED_STATIONS = 20_000;

export type StationSide = Omit<
  Services,
  | 'commands'
  | 'messages'
  | 'traces'
  | 'clients'
  | 'parties'
  | 'accounts'
  | 'auditLog'
  | 'webhooks'
  | 'sandboxes'
  | 'persistedOperations'
  | keyof OneByOne
> &
  OneByOne & {
    /** What the OCPP edge calls. */
    readonly inbox: StationInbox;
    readonly chores: readonly Chore[];
    readonly abilities: AbilityKeeper;
    readonly recover: Lifecycle['recover'];
    readonly stillHere: Lifecycle['stillHere'];
    readonly lastSeenAt: Lifecycle['lastSeenAt'];
    /** Resolves when all that stations said so far is stored; for the shutdown, before the store is closed. */
    readonly idle: () => Promise<void>;
    /** Ends the watching of other nodes. */
    readonly close: () => void;
  };

/** Those of other nodes behind which a socket that is open here may have no right to be. */
const OUTDATING: ReadonlySet<string> = new Set<EventType>(['station.updated', 'station.replaced', 'station.removed']);

/** effects and lateAnswer come from the commands; `committer` is the one that publishes to the bus (commit.ts). */
export const createStationSide = ({
  store,
  committer,
  bus,
  foreignEvents,
  owners,
  links,
  effects,
  lateAnswer,
  clock,
  newId,
  random,
  log,
  metrics,
  names,
  applyAgain,
  options,
}: {
  readonly store: Store;
  readonly committer: Committer;
  readonly bus: Pick<EventBus, 'subscribe'>;
  /** Only what other nodes commit; null: there are none. */
  readonly foreignEvents: Pick<EventBus, 'subscribe'> | null;
  readonly owners: StationOwners;
  readonly links: Pick<StationLinks, 'disconnect'>;
  readonly effects: EffectObserver;
  readonly lateAnswer: StationInbox['lateAnswer'];
  readonly clock: Clock;
  readonly newId: NewId;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly names: PartyNames;
  /** How a version handles a message that was kept, on the inbox that it is given. */
  readonly applyAgain: (inbox: StationInbox) => ApplyAgain;
  readonly options: StationSideOptions;
}): StationSide => {
  const events = createEventMaker({ clock, newId });
  const ownership = createOwnership({ store, names });
  const leftTimers = createLeftTimers({ clock });
  const leftMarks = createLeftMarks(options.endSessions);
  const writer = createStationWriter({
    store,
    committer,
    log,
    metrics,
    clock,
    newId,
    remembered: REMEMBERED_STATIONS,
    seen: leftTimers.see,
  });
  const audited = createAuditedCommitter({ store, committer, clock, newId });
  const auditedWriter = createAuditedStationWriter({ writer, audit: audited });
  const authorizer = createAuthorizer({ store, clock, options });
  const problems = createProblems({ store, writer, events, clock, log, metrics });
  const changes = createSessionChanges({ store, events, effects, authorizer, problem: problems.problem, clock });
  const endLeft = createEndLeft(changes);
  const toldOfEnd = createToldOfEnd({ log, metrics });
  endLeftSessions({ timers: leftTimers, writer, changes, toldOfEnd, clock, log });
  const meterKeys = createMeterKeys({ store, writer, clock, newId });
  const openRules = foreignEvents === null ? NO_OPEN_RULES : createOpenRules({ store, links, clock, log });
  const lifecycle = createLifecycle({
    store,
    owners,
    openRules,
    writer,
    events,
    effects,
    endLeft,
    leftMarks,
    clock,
    random,
    log,
    options,
  });
  const { connected, disconnected, boot, heartbeat, recover, stillHere, lastSeenAt } = lifecycle;
  const quarantine = createQuarantine({ store, events, problem: problems.problem, clock, log, metrics });
  const stopWatching = foreignEvents?.subscribe((event) => {
    writer.outdate(event);
    if (OUTDATING.has(event.type)) openRules.check(event.objectId);
  });
  const replace = createReplace({
    store,
    writer: auditedWriter,
    events,
    endLeft,
    commandEvent: createCommandEvents({ store, newId }).eventOf,
    openRules,
    links,
    clock,
    log,
  });
  const remove = createRemoveStation({
    store,
    writer: auditedWriter,
    events,
    endLeft,
    commandEvent: createCommandEvents({ store, newId }).eventOf,
    links,
    clock,
    newId,
    log,
  });
  const clocks = createStationClocks({
    writer,
    events,
    problem: problems.problem,
    clock,
    log,
    remembered: REMEMBERED_STATIONS,
  });
  const revise = createReviseStation({ writer, events, clock });
  const templateRollouts = createTemplateRollouts({ store, committer, revise, log });
  const abilities = createAbilityKeeper({ store, writer, events, clock, log });
  const passwords = createPasswordCheck({ remembered: REMEMBERED_STATIONS });

  const inbox: StationInbox = {
    admit: createAdmit({ store, writer, events, passwords, problem: problems.problem, clock, log, metrics, options }),
    connected,
    // For those who wait for it (wake-commands.ts).
    ready: () => undefined,
    disconnected: async (stationId, reason) => {
      await disconnected(stationId, reason);
      await problems.flush(stationId);
    },
    problem: problems.problem,
    boot,
    heartbeat,
    clockSeen: clocks.clockSeen,
    ...createStatus({ writer, events, effects, leftMarks, clock, log }),
    authorize: async (stationId, token) => {
      const station = writer.remembered(stationId) ?? (await store.station(stationId));
      return authorizer.present(token, stationPlace(stationId, station).partyId);
    },
    ...createTransactionInbox({
      store,
      writer,
      changes,
      withKeys: meterKeys.withKeys,
      quarantine,
      events,
      authorizer,
      clocks,
      clock,
      newId,
      log,
      metrics,
      toldOfEnd,
    }),
    meterKeys: meterKeys.configured,
    plugs: createToldPlugs(revise),
    onlyEvse: createOnlyEvse(writer),
    ...createNews({ writer, events, quarantine, log }),
    knowledge: abilities.knowledge,
    learnt: abilities.learnt,
    lateAnswer,
  };

  return {
    inbox,
    quarantinedMessages: createQuarantinedMessages({
      store,
      committer: audited,
      applyAgain: applyAgain(inbox),
      clock,
      log,
      metrics,
    }),
    stations: createStations({
      store,
      writer: auditedWriter,
      events,
      links,
      openRules,
      ownership,
      replace,
      remove,
      dismissProblems: createDismissProblems({ store, writer: auditedWriter, events, problems, clock, log }),
      clock,
    }),
    evses: createEvses({
      store,
      update: createSetEmi3Id({ store, writer: auditedWriter, committer: audited, events, clock }),
    }),
    plugs: createPlugs({ store, clock }),
    stationTemplates: createStationTemplates({
      store,
      committer: audited,
      ownership,
      rollouts: templateRollouts,
      clock,
    }),
    ...createRecordLists(store),
    chores: [createEvseRegistration({ store, writer, clock, log }), problems.aging, ...templateRollouts.chores],
    sessions: createSessions({ store, writer: auditedWriter, changes, log, metrics }),
    tokens: createTokens({ store, committer: audited, ownership, events, clock }),
    locations: createLocations({ store, committer: audited, ownership, events, clock }),
    events: createEvents({ store, bus, metrics }),
    abilities,
    recover,
    stillHere,
    lastSeenAt,
    idle: async () => {
      await problems.flushAll();
      await templateRollouts.idle();
      await writer.idle();
    },
    close: () => {
      stopWatching?.();
      templateRollouts.stop();
      leftTimers.stop();
      openRules.stop();
    },
  };
};
