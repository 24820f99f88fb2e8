/** The use cases: commands, the stations' side, clients. */
import type { Backends } from '../backends/backends.ts';
import type { Config } from '../config.ts';
import type { Scope } from '../domain/access.ts';
import { createPartyNames, type PartyCodes } from '../domain/party.ts';
import { documentFault } from '../graphql/document-fault.ts';
import { keyFault } from '../oauth/client-keys.ts';
import { hashClientSecret } from '../oauth/client-secret.ts';
import { LINK_PATH } from '../oauth/paths.ts';
import { systemClock } from '../observe/clock.ts';
import { createApplyAgain } from '../ocpp/apply-again.ts';
import type { OcppProtocol } from '../ocpp/protocol.ts';
import type { OutboundClient } from '../outbound/outbound.ts';
import { createWebhookPayload } from '../rest/webhook-payload.ts';
import { createAccounts } from '../services/accounts/accounts.ts';
import type { Services } from '../services/api/services.ts';
import { createAuditLog } from '../services/audit/audit-log.ts';
import { createAuditedCommitter } from '../services/audit/audited-committer.ts';
import { createRefusals, type Refusals } from '../services/audit/refusals.ts';
import { createPutMany } from '../services/bulk/put-many.ts';
import { withBulkPuts } from '../services/bulk/with-bulk-puts.ts';
import { createClients } from '../services/clients.ts';
import { type CommandServices, createCommandServices } from '../services/commands/commands.ts';
import { COMMAND_JOBS } from '../services/commands/jobs.ts';
import type { Deliveries } from '../services/deliveries/deliveries.ts';
import { createIdempotency } from '../services/idempotency.ts';
import type { Jobs } from '../services/jobs.ts';
import { createMessages } from '../services/messages/messages.ts';
import type { MessageRecorder } from '../services/messages/recorder.ts';
import { createOwnership } from '../services/parties/ownership.ts';
import { createParties } from '../services/parties/parties.ts';
import { createPersistedOperations } from '../services/persisted-operations.ts';
import type { Committer } from '../services/ports/commit.ts';
import type { Log, Metrics } from '../services/ports/observing.ts';
import type { SimulateStation } from '../services/ports/simulated-stations.ts';
import type { StationLinks } from '../services/ports/station-links.ts';
import type { Clock, NewId } from '../services/ports/time.ts';
import { createSandboxRunner, type SandboxRunner } from '../services/sandboxes/runner.ts';
import { createSandboxes } from '../services/sandboxes/sandboxes.ts';
import { createStationSide, DEFAULT_STATION_SIDE_OPTIONS, type StationSide } from '../services/station-side.ts';
import { createTraces } from '../services/trace/traces.ts';
import { createWebhooks, type WebhookServices } from '../services/webhooks/webhooks.ts';
import { createWebhookSigning } from '../webhooks/signing.ts';
import type { Parts } from './parts.ts';

/**
 * Webhooks have places of their own, more than one endpoint takes at a time for each host: what hangs holds one place each,
 * see services/webhooks/endpoint-subscriber.ts.
 */
const WEBHOOK_BOUNDS = { perKey: 32, inAll: 1_024, waitingPerKey: 256, waitingInAll: 8_192 };

export type ServicesPart = {
  /** For the edges. */
  readonly api: Services;
  readonly commands: CommandServices;
  readonly stations: StationSide;
  readonly refusals: Pick<Refusals, 'flush'>;
  /** Started when stations can come in. */
  readonly sandboxRunner: SandboxRunner;
  readonly webhooks: WebhookServices;
};

export type ServicesSurroundings = {
  readonly config: Config;
  /** Those that open something. */
  readonly offeredScopes: readonly Scope[];
  readonly backends: Backends;
  /** The codes of the default one. */
  readonly defaultParty: PartyCodes;
  readonly committer: Committer;
  readonly jobs: Jobs;
  readonly recorder: Pick<MessageRecorder, 'flush'>;
  readonly simulate: SimulateStation;
  readonly deliveries: Deliveries;
  readonly outbound: OutboundClient;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly links: StationLinks;
  readonly protocols: readonly OcppProtocol[];
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly metrics: Metrics;
};

