/** What the resolvers of types without a record of their own are given. */

import type { Client } from '../domain/access.ts';
import type { PublicAccount } from '../domain/account.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { Command } from '../domain/command.ts';
import type { DomainEvent } from '../domain/event.ts';
import type { Location } from '../domain/location.ts';
import type { MeterPublicKey } from '../domain/meter-public-key.ts';
import type { Outage } from '../domain/outage.ts';
import type { Party } from '../domain/party.ts';
import type { PersistedOperation } from '../domain/persisted-operation.ts';
import type { ConnectorProperties } from '../domain/plug.ts';
import type { QuarantinedMessage } from '../domain/quarantined-message.ts';
import type { Sandbox } from '../domain/sandbox.ts';
import type { Session } from '../domain/session.ts';
import type { Connector, Evse, Station } from '../domain/station.ts';
import type { StationConfiguration } from '../domain/station-configuration.ts';
import type { StationProblem } from '../domain/station-problem.ts';
import type { StationTemplate } from '../domain/station-template.ts';
import type { Token } from '../domain/token.ts';
import type { WebhookEndpoint } from '../domain/webhook-endpoint.ts';
import type { PutClient } from '../services/api/clients.ts';
import type { TracedMessage } from '../services/api/messages.ts';
import type { TraceEntry } from '../services/api/traces.ts';
import type { WebhookDelivery } from '../services/api/webhooks.ts';
import type { Connection } from './paging.ts';

/** An EVSE's status hangs on its station. */
export type StationEvse = { readonly station: Station; readonly evse: Evse };

/** A connector with what is known of it, whoever said it. */
export type KnownConnector = Connector & { readonly known: ConnectorProperties };

/** A problem with what would help at its station's level. */
export type ToldProblem = StationProblem & { readonly help: string };

/** kept null: the station has told nothing yet. */
export type StationConfigurationView = { readonly station: Station; readonly kept: StationConfiguration | null };

export type AccountPage = Connection<PublicAccount>;
/** A client that was written; its secret, when one was made. */
export type PutClientResult = PutClient;

export type ClientPage = Connection<Client>;
export type PartyPage = Connection<Party>;
export type PersistedOperationPage = Connection<PersistedOperation>;
export type SandboxPage = Connection<Sandbox>;
export type LocationPage = Connection<Location>;
/** What a search tells of each beside it. */
type FoundConnection<T, E> = Pick<Connection<T>, 'pageInfo'> & {
  readonly edges: readonly ({ readonly node: T; readonly cursor: string; readonly distance: number | null } & E)[];
};
export type FoundEvsePage = FoundConnection<StationEvse, { readonly location: Location }>;
export type FoundLocationPage = FoundConnection<Location, object>;
export type StationPage = Connection<Station>;
export type StationTemplatePage = Connection<StationTemplate>;
export type AuditPage = Connection<AuditEntry>;
export type TracePage = Connection<TraceEntry>;
export type OcppMessagePage = Connection<TracedMessage>;
export type OutagePage = Connection<Outage>;
export type MeterPublicKeyPage = Connection<MeterPublicKey>;
export type QuarantinedMessagePage = Connection<QuarantinedMessage>;
export type SessionPage = Connection<Session>;
export type CommandPage = Connection<Command>;
export type TokenPage = Connection<Token>;
export type EventPage = Connection<DomainEvent>;
export type WebhookEndpointPage = Connection<WebhookEndpoint>;
export type WebhookDeliveryPage = Connection<WebhookDelivery>;
