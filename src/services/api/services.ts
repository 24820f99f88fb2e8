/**
 * What the edges (GraphQL, REST, console, OCPI) call. Every function takes the caller first, checks scope and
 * grants itself, and throws DomainError only. What a caller may not see is not_found.
 */

import type { Accounts } from './accounts.ts';
import type { AuditLog } from './audit-log.ts';
import type { Clients } from './clients.ts';
import type { Commands } from './commands.ts';
import type { Events } from './events.ts';
import type { Evses } from './evses.ts';
import type { Locations } from './locations.ts';
import type { Messages } from './messages.ts';
import type { MeterPublicKeys } from './meter-public-keys.ts';
import type { Outages } from './outages.ts';
import type { Parties } from './parties.ts';
import type { PersistedOperations } from './persisted-operations.ts';
import type { Plugs } from './plugs.ts';
import type { QuarantinedMessages } from './quarantined-messages.ts';
import type { Sandboxes } from './sandboxes.ts';
import type { Sessions } from './sessions.ts';
import type { StationTemplates } from './station-templates.ts';
import type { Stations } from './stations.ts';
import type { Tokens } from './tokens.ts';
import type { Traces } from './traces.ts';
import type { Webhooks } from './webhooks.ts';

export type Services = {
  readonly locations: Locations;
  readonly stations: Stations;
  readonly evses: Evses;
  readonly plugs: Plugs;
  readonly stationTemplates: StationTemplates;
  readonly outages: Outages;
  readonly meterPublicKeys: MeterPublicKeys;
  readonly quarantinedMessages: QuarantinedMessages;
  readonly messages: Messages;
  readonly traces: Traces;
  readonly tokens: Tokens;
  readonly sessions: Sessions;
  readonly commands: Commands;
  readonly events: Events;
  readonly clients: Clients;
  readonly accounts: Accounts;
  readonly parties: Parties;
  readonly persistedOperations: PersistedOperations;
  readonly auditLog: AuditLog;
  readonly sandboxes: Sandboxes;
  readonly webhooks: Webhooks;
};