const createServices = ({
  config,
  offeredScopes,
  backends,
  defaultParty,
  committer,
  jobs,
  recorder,
  deliveries,
  outbound,
  publicUrl,
  links,
  protocols,
  simulate,
  clock,
  newId,
  log,
  metrics,
}: ServicesSurroundings): ServicesPart => {
  const { store, bus, ownEvents, foreignEvents, owners, locks } = backends;
  const names = createPartyNames(defaultParty);
  const idempotency = createIdempotency({ store, clock });
  const commands = createCommandServices({
    store,
    committer,
    queue: jobs.queueFor(COMMAND_JOBS),
    links,
    owners,
    bus,
    ownEvents,
    idempotency,
    supports: (protocol, type) =>
      protocols.some((known) => known.version === protocol && known.outbound[type] !== undefined),
    triggers: (protocol) => protocols.find(({ version }) => version === protocol)?.triggers ?? null,
    clock,
    newId,
    log,
    metrics,
  });
  jobs.handle(commands.handlers);
  const stations = createStationSide({
    store,
    committer,
    bus,
    foreignEvents,
    owners,
    links,
    effects: commands.effects,
    lateAnswer: commands.lateAnswer,
    clock,
    newId,
    random: Math.random,
    log,
    metrics,
    names,
    applyAgain: (inbox) => createApplyAgain({ protocols, inbox, log }),
    options: {
      ...DEFAULT_STATION_SIDE_OPTIONS,
      unknownStations: config.unknownStations,
      endSessions: config.endSessions,
    },
  });
  const audited = createAuditedCommitter({ store, committer, clock, newId });
  const refusals = createRefusals({ committer, clock, newId, log, metrics });
  const sandboxRunner = createSandboxRunner({ store, committer, locks, simulate, clock: systemClock, log, metrics });
  const withBulk = withBulkPuts(stations, createPutMany({ store, committer: audited, idempotency, clock, newId }));
  const webhooks = createWebhooks({
    store,
    committer,
    audited,
    bus,
    deliveries,
    outbound: { check: outbound.check, send: outbound.apart(WEBHOOK_BOUNDS).send },
    signing: createWebhookSigning(),
    idempotency,
    payloadOf: createWebhookPayload({ names, publicUrl }),
    mostEndpoints: config.webhookEndpoints,
    clock,
    lookClock: systemClock,
    random: Math.random,
    newId,
    log,
    metrics,
  });
  return {
    refusals,
    sandboxRunner,
    api: refusals.noting({
      ...withBulk,
      evses: stations.evses,
      plugs: stations.plugs,
      stationTemplates: stations.stationTemplates,
      outages: stations.outages,
      meterPublicKeys: stations.meterPublicKeys,
      quarantinedMessages: stations.quarantinedMessages,
      messages: createMessages({ store, messageLog: backends.messageLog, recorder }),
      traces: createTraces({
        store,
        messageLog: backends.messageLog,
        recorder,
        commands: commands.api,
        sessions: stations.sessions,
        webhooks: webhooks.api,
      }),
      sessions: stations.sessions,
      events: stations.events,
      commands: commands.api,
      clients: createClients({
        store,
        committer: audited,
        clock,
        hashSecret: hashClientSecret,
        rules: { offeredScopes: new Set(offeredScopes), keyFault },
        forgetEndpoint: webhooks.forget,
      }),
      persistedOperations: createPersistedOperations({ store, committer: audited, clock, documentFault }),
      parties: createParties({ store, committer: audited, names, clock }),
      accounts: createAccounts({
        offeredScopes,
        store,
        committer: audited,
        ownership: createOwnership({ store, names }),
        clock,
        newId,
        linkUrl: (code) => `${publicUrl}${LINK_PATH}?code=${code}`,
      }),
      auditLog: createAuditLog({ store, names }),
      sandboxes: createSandboxes({
        store,
        committer: audited,
        services: withBulk,
        clock: systemClock,
        hashSecret: hashClientSecret,
        used: sandboxRunner.look,
      }),
      webhooks: webhooks.api,
    }),
    commands,
    stations,
    webhooks,
  };
};

export const startServices = (parts: Parts, surroundings: ServicesSurroundings): Promise<ServicesPart> =>
  parts.start({
    name: 'services',
    start: () => createServices(surroundings),
    stop: async ({ commands, stations, refusals }) => {
      await refusals.flush();
      commands.close();
      stations.close();
      await stations.idle();
    },
  });
