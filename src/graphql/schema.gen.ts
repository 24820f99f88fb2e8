// Made by `npm run gen` from schema.graphql.
import type { AccountRole } from '../domain/account.ts';
import type { AccountStatus } from '../domain/account.ts';
import type { ClientType } from '../domain/access.ts';
import type { DisconnectReason } from '../domain/station.ts';
import type { EndInference } from '../domain/session.ts';
import type { Registration } from '../domain/station.ts';
import type { StationProblemKind } from '../domain/station-problem.ts';
import type { ValidationLevel } from '../domain/validation-level.ts';
import type { JsonValue } from '../domain/json.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Caller, Grants as GrantsRecord, Client as ClientRecord, Origin } from '../domain/access.ts';
import type { PublicAccount } from '../domain/account.ts';
import type { AccountWithLink } from '../services/api/accounts.ts';
import type { AccountPage, ClientPage, PutClientResult, PartyPage, PersistedOperationPage, SandboxPage, LocationPage, StationConfigurationView, StationPage, StationTemplatePage, ToldProblem, QuarantinedMessagePage, StationEvse, FoundEvsePage, FoundLocationPage, OutagePage, MeterPublicKeyPage, TracePage, OcppMessagePage, KnownConnector, SessionPage, CommandPage, TokenPage, EventPage, AuditPage, WebhookEndpointPage, WebhookDeliveryPage } from './mapped.ts';
import type { Party as PartyRecord } from '../domain/party.ts';
import type { PersistedOperation as PersistedOperationRecord } from '../domain/persisted-operation.ts';
import type { Sandbox as SandboxRecord, SandboxStation as SandboxStationRecord } from '../domain/sandbox.ts';
import type { Location as LocationRecord } from '../domain/location.ts';
import type { Station as StationRecord } from '../domain/station.ts';
import type { Abilities as AbilitiesRecord } from '../domain/abilities.ts';
import type { ConfigurationEntry as ConfigurationEntryRecord } from '../domain/station-configuration.ts';
import type { StationTemplate as StationTemplateRecord, TemplateEvse } from '../domain/station-template.ts';
import type { ConnectorFacts } from '../domain/plug.ts';
import type { QuarantinedMessage as QuarantinedMessageRecord, Settlement } from '../domain/quarantined-message.ts';
import type { Outage as OutageRecord } from '../domain/outage.ts';
import type { MeterPublicKey as MeterPublicKeyRecord } from '../domain/meter-public-key.ts';
import type { TraceEntry as TraceEntryRecord } from '../services/api/traces.ts';
import type { TracedMessage } from '../services/api/messages.ts';
import type { Session as SessionRecord, Transaction as TransactionRecord } from '../domain/session.ts';
import type { StoredReading, SampledValue as SampledValueRecord } from '../domain/meter.ts';
import type { Command as CommandRecord, LateOutcome as LateOutcomeRecord } from '../domain/command.ts';
import type { CommandBatch as CommandBatchRecord } from '../services/api/commands.ts';
import type { Token as TokenRecord, TokenRef as TokenRefRecord } from '../domain/token.ts';
import type { BulkUpsertAnswer } from './bulk.ts';
import type { DomainEvent } from '../domain/event.ts';
import type { AuditEntry as AuditEntryRecord } from '../domain/audit.ts';
import type { WebhookEndpoint as WebhookEndpointRecord, WebhookFilter as WebhookFilterRecord } from '../domain/webhook-endpoint.ts';
import type { WebhookEndpointNews as WebhookEndpointNewsRecord, WebhookDisabled as WebhookDisabledRecord } from '../domain/webhook-news.ts';
import type { WebhookDelivery as WebhookDeliveryRecord } from '../services/api/webhooks.ts';
import type { DeliveryAttempt } from '../services/ports/delivery-store.ts';
import type { GraphqlContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
export type EnumResolverSignature<T, AllowedValues = any> = { [key in keyof T]?: AllowedValues };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, RFC 3339 in UTC with milliseconds, such as 2026-03-01T12:00:00.000Z. Input may have another offset. */
  DateTime: { input: Date; output: Date; }
  /** Any JSON value. */
  JSON: { input: JsonValue; output: JsonValue; }
};

export type Query = {
  readonly __typename?: 'Query';
  /** Who calls: what the access token says, and what the client may see. */
  readonly me: Me;
  /** One location. Needs `locations:read`. */
  readonly location?: Maybe<Location>;
  /** EVSEs near a point, the nearest first, or in a box, by what is true now. Say `near` or `box`. A page may be short of `first` though there are more: then a few thousand places were looked through. Needs `stations:read`. */
  readonly findEvses: FoundEvseConnection;
  /** Locations near a point, the nearest first, or in a box; with a status or what a connector must be, those with an EVSE that is all of that. Needs `locations:read`, and to narrow it `stations:read`. */
  readonly findLocations: FoundLocationConnection;
  /** Locations, in the order in which they were made unless `orderBy` says another. Needs `locations:read`. */
  readonly locations: LocationConnection;
  /** One station with its EVSEs and connectors. Needs `stations:read`. */
  readonly station?: Maybe<Station>;
  /** Stations, in the order in which they were made unless `orderBy` says another. Needs `stations:read`. */
  readonly stations: StationConnection;
  /** One EVSE by its uid or eMI3 id, or by its station and its number there. null: no station has it now, or not under that number. Needs `stations:read`. */
  readonly evse?: Maybe<Evse>;
  /** When stations and EVSEs could not serve, in the order in which that began. Needs `stations:read`. */
  readonly outages: OutageConnection;
  /** One message that could not be taken. Needs `stations:read`, and no grant by tokens or driver. */
  readonly quarantinedMessage?: Maybe<QuarantinedMessage>;
  /** Messages of transactions and meters that could not be taken, in the order in which they came first. Needs `stations:read`; who is bound to tokens or is a driver sees none. */
  readonly quarantinedMessages: QuarantinedMessageConnection;
  /** Public keys that stations have told of their meters, in the order in which they were first told. Needs `stations:read`. */
  readonly meterPublicKeys: MeterPublicKeyConnection;
  /** One session. Needs `sessions:read`. */
  readonly session?: Maybe<Session>;
  /** Sessions in the order in which they were made. Needs `sessions:read`. */
  readonly sessions: SessionConnection;
  /** One command, as it is now. */
  readonly command?: Maybe<Command>;
  /** Commands in the order in which they were asked for. */
  readonly commands: CommandConnection;
  /** One token; the uid is compared without regard to case. Needs `tokens:read`. */
  readonly token?: Maybe<Token>;
  /** Tokens, in the order in which they were made unless `orderBy` says another. Needs `tokens:read`. */
  readonly tokens: TokenConnection;
  /** One account. Needs `accounts:manage`. */
  readonly account?: Maybe<Account>;
  /** The people who sign in, in the order in which they were made unless `orderBy` says another. Needs `accounts:manage`. */
  readonly accounts: AccountConnection;
  /** One template of a station model. Needs `stations:read`. */
  readonly stationTemplate?: Maybe<StationTemplate>;
  /** Templates of station models, in the order in which they were made unless `orderBy` says another. Needs `stations:read`. */
  readonly stationTemplates: StationTemplateConnection;
  /** One party, by its codes, without regard to case. Needs `parties:read`. */
  readonly party?: Maybe<Party>;
  /** The operators that this installation serves, in the order in which they were made unless `orderBy` says another. Needs `parties:read`. */
  readonly parties: PartyConnection;
  /** One OAuth client, without its secret. Needs `clients:manage`. */
  readonly client: Client;
  /** OAuth clients, in the order in which they were made unless `orderBy` says another. Needs `clients:manage`. */
  readonly clients: ClientConnection;
  /** One entry of the audit log. Needs `audit:read`. */
  readonly auditEntry?: Maybe<AuditEntry>;
  /** Who wrote what, and what was there before, newest first. Needs `audit:read`; who is bound to parties reads what was done to their things, who is bound in anything else reads nothing. */
  readonly auditLog: AuditConnection;
  /** One persisted operation. Needs `clients:manage`. */
  readonly persistedOperation?: Maybe<PersistedOperation>;
  /** Persisted operations. Needs `clients:manage`. */
  readonly persistedOperations: PersistedOperationConnection;
  /** One sandbox. Needs `clients:manage`. */
  readonly sandbox?: Maybe<Sandbox>;
  /** Sandboxes. Needs `clients:manage`. */
  readonly sandboxes: SandboxConnection;
  /** The simulated stations of the caller's sandbox, as they should be. Needs `sandbox:control`. */
  readonly sandboxStations: ReadonlyArray<SandboxStation>;
  /**
   * The event log, oldest first unless asked otherwise; kept for the retention time. Needs `events:read`, and for each type
   * what reads its object. A cursor goes on in its own order only.
   */
  readonly events: EventConnection;
  /** One event of the log. Needs `events:read`. */
  readonly event: Event;
  /** One webhook endpoint. Needs `webhooks:manage`. */
  readonly webhookEndpoint: WebhookEndpoint;
  /** Your webhook endpoints; whoever manages clients and is bound by no grant sees all. Needs `webhooks:manage`. */
  readonly webhookEndpoints: WebhookEndpointConnection;
  /** What was sent to endpoints or waits to be, newest event first, kept for 30 days. Needs `webhooks:manage`. */
  readonly webhookDeliveries: WebhookDeliveryConnection;
  /** One delivery. Needs `webhooks:manage`. */
  readonly webhookDelivery: WebhookDelivery;
};


export type QueryLocationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryFindEvsesArgs = {
  near?: InputMaybe<NearInput>;
  box?: InputMaybe<BoxInput>;
  status?: InputMaybe<EvseStatus>;
  standards?: InputMaybe<ReadonlyArray<ConnectorStandard>>;
  powerType?: InputMaybe<PowerType>;
  minPower?: InputMaybe<Scalars['Float']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryFindLocationsArgs = {
  near?: InputMaybe<NearInput>;
  box?: InputMaybe<BoxInput>;
  status?: InputMaybe<EvseStatus>;
  standards?: InputMaybe<ReadonlyArray<ConnectorStandard>>;
  powerType?: InputMaybe<PowerType>;
  minPower?: InputMaybe<Scalars['Float']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryLocationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  orderBy?: InputMaybe<LocationOrder>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  retired?: InputMaybe<Scalars['Boolean']['input']>;
};


export type QueryStationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryStationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  orderBy?: InputMaybe<StationOrder>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  locationId?: InputMaybe<Scalars['ID']['input']>;
  online?: InputMaybe<Scalars['Boolean']['input']>;
  hasProblems?: InputMaybe<Scalars['Boolean']['input']>;
  retired?: InputMaybe<Scalars['Boolean']['input']>;
};


export type QueryEvseArgs = {
  stationId?: InputMaybe<Scalars['ID']['input']>;
  id?: InputMaybe<Scalars['Int']['input']>;
  uid?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryOutagesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  stationId?: InputMaybe<Scalars['ID']['input']>;
  locationId?: InputMaybe<Scalars['ID']['input']>;
  evseUid?: InputMaybe<Scalars['ID']['input']>;
  cause?: InputMaybe<OutageCause>;
  open?: InputMaybe<Scalars['Boolean']['input']>;
};


export type QueryQuarantinedMessageArgs = {
  id: Scalars['ID']['input'];
};


export type QueryQuarantinedMessagesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  orderBy?: InputMaybe<QuarantineOrder>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  stationId?: InputMaybe<Scalars['ID']['input']>;
  locationId?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<QuarantineStatus>;
  action?: InputMaybe<Scalars['String']['input']>;
};


export type QueryMeterPublicKeysArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  stationId?: InputMaybe<Scalars['ID']['input']>;
  locationId?: InputMaybe<Scalars['ID']['input']>;
  evseUid?: InputMaybe<Scalars['ID']['input']>;
};


export type QuerySessionArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySessionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  stationId?: InputMaybe<Scalars['ID']['input']>;
  locationId?: InputMaybe<Scalars['ID']['input']>;
  tokenUid?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<SessionStatus>;
  evseUid?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryCommandArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCommandsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  stationId?: InputMaybe<Scalars['ID']['input']>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
  type?: InputMaybe<CommandType>;
  status?: InputMaybe<CommandStatus>;
  evseUid?: InputMaybe<Scalars['ID']['input']>;
  batchId?: InputMaybe<Scalars['ID']['input']>;
  locationId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryTokenArgs = {
  uid: Scalars['ID']['input'];
};


export type QueryTokensArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  orderBy?: InputMaybe<TokenOrder>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  retired?: InputMaybe<Scalars['Boolean']['input']>;
};


export type QueryAccountArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAccountsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  orderBy?: InputMaybe<AccountOrder>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  role?: InputMaybe<AccountRole>;
  status?: InputMaybe<AccountStatus>;
};


export type QueryStationTemplateArgs = {
  id: Scalars['ID']['input'];
};


export type QueryStationTemplatesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  orderBy?: InputMaybe<StationTemplateOrder>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  vendor?: InputMaybe<Scalars['String']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPartyArgs = {
  countryCode: Scalars['String']['input'];
  partyId: Scalars['String']['input'];
};


export type QueryPartiesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  orderBy?: InputMaybe<PartyOrder>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryClientArgs = {
  id: Scalars['ID']['input'];
};


export type QueryClientsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  orderBy?: InputMaybe<ClientOrder>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryAuditEntryArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAuditLogArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  clientId?: InputMaybe<Scalars['ID']['input']>;
  userId?: InputMaybe<Scalars['ID']['input']>;
  object?: InputMaybe<Scalars['String']['input']>;
  objectId?: InputMaybe<Scalars['ID']['input']>;
  operation?: InputMaybe<Scalars['String']['input']>;
  outcome?: InputMaybe<AuditOutcome>;
  party?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPersistedOperationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPersistedOperationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  orderBy?: InputMaybe<PersistedOperationOrder>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  clientId?: InputMaybe<Scalars['ID']['input']>;
};


export type QuerySandboxArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySandboxesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  orderBy?: InputMaybe<SandboxOrder>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryEventsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  stationId?: InputMaybe<Scalars['ID']['input']>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
  locationId?: InputMaybe<Scalars['ID']['input']>;
  objectId?: InputMaybe<Scalars['ID']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryEventArgs = {
  id: Scalars['ID']['input'];
};


export type QueryWebhookEndpointArgs = {
  id: Scalars['ID']['input'];
};


export type QueryWebhookEndpointsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  orderBy?: InputMaybe<WebhookEndpointOrder>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryWebhookDeliveriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  endpointId?: InputMaybe<Scalars['ID']['input']>;
  eventId?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<WebhookDeliveryStatus>;
};


export type QueryWebhookDeliveryArgs = {
  id: Scalars['ID']['input'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Asks a station to start a session. CONFIRMED, with `sessionId`, when its transaction has started. Needs `sessions:control`. */
  readonly startSession: Command;
  /** Asks the station to stop a session. CONFIRMED when its transaction has ended. Needs `sessions:control`. */
  readonly stopSession: Command;
  /** Asks the station to open a connector's lock. Needs `stations:control`. */
  readonly unlockConnector: Command;
  /** Restarts a station or, from OCPP 2.0.1 on, one EVSE. CONFIRMED when it has booted. Needs `stations:control`. */
  readonly resetStation: Command;
  /** Takes a station, EVSE or connector out of service, or back in. Needs `stations:control`. */
  readonly changeAvailability: Command;
  /** Asks the station to send a message now. Needs `stations:control`. */
  readonly triggerMessage: Command;
  /** Sets one configuration key (OCPP 1.6). Needs `stations:control`. */
  readonly setConfiguration: Command;
  /** Reads configuration keys (OCPP 1.6) into the command's `result`. Needs `stations:control`. */
  readonly getConfiguration: Command;
  /** Sets variables of the device model (OCPP 2.x). Needs `stations:control`. */
  readonly setVariables: Command;
  /** Reads variables of the device model (OCPP 2.x) into the command's `result`. Needs `stations:control`. */
  readonly getVariables: Command;
  /** Limits the power or current of a station or a session. Needs `charging:control`. */
  readonly setChargingLimit: Command;
  /** Takes back what setChargingLimit has set. Needs `charging:control`. */
  readonly clearChargingLimit: Command;
  /** Sends a whole charging profile to a station. Needs `charging:control`. */
  readonly setChargingProfile: Command;
  /** Removes the charging profiles that fit all the criteria given. Needs `charging:control`. */
  readonly clearChargingProfile: Command;
  /** Reads what the station makes of all its profiles into the command's `result`. Needs `charging:control`. */
  readonly getCompositeSchedule: Command;
  /** Asks many stations to restart, five a second: one command each. Needs `stations:control`. */
  readonly bulkResetStation: CommandBatch;
  /** Takes many stations out of service, or back in: one command each. Needs `stations:control`. */
  readonly bulkChangeAvailability: CommandBatch;
  /** Limits the power or current of many stations, each to the same: one command each. Needs `charging:control`. */
  readonly bulkSetChargingLimit: CommandBatch;
  /** Takes back what setChargingLimit has set on many stations: one command each. Needs `charging:control`. */
  readonly bulkClearChargingLimit: CommandBatch;
  /** Cancels a command that is still QUEUED; fails with `command_not_cancellable` afterwards. */
  readonly cancelCommand: Command;
  /** Creates or replaces a location: what is left out gets its default. Needs `stations:write`. */
  readonly upsertLocation: Location;
  /** Deletes a location, and answers it as it was; `conflict` while stations stand there. One where something happened is retired, and has `retiredAt`; any other is gone for good. Needs `stations:write`. */
  readonly deleteLocation: Location;
  /** Creates or replaces what an operator sets of a station: what is left out gets its default. Needs `stations:write`. */
  readonly upsertStation: Station;
  /** Deletes a station, and answers it as it was: it may not connect again; `conflict` while a session runs. One with a history is retired, and has `retiredAt`; any other is gone for good. Needs `stations:write`. */
  readonly deleteStation: Station;
  /** Moves a station's EVSEs to other hardware, with their uids and eMI3 ids; done already, it answers what is. Needs `stations:write`. */
  readonly replaceStation: StationReplacement;
  /** Takes one problem off a station, or all of them without a `problemId`; what lasts comes again. Needs `stations:write`. */
  readonly dismissProblems: Station;
  /** Takes in a message that could not be taken, as if it came now but with its own time of receipt; a second time is a conflict. Needs `stations:write`. */
  readonly applyQuarantinedMessage: QuarantineResult;
  /** Sets an open message aside that could not be taken. Needs `stations:write`. */
  readonly dismissQuarantinedMessage: QuarantinedMessage;
  /** Gives an EVSE its eMI3 id or takes it away, and sets what is known of its plugs; null: no station has the EVSE any more. Needs `stations:write`. */
  readonly updateEvse?: Maybe<Evse>;
  /** Says what the stations of a model have where nobody set it by hand and the station does not tell it; a conflict when the party has a template of the model. Needs `stations:write`. */
  readonly createStationTemplate: StationTemplate;
  /** Replaces what a template says; its stations follow within moments. Needs `stations:write`. */
  readonly updateStationTemplate: StationTemplate;
  /** Deletes a template, and answers it as it was; its stations lose what it said. Needs `stations:write`. */
  readonly deleteStationTemplate: StationTemplate;
  /** Creates or replaces up to 1,000 locations, each with its own result. Needs `stations:write`. */
  readonly upsertLocations: BulkUpsert;
  /** Creates or replaces up to 1,000 stations, each with its own result. Needs `stations:write`. */
  readonly upsertStations: BulkUpsert;
  /** Creates or replaces up to 1,000 tokens, each with its own result. Needs `tokens:write`. */
  readonly upsertTokens: BulkUpsert;
  /** Creates or replaces a token: what is left out gets its default. Needs `tokens:write`. */
  readonly upsertToken: Token;
  /** Makes an account and the link by which its owner chooses a password. Needs `accounts:manage`. */
  readonly createAccount: AccountInvitation;
  /** Changes an account: what is left out stays. Fewer rights hold within ten seconds. Needs `accounts:manage`. */
  readonly updateAccount: Account;
  /** Deletes an account, and answers it as it was. Needs `accounts:manage`. */
  readonly deleteAccount: Account;
  /** Makes a new invitation; the link before is void. Needs `accounts:manage`. */
  readonly inviteAccount: AccountInvitation;
  /** Makes a link by which its owner chooses another password. Needs `accounts:manage`. */
  readonly resetAccountPassword: AccountInvitation;
  /** Takes its authenticator and recovery codes away. Needs `accounts:manage`. */
  readonly resetAccountTotp: Account;
  /** Nobody signs in to it, and whoever is signed in is out within ten seconds. Needs `accounts:manage`. */
  readonly lockAccount: Account;
  /** Takes the lock away. Needs `accounts:manage`. */
  readonly unlockAccount: Account;
  /** Deletes a token, and answers it as it was. One with a history is retired, and has `retiredAt`; any other is gone for good. Needs `tokens:write`. */
  readonly deleteToken: Token;
  /** Creates or replaces a party: what is left out gets its default; its codes do not change. Needs `parties:write`. */
  readonly upsertParty: Party;
  /** Creates or replaces an OAuth client. A change that would leave no client that can manage clients is `conflict`. Needs `clients:manage`. */
  readonly upsertClient: ClientWithSecret;
  /** Changes what is given of an OAuth client. What it loses it has lost ten seconds later at most. Needs `clients:manage`. */
  readonly updateClient: ClientWithSecret;
  /** Deletes an OAuth client, and answers it as it was: its tokens open nothing any more. Needs `clients:manage`. */
  readonly deleteClient: Client;
  /** Registers a GraphQL operation, which clients run by its hash; the same again answers the one that is there. Needs `clients:manage`. */
  readonly registerPersistedOperation: PersistedOperation;
  /** Deletes a persisted operation, and answers it as it was. Needs `clients:manage`. */
  readonly deletePersistedOperation: PersistedOperation;
  /** Makes a sandbox with a client and simulated stations of its own. Needs `clients:manage`. */
  readonly createSandbox: SandboxWithSecret;
  /** Deletes a sandbox with its client, and answers it as it was. Needs `clients:manage`. */
  readonly deleteSandbox: Sandbox;
  /** Adds a simulated station to the caller's sandbox. Needs `sandbox:control`. */
  readonly createSandboxStation: SandboxStation;
  /** Does something to a simulated station, as a driver, its hardware or its network would. Needs `sandbox:control`. */
  readonly actInSandbox: SandboxStation;
  /** Makes a webhook endpoint: events from now on are sent to it. Its secret is in this answer alone. Needs `webhooks:manage`. */
  readonly createWebhookEndpoint: WebhookEndpointWithSecret;
  /** Changes a webhook endpoint; what is left out stays. Needs `webhooks:manage`. */
  readonly updateWebhookEndpoint: WebhookEndpoint;
  /** Deletes a webhook endpoint with its deliveries, and answers it as it was. Needs `webhooks:manage`. */
  readonly deleteWebhookEndpoint: WebhookEndpoint;
  /** Changes the secret, and the key pair where there is one; those before sign beside the new ones for a while. Needs `webhooks:manage`. */
  readonly rotateWebhookSecret: WebhookEndpointWithSecret;
  /** Sends one `webhook.test` now, and tells what came of it. Needs `webhooks:manage`. */
  readonly testWebhookEndpoint: WebhookTestResult;
  /** It goes on where it stopped. Needs `webhooks:manage`. */
  readonly enableWebhookEndpoint: WebhookEndpoint;
  /** Nothing more is sent until it is enabled. Needs `webhooks:manage`. */
  readonly disableWebhookEndpoint: WebhookEndpoint;
  /** Sends events again: one, those of a time (up to 1,000), or all from a place on. Needs `webhooks:manage`. */
  readonly replayWebhook: WebhookReplayed;
};


export type MutationStartSessionArgs = {
  input: StartSessionInput;
};


export type MutationStopSessionArgs = {
  input: StopSessionInput;
};


export type MutationUnlockConnectorArgs = {
  input: UnlockConnectorInput;
};


export type MutationResetStationArgs = {
  input: ResetStationInput;
};


export type MutationChangeAvailabilityArgs = {
  input: ChangeAvailabilityInput;
};


export type MutationTriggerMessageArgs = {
  input: TriggerMessageInput;
};


export type MutationSetConfigurationArgs = {
  input: SetConfigurationInput;
};


export type MutationGetConfigurationArgs = {
  input: GetConfigurationInput;
};


export type MutationSetVariablesArgs = {
  input: SetVariablesInput;
};


export type MutationGetVariablesArgs = {
  input: GetVariablesInput;
};


export type MutationSetChargingLimitArgs = {
  input: SetChargingLimitInput;
};


export type MutationClearChargingLimitArgs = {
  input: ClearChargingLimitInput;
};


export type MutationSetChargingProfileArgs = {
  input: SetChargingProfileInput;
};


export type MutationClearChargingProfileArgs = {
  input: ClearChargingProfileInput;
};


export type MutationGetCompositeScheduleArgs = {
  input: GetCompositeScheduleInput;
};


export type MutationBulkResetStationArgs = {
  input: BulkResetStationInput;
};


export type MutationBulkChangeAvailabilityArgs = {
  input: BulkChangeAvailabilityInput;
};


export type MutationBulkSetChargingLimitArgs = {
  input: BulkSetChargingLimitInput;
};


export type MutationBulkClearChargingLimitArgs = {
  input: BulkClearChargingLimitInput;
};


export type MutationCancelCommandArgs = {
  input: CancelCommandInput;
};


export type MutationUpsertLocationArgs = {
  input: UpsertLocationInput;
};


export type MutationDeleteLocationArgs = {
  input: DeleteLocationInput;
};


export type MutationUpsertStationArgs = {
  input: UpsertStationInput;
};


export type MutationDeleteStationArgs = {
  input: DeleteStationInput;
};


export type MutationReplaceStationArgs = {
  input: ReplaceStationInput;
};


export type MutationDismissProblemsArgs = {
  input: DismissProblemsInput;
};


export type MutationApplyQuarantinedMessageArgs = {
  input: ApplyQuarantinedMessageInput;
};


export type MutationDismissQuarantinedMessageArgs = {
  input: DismissQuarantinedMessageInput;
};


export type MutationUpdateEvseArgs = {
  input: UpdateEvseInput;
};


export type MutationCreateStationTemplateArgs = {
  input: CreateStationTemplateInput;
};


export type MutationUpdateStationTemplateArgs = {
  input: UpdateStationTemplateInput;
};


export type MutationDeleteStationTemplateArgs = {
  input: DeleteStationTemplateInput;
};


export type MutationUpsertLocationsArgs = {
  input: UpsertLocationsInput;
};


export type MutationUpsertStationsArgs = {
  input: UpsertStationsInput;
};


export type MutationUpsertTokensArgs = {
  input: UpsertTokensInput;
};


export type MutationUpsertTokenArgs = {
  input: UpsertTokenInput;
};


export type MutationCreateAccountArgs = {
  input: CreateAccountInput;
};


export type MutationUpdateAccountArgs = {
  input: UpdateAccountInput;
};


export type MutationDeleteAccountArgs = {
  input: DeleteAccountInput;
};


export type MutationInviteAccountArgs = {
  input: InviteAccountInput;
};


export type MutationResetAccountPasswordArgs = {
  input: ResetAccountPasswordInput;
};


export type MutationResetAccountTotpArgs = {
  input: ResetAccountTotpInput;
};


export type MutationLockAccountArgs = {
  input: LockAccountInput;
};


export type MutationUnlockAccountArgs = {
  input: UnlockAccountInput;
};


export type MutationDeleteTokenArgs = {
  input: DeleteTokenInput;
};


export type MutationUpsertPartyArgs = {
  input: UpsertPartyInput;
};


export type MutationUpsertClientArgs = {
  input: UpsertClientInput;
};


export type MutationUpdateClientArgs = {
  input: UpdateClientInput;
};


export type MutationDeleteClientArgs = {
  input: DeleteClientInput;
};


export type MutationRegisterPersistedOperationArgs = {
  input: RegisterPersistedOperationInput;
};


export type MutationDeletePersistedOperationArgs = {
  input: DeletePersistedOperationInput;
};


export type MutationCreateSandboxArgs = {
  input: CreateSandboxInput;
};


export type MutationDeleteSandboxArgs = {
  input: DeleteSandboxInput;
};


export type MutationCreateSandboxStationArgs = {
  input: CreateSandboxStationInput;
};


export type MutationActInSandboxArgs = {
  input: ActInSandboxInput;
};


export type MutationCreateWebhookEndpointArgs = {
  input: CreateWebhookEndpointInput;
};


export type MutationUpdateWebhookEndpointArgs = {
  input: UpdateWebhookEndpointInput;
};


export type MutationDeleteWebhookEndpointArgs = {
  input: DeleteWebhookEndpointInput;
};


export type MutationRotateWebhookSecretArgs = {
  input: RotateWebhookSecretInput;
};


export type MutationTestWebhookEndpointArgs = {
  input: TestWebhookEndpointInput;
};


export type MutationEnableWebhookEndpointArgs = {
  input: EnableWebhookEndpointInput;
};


export type MutationDisableWebhookEndpointArgs = {
  input: DisableWebhookEndpointInput;
};


export type MutationReplayWebhookArgs = {
  input: ReplayWebhookInput;
};

/**
 * Over server-sent events or WebSocket. A subscription of one object (an `id` is given) first delivers that object as it is
 * now, so that nothing is missed between a mutation or query and the subscription; then each change, in order. A version is
 * never delivered twice and never goes back. A reader that falls too far behind is ended with `unavailable`; one whose access
 * token ends with `unauthorized`: connect again.
 */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** One command: as it is now, then each change, a late outcome included. */
  readonly commandUpdated: Command;
  /** One session (as it is now, then each change), or each change of a station's sessions, or of all. Needs `sessions:read`. */
  readonly sessionUpdated: Session;
  /** One station (as it is now, then each change), or each change of a location's stations, or of all. Needs `stations:read`. */
  readonly stationUpdated: Station;
  /** One EVSE (as it is now, then each change), or each change of a location's EVSEs, or of all: what a map follows. Needs `stations:read`. */
  readonly evseUpdated: Evse;
  /** Events as they happen; with `after`, first all behind that event's id. Needs `events:read`, and for each type what reads its object. */
  readonly event: Event;
};


/**
 * Over server-sent events or WebSocket. A subscription of one object (an `id` is given) first delivers that object as it is
 * now, so that nothing is missed between a mutation or query and the subscription; then each change, in order. A version is
 * never delivered twice and never goes back. A reader that falls too far behind is ended with `unavailable`; one whose access
 * token ends with `unauthorized`: connect again.
 */
export type SubscriptionCommandUpdatedArgs = {
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['ID']['input']>;
};


/**
 * Over server-sent events or WebSocket. A subscription of one object (an `id` is given) first delivers that object as it is
 * now, so that nothing is missed between a mutation or query and the subscription; then each change, in order. A version is
 * never delivered twice and never goes back. A reader that falls too far behind is ended with `unavailable`; one whose access
 * token ends with `unauthorized`: connect again.
 */
export type SubscriptionSessionUpdatedArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  stationId?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['ID']['input']>;
};


/**
 * Over server-sent events or WebSocket. A subscription of one object (an `id` is given) first delivers that object as it is
 * now, so that nothing is missed between a mutation or query and the subscription; then each change, in order. A version is
 * never delivered twice and never goes back. A reader that falls too far behind is ended with `unavailable`; one whose access
 * token ends with `unauthorized`: connect again.
 */
export type SubscriptionStationUpdatedArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  locationId?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['ID']['input']>;
};


/**
 * Over server-sent events or WebSocket. A subscription of one object (an `id` is given) first delivers that object as it is
 * now, so that nothing is missed between a mutation or query and the subscription; then each change, in order. A version is
 * never delivered twice and never goes back. A reader that falls too far behind is ended with `unavailable`; one whose access
 * token ends with `unauthorized`: connect again.
 */
export type SubscriptionEvseUpdatedArgs = {
  uid?: InputMaybe<Scalars['ID']['input']>;
  locationId?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['ID']['input']>;
};


/**
 * Over server-sent events or WebSocket. A subscription of one object (an `id` is given) first delivers that object as it is
 * now, so that nothing is missed between a mutation or query and the subscription; then each change, in order. A version is
 * never delivered twice and never goes back. A reader that falls too far behind is ended with `unavailable`; one whose access
 * token ends with `unauthorized`: connect again.
 */
export type SubscriptionEventArgs = {
  types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  after?: InputMaybe<Scalars['ID']['input']>;
};

/** Where a page stands in its list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** The caller. */
export type Me = {
  readonly __typename?: 'Me';
  /** The OAuth client. */
  readonly clientId: Scalars['ID']['output'];
  /** The driver in the token; null for machines and operators. */
  readonly userId?: Maybe<Scalars['ID']['output']>;
  /** The account that signed in; null for a machine. */
  readonly accountId?: Maybe<Scalars['ID']['output']>;
  /** Scopes of the token. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  readonly grants: Grants;
};

/** What a client may see and move; null: all. */
export type Grants = {
  readonly __typename?: 'Grants';
  /** Operators, by country code and party id, such as NL-VGT. */
  readonly parties?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  readonly locationIds?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  readonly stationGroups?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  readonly tokenUids?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
};

export type { AccountRole };

export type { AccountStatus };

/** What a link is for. */
export type AccountLinkPurpose =
  | 'invitation'
  | 'password_reset';

/** A link that was made and not used. */
export type AccountLink = {
  readonly __typename?: 'AccountLink';
  readonly purpose: AccountLinkPurpose;
  readonly expiresAt: Scalars['DateTime']['output'];
};

/** Who it is at the provider that LOGIN_ISSUER names. */
export type AccountIdentity = {
  readonly __typename?: 'AccountIdentity';
  readonly issuer: Scalars['String']['output'];
  readonly subject: Scalars['String']['output'];
};

/** Somebody who signs in. */
export type Account = {
  readonly __typename?: 'Account';
  /** The subject of its tokens. */
  readonly id: Scalars['ID']['output'];
  /** Grows by one with each change. */
  readonly version: Scalars['Int']['output'];
  /** What is typed to sign in, whatever its case. */
  readonly login: Scalars['String']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly email?: Maybe<Scalars['String']['output']>;
  readonly role: AccountRole;
  readonly status: AccountStatus;
  /** Whose tokens and sessions it sees; null: it is no driver. */
  readonly driverId?: Maybe<Scalars['ID']['output']>;
  /** Whose it is, with partyId. */
  readonly countryCode: Scalars['String']['output'];
  readonly partyId: Scalars['String']['output'];
  readonly grants: Grants;
  readonly hasPassword: Scalars['Boolean']['output'];
  /** A password alone does not do. */
  readonly totpRequired: Scalars['Boolean']['output'];
  /** An authenticator is set up. */
  readonly hasTotp: Scalars['Boolean']['output'];
  readonly recoveryCodesLeft: Scalars['Int']['output'];
  readonly openLink?: Maybe<AccountLink>;
  readonly identity?: Maybe<AccountIdentity>;
  /** Wrong passwords and codes since it was signed in to last. */
  readonly failedLogins: Scalars['Int']['output'];
  readonly failedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly signedInAt?: Maybe<Scalars['DateTime']['output']>;
  /** What was signed in before it, is out. */
  readonly signedOutAt?: Maybe<Scalars['DateTime']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

export type { ClientType };

/** An OAuth client, or the grants of a client of a trusted outside issuer. */
export type Client = {
  readonly __typename?: 'Client';
  readonly id: Scalars['ID']['output'];
  /** Grows by one with each change. */
  readonly version: Scalars['Int']['output'];
  readonly name: Scalars['String']['output'];
  /** Null: the embedded issuer. */
  readonly issuer?: Maybe<Scalars['String']['output']>;
  readonly hasSecret: Scalars['Boolean']['output'];
  /** The public keys by which it comes in (private_key_jwt); null: by a secret, or by none. */
  readonly jwks?: Maybe<Scalars['JSON']['output']>;
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  readonly type: ClientType;
  readonly redirectUris: ReadonlyArray<Scalars['String']['output']>;
  readonly postLogoutRedirectUris: ReadonlyArray<Scalars['String']['output']>;
  /** People are not asked whether it may act for them. */
  readonly firstParty: Scalars['Boolean']['output'];
  readonly grants: Grants;
  /** It gets no token; those that it has open nothing. */
  readonly locked: Scalars['Boolean']['output'];
  /** Its access tokens are bound to a key (DPoP, RFC 9449); others are refused. */
  readonly dpopBoundAccessTokens: Scalars['Boolean']['output'];
  /** Of GraphQL it runs operations that are registered for it, or for all; nothing else. */
  readonly persistedOperationsOnly: Scalars['Boolean']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

/** An account, and the link to hand to its owner: it is in this answer only. */
export type AccountInvitation = {
  readonly __typename?: 'AccountInvitation';
  readonly account: Account;
  readonly purpose: AccountLinkPurpose;
  readonly url: Scalars['String']['output'];
  readonly expiresAt: Scalars['DateTime']['output'];
};

/** A page of accounts. */
export type AccountConnection = {
  readonly __typename?: 'AccountConnection';
  readonly edges: ReadonlyArray<AccountEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000, and where filters together leave more than 1,000 to look through. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An account in a list. */
export type AccountEdge = {
  readonly __typename?: 'AccountEdge';
  readonly node: Account;
  readonly cursor: Scalars['String']['output'];
};

/** A client as it is now. */
export type ClientWithSecret = {
  readonly __typename?: 'ClientWithSecret';
  readonly client: Client;
  /** Only when one was made by this call. Keep it. */
  readonly clientSecret?: Maybe<Scalars['String']['output']>;
};

/** A page of clients. */
export type ClientConnection = {
  readonly __typename?: 'ClientConnection';
  readonly edges: ReadonlyArray<ClientEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A client in a list. */
export type ClientEdge = {
  readonly __typename?: 'ClientEdge';
  readonly node: Client;
  readonly cursor: Scalars['String']['output'];
};

/** OCPI Role. */
export type PartyRole =
  | 'CPO'
  | 'EMSP'
  | 'NAP'
  | 'NSP'
  | 'SCSP'
  | 'HUB'
  | 'OTHER';

/** An operator that this installation serves; there is one from the first start on. */
export type Party = {
  readonly __typename?: 'Party';
  /** Country code and party id, such as NL-VGT. */
  readonly id: Scalars['ID']['output'];
  /** Grows by one with each change. */
  readonly version: Scalars['Int']['output'];
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: Scalars['String']['output'];
  /** Three letters and digits, unique in its country. */
  readonly partyId: Scalars['String']['output'];
  readonly roles: ReadonlyArray<PartyRole>;
  readonly name: Scalars['String']['output'];
  readonly website?: Maybe<Scalars['String']['output']>;
  /** The address of a picture. */
  readonly logo?: Maybe<Scalars['String']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

/** A page of parties. */
export type PartyConnection = {
  readonly __typename?: 'PartyConnection';
  readonly edges: ReadonlyArray<PartyEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000, and where filters together leave more than 1,000 to look through. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A party in a list. */
export type PartyEdge = {
  readonly __typename?: 'PartyEdge';
  readonly node: Party;
  readonly cursor: Scalars['String']['output'];
};

/** What lists of station templates are in the order of. */
export type StationTemplateOrder =
  /** When they were made. */
  | 'CREATED_AT'
  /** When they were changed last. */
  | 'LAST_UPDATED';

/** What the stations of a model have, where neither an operator nor the station says it. */
export type StationTemplate = {
  readonly __typename?: 'StationTemplate';
  /** Follows from party, vendor and model. */
  readonly id: Scalars['ID']['output'];
  readonly version: Scalars['Int']['output'];
  readonly countryCode: Scalars['String']['output'];
  readonly partyId: Scalars['String']['output'];
  /** As BootNotification has it, but for case and space around it. */
  readonly vendor: Scalars['String']['output'];
  /** As BootNotification has it, but for case and space around it. */
  readonly model: Scalars['String']['output'];
  readonly evses: ReadonlyArray<StationTemplateEvse>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

/** What a model's EVSE has. In OCPP 1.6 each connector is an EVSE with connector 1. */
export type StationTemplateEvse = {
  readonly __typename?: 'StationTemplateEvse';
  /** Number on its station; null: every EVSE that no other entry names. */
  readonly evseId?: Maybe<Scalars['Int']['output']>;
  readonly startOrder?: Maybe<StartOrder>;
  readonly connectors: ReadonlyArray<StationTemplateConnector>;
};

/** What a model's connector has; null: it is not said. */
export type StationTemplateConnector = {
  readonly __typename?: 'StationTemplateConnector';
  /** Number on its EVSE, from 1. */
  readonly id: Scalars['Int']['output'];
  readonly standard?: Maybe<ConnectorStandard>;
  readonly format?: Maybe<ConnectorFormat>;
  readonly powerType?: Maybe<PowerType>;
  /** In V; of a phase to neutral where there are three. */
  readonly maxVoltage?: Maybe<Scalars['Float']['output']>;
  /** In A for each phase. */
  readonly maxAmperage?: Maybe<Scalars['Float']['output']>;
  /** In W. */
  readonly maxElectricPower?: Maybe<Scalars['Float']['output']>;
  readonly cableLengthM?: Maybe<Scalars['Float']['output']>;
};

/** A page of station templates. */
export type StationTemplateConnection = {
  readonly __typename?: 'StationTemplateConnection';
  readonly edges: ReadonlyArray<StationTemplateEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A station template in a list. */
export type StationTemplateEdge = {
  readonly __typename?: 'StationTemplateEdge';
  readonly node: StationTemplate;
  readonly cursor: Scalars['String']['output'];
};

/** What lists of persisted operations are in the order of. */
export type PersistedOperationOrder =
  /** When they were made. */
  | 'CREATED_AT'
  /** When they were changed last. */
  | 'LAST_UPDATED';

/** A GraphQL document that clients name by its hash in place of sending it. */
export type PersistedOperation = {
  readonly __typename?: 'PersistedOperation';
  /** Its sha256 where it is for all clients. */
  readonly id: Scalars['ID']['output'];
  readonly version: Scalars['Int']['output'];
  /** Of the document's text, hex in lower case: what a request names. */
  readonly sha256: Scalars['String']['output'];
  /** Who alone may run it; null: every client. */
  readonly clientId?: Maybe<Scalars['ID']['output']>;
  readonly document: Scalars['String']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

/** A page of persisted operations. */
export type PersistedOperationConnection = {
  readonly __typename?: 'PersistedOperationConnection';
  readonly edges: ReadonlyArray<PersistedOperationEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A persisted operation in a list. */
export type PersistedOperationEdge = {
  readonly __typename?: 'PersistedOperationEdge';
  readonly node: PersistedOperation;
  readonly cursor: Scalars['String']['output'];
};

/** What lists of sandboxes are in the order of. */
export type SandboxOrder =
  /** When they were made. */
  | 'CREATED_AT'
  /** When they were changed last. */
  | 'LAST_UPDATED';

/** A party whose stations the gateway simulates, for one client that sees nothing else. */
export type Sandbox = {
  readonly __typename?: 'Sandbox';
  /** Of its party, such as XS-K3F. */
  readonly id: Scalars['ID']['output'];
  readonly version: Scalars['Int']['output'];
  readonly name: Scalars['String']['output'];
  readonly clientId: Scalars['ID']['output'];
  readonly stations: ReadonlyArray<SandboxStation>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

/** A sandbox that was just made. */
export type SandboxWithSecret = {
  readonly __typename?: 'SandboxWithSecret';
  readonly sandbox: Sandbox;
  /** Of its client; shown here alone. */
  readonly clientSecret: Scalars['String']['output'];
};

/** A page of sandboxes. */
export type SandboxConnection = {
  readonly __typename?: 'SandboxConnection';
  readonly edges: ReadonlyArray<SandboxEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A sandbox in a list. */
export type SandboxEdge = {
  readonly __typename?: 'SandboxEdge';
  readonly node: Sandbox;
  readonly cursor: Scalars['String']['output'];
};

/** A simulated station, as it should be; what became of it is the station of the same id. */
export type SandboxStation = {
  readonly __typename?: 'SandboxStation';
  readonly id: Scalars['ID']['output'];
  /** The OCPP version that it speaks. */
  readonly protocol: Scalars['String']['output'];
  readonly online: Scalars['Boolean']['output'];
  readonly connectors: ReadonlyArray<SandboxConnector>;
  /** The card that was shown last. */
  readonly card?: Maybe<SandboxCard>;
  /** How late it answers commands. */
  readonly answerDelayMs: Scalars['Int']['output'];
  /** Whether its answers to commands are lost. */
  readonly losesAnswers: Scalars['Boolean']['output'];
  readonly rejectsCommands: Scalars['Boolean']['output'];
};

/** A plug of a simulated station. */
export type SandboxConnector = {
  readonly __typename?: 'SandboxConnector';
  readonly id: Scalars['Int']['output'];
  readonly pluggedIn: Scalars['Boolean']['output'];
  /** What the vehicle takes at most; null: 11 kW. */
  readonly maxPowerW?: Maybe<Scalars['Int']['output']>;
  /** null: it is well. */
  readonly errorCode?: Maybe<Scalars['String']['output']>;
};

/** A card that was shown to a simulated station. */
export type SandboxCard = {
  readonly __typename?: 'SandboxCard';
  /** Counts the cards that were shown. */
  readonly number: Scalars['Int']['output'];
  readonly uid: Scalars['ID']['output'];
  readonly connectorId?: Maybe<Scalars['Int']['output']>;
  /** What the station was told of it, such as Accepted or Blocked; null: not yet. */
  readonly outcome?: Maybe<Scalars['String']['output']>;
};

/** What can be done to a simulated station. */
export type SandboxActionName =
  /** A vehicle is plugged in: connectorId, maxPowerW. */
  | 'PLUG_IN'
  /** connectorId. */
  | 'UNPLUG'
  /** A card is shown: tokenUid, connectorId. */
  | 'PRESENT_TOKEN'
  /** A connector breaks: connectorId, errorCode. */
  | 'FAULT'
  /** connectorId. */
  | 'CLEAR_FAULT'
  | 'GO_OFFLINE'
  | 'COME_ONLINE'
  /** It answers commands so late: delayMs. */
  | 'DELAY_ANSWERS'
  /** It does what commands ask, and its answers are lost. */
  | 'LOSE_ANSWERS'
  /** It refuses commands. */
  | 'REJECT_COMMANDS'
  /** It answers commands at once, and does what they ask. */
  | 'BEHAVE';

/** A place with stations. */
export type Location = {
  readonly __typename?: 'Location';
  readonly id: Scalars['ID']['output'];
  /** Grows by one with each change. */
  readonly version: Scalars['Int']['output'];
  /** Whose it is: the operator's country code and party id. */
  readonly countryCode: Scalars['String']['output'];
  readonly partyId: Scalars['String']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly address: Scalars['String']['output'];
  readonly city: Scalars['String']['output'];
  readonly postalCode?: Maybe<Scalars['String']['output']>;
  /** ISO 3166-1 alpha-3. */
  readonly country: Scalars['String']['output'];
  readonly coordinates: Coordinates;
  /** IANA name, such as Europe/Amsterdam. */
  readonly timeZone: Scalars['String']['output'];
  /** Whether partners may show it. */
  readonly publish: Scalars['Boolean']['output'];
  /** The EVSEs there that the caller may see. Needs `stations:read`. */
  readonly evses: ReadonlyArray<Evse>;
  /** How many EVSEs there are, of those that the caller may see. Needs `stations:read`. */
  readonly plugs: PlugCounts;
  /** The stations there. Needs `stations:read`. */
  readonly stations: StationConnection;
  /** When it was deleted, of one that is kept because of its history. */
  readonly retiredAt?: Maybe<Scalars['DateTime']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};


/** A place with stations. */
export type LocationStationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  online?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How many EVSEs are at a location. */
export type PlugCounts = {
  readonly __typename?: 'PlugCounts';
  readonly total: Scalars['Int']['output'];
  /** Free. */
  readonly available: Scalars['Int']['output'];
  /** A vehicle is there, or it is reserved. */
  readonly inUse: Scalars['Int']['output'];
  /** Out of order or of service. */
  readonly out: Scalars['Int']['output'];
  /** Its station is not connected, or has told nothing. */
  readonly unknown: Scalars['Int']['output'];
};

/** A page of EVSEs that were found; what is found is not counted. */
export type FoundEvseConnection = {
  readonly __typename?: 'FoundEvseConnection';
  readonly edges: ReadonlyArray<FoundEvseEdge>;
  readonly pageInfo: PageInfo;
};

/** An EVSE that was found. */
export type FoundEvseEdge = {
  readonly __typename?: 'FoundEvseEdge';
  readonly node: Evse;
  readonly location: Location;
  /** How far its location is from the point, in m; null: the search was in a box. */
  readonly distance?: Maybe<Scalars['Float']['output']>;
  readonly cursor: Scalars['String']['output'];
};

/** A page of locations that were found; what is found is not counted. */
export type FoundLocationConnection = {
  readonly __typename?: 'FoundLocationConnection';
  readonly edges: ReadonlyArray<FoundLocationEdge>;
  readonly pageInfo: PageInfo;
};

/** A location that was found. */
export type FoundLocationEdge = {
  readonly __typename?: 'FoundLocationEdge';
  readonly node: Location;
  /** How far it is from the point, in m; null: the search was in a box. */
  readonly distance?: Maybe<Scalars['Float']['output']>;
  readonly cursor: Scalars['String']['output'];
};

/** Around a point, in decimal degrees. */
export type NearInput = {
  readonly latitude: Scalars['Float']['input'];
  readonly longitude: Scalars['Float']['input'];
  /** In m. */
  readonly radius: Scalars['Float']['input'];
};

/** In decimal degrees; a west that is greater than the east goes across the meridian of 180°. */
export type BoxInput = {
  readonly west: Scalars['Float']['input'];
  readonly south: Scalars['Float']['input'];
  readonly east: Scalars['Float']['input'];
  readonly north: Scalars['Float']['input'];
};

/** WGS 84, in decimal degrees. */
export type Coordinates = {
  readonly __typename?: 'Coordinates';
  readonly latitude: Scalars['Float']['output'];
  readonly longitude: Scalars['Float']['output'];
};

/** A page of locations. */
export type LocationConnection = {
  readonly __typename?: 'LocationConnection';
  readonly edges: ReadonlyArray<LocationEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000, and where filters together leave more than 1,000 to look through. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A location in a list. */
export type LocationEdge = {
  readonly __typename?: 'LocationEdge';
  readonly node: Location;
  readonly cursor: Scalars['String']['output'];
};

/** A charging station. */
export type Station = {
  readonly __typename?: 'Station';
  /** The identity with which it connects: /ocpp/{id}. */
  readonly id: Scalars['ID']['output'];
  /** Grows by one with each change. */
  readonly version: Scalars['Int']['output'];
  /** Whose it is: the operator's country code and party id. */
  readonly countryCode: Scalars['String']['output'];
  readonly partyId: Scalars['String']['output'];
  readonly locationId?: Maybe<Scalars['ID']['output']>;
  readonly location?: Maybe<Location>;
  /** By which grants name some stations, wherever they stand; case does not matter. */
  readonly groupId?: Maybe<Scalars['ID']['output']>;
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly registration: Registration;
  /** OCPP security profile, 0 (none) to 3. */
  readonly securityProfile: Scalars['Int']['output'];
  /** How strictly its messages are checked. */
  readonly validation: ValidationLevel;
  readonly vendor?: Maybe<Scalars['String']['output']>;
  readonly model?: Maybe<Scalars['String']['output']>;
  readonly serialNumber?: Maybe<Scalars['String']['output']>;
  readonly firmwareVersion?: Maybe<Scalars['String']['output']>;
  /** OCPP version of the last connection: 1.6, 2.0.1 or 2.1. */
  readonly protocol?: Maybe<Scalars['String']['output']>;
  /** What it speaks when it connects without naming a version; null: then it is not let in. */
  readonly registeredProtocol?: Maybe<Scalars['String']['output']>;
  readonly online: Scalars['Boolean']['output'];
  readonly connectedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly disconnectedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly bootedAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * The station's clock minus ours, in seconds, since its last boot, as its messages show it. Null: not known yet, or less
   * than a minute. Over 300 is a fault.
   */
  readonly clockSkewS?: Maybe<Scalars['Float']['output']>;
  /** Of the station as a whole (1.6 connector 0, 2.x EVSE 0); UNKNOWN until told, and between a boot and the first word after it. A connector's later word goes before it. */
  readonly status: ConnectorStatus;
  /** All that it says is wrong with it as a whole; null: it says of nothing. */
  readonly error?: Maybe<StationError>;
  /** The station that has its EVSEs now: it may not connect. */
  readonly replacedBy?: Maybe<Scalars['ID']['output']>;
  /** What is not as it should be with it, the latest first. */
  readonly problems: ReadonlyArray<StationProblem>;
  readonly evses: ReadonlyArray<Evse>;
  /** Its sessions. Needs `sessions:read`. */
  readonly sessions: SessionConnection;
  /** What went between it and the gateway; nothing for those who are bound to tokens or a driver. Dates are of when it went. */
  readonly messages: OcppMessageConnection;
  /** Its outages, and those of its EVSEs. */
  readonly outages: OutageConnection;
  /** Its messages that could not be taken; who is bound to tokens or is a driver sees none. */
  readonly quarantinedMessages: QuarantinedMessageConnection;
  /** The public keys that it has told of its meters. */
  readonly meterPublicKeys: MeterPublicKeyConnection;
  /** What it can do, as it tells in its configuration. Null: it has not been asked yet. */
  readonly abilities?: Maybe<StationAbilities>;
  /** The configuration that it has told, as it is kept. Not for clients that are bound to tokens or have a user. */
  readonly configuration: StationConfiguration;
  /** When it was deleted, of one that is kept because of its history. */
  readonly retiredAt?: Maybe<Scalars['DateTime']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};


/** A charging station. */
export type StationSessionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  status?: InputMaybe<SessionStatus>;
};


/** A charging station. */
export type StationMessagesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  dateFrom?: InputMaybe<Scalars['DateTime']['input']>;
  dateTo?: InputMaybe<Scalars['DateTime']['input']>;
  direction?: InputMaybe<MessageDirection>;
  action?: InputMaybe<Scalars['String']['input']>;
  commandId?: InputMaybe<Scalars['ID']['input']>;
};


/** A charging station. */
export type StationOutagesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  cause?: InputMaybe<OutageCause>;
  open?: InputMaybe<Scalars['Boolean']['input']>;
};


/** A charging station. */
export type StationQuarantinedMessagesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  status?: InputMaybe<QuarantineStatus>;
};


/** A charging station. */
export type StationMeterPublicKeysArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Something that is not as it should be with a station; one for each kind, action and property. */
export type StationProblem = {
  readonly __typename?: 'StationProblem';
  /** The same when it comes again after it was dismissed. */
  readonly id: Scalars['ID']['output'];
  readonly kind: StationProblemKind;
  /** OCPP's name of the message, or of the call that was answered; null: it is about none. */
  readonly action?: Maybe<Scalars['String']['output']>;
  /** JSON pointer, with `*` for positions in lists; null: it is about none. */
  readonly property?: Maybe<Scalars['String']['output']>;
  /** What is wrong, in words; never the value itself. */
  readonly detail: Scalars['String']['output'];
  /** What would help. */
  readonly help: Scalars['String']['output'];
  /** How often it was seen; brought up to date once a minute. */
  readonly count: Scalars['Int']['output'];
  readonly firstAt: Scalars['DateTime']['output'];
  readonly lastAt: Scalars['DateTime']['output'];
};

export type { StationProblemKind };

/** What stations have or lack as a whole: the feature profiles of OCPP 1.6, and what of them 2.x tells. */
export type StationFeature =
  | 'CORE'
  | 'FIRMWARE_MANAGEMENT'
  | 'LOCAL_AUTH_LIST'
  | 'RESERVATION'
  | 'SMART_CHARGING'
  | 'REMOTE_TRIGGER';

/** An asking for the configuration that brought nothing. */
export type ConfigurationFailure = {
  readonly __typename?: 'ConfigurationFailure';
  /** `no_answer`, or the error that the station answered with. */
  readonly reason: Scalars['String']['output'];
  readonly failedAt: Scalars['DateTime']['output'];
};

/** What a station can do, as it told. Null: not told. */
export type StationAbilities = {
  readonly __typename?: 'StationAbilities';
  readonly readAt?: Maybe<Scalars['DateTime']['output']>;
  /** The OCPP message that it told this by. */
  readonly source?: Maybe<Scalars['String']['output']>;
  /** The last asking, when it brought nothing; what the station told before stays. */
  readonly failure?: Maybe<ConfigurationFailure>;
  readonly features: ReadonlyArray<StationFeature>;
  /** What it says it has not, by name or by a list that leaves it out. */
  readonly lacking: ReadonlyArray<StationFeature>;
  /** Whether it asks about the token of a remote start before it begins. */
  readonly remoteStartAuthorizes?: Maybe<Scalars['Boolean']['output']>;
  readonly maxStackLevel?: Maybe<Scalars['Int']['output']>;
  readonly chargingRateUnits?: Maybe<ReadonlyArray<ChargingRateUnit>>;
  /** Periods in one schedule. */
  readonly maxPeriods?: Maybe<Scalars['Int']['output']>;
  /** Charging profiles in all. */
  readonly maxProfiles?: Maybe<Scalars['Int']['output']>;
  /** Of all its EVSEs; 0: direct current. */
  readonly phases?: Maybe<Scalars['Int']['output']>;
  /** Whether it can go from three phases to one while it charges. */
  readonly phaseSwitching?: Maybe<Scalars['Boolean']['output']>;
  readonly voltage?: Maybe<Scalars['Float']['output']>;
  readonly connectors?: Maybe<Scalars['Int']['output']>;
  readonly heartbeatIntervalS?: Maybe<Scalars['Int']['output']>;
  /** Purposes of charging profiles that it refused while it took the same limit with another. */
  readonly refusedPurposes: ReadonlyArray<ChargingProfilePurpose>;
  /** Commands to which it answered that it does not know them. */
  readonly unknownCommands: ReadonlyArray<CommandType>;
};

/** A station's configuration as it told it; values of secrets are left out. */
export type StationConfiguration = {
  readonly __typename?: 'StationConfiguration';
  /** OCPP version by which it told this. */
  readonly protocol?: Maybe<Scalars['String']['output']>;
  /** That of the station when it told this. */
  readonly firmwareVersion?: Maybe<Scalars['String']['output']>;
  /** Null: it has told nothing yet. */
  readonly readAt?: Maybe<Scalars['DateTime']['output']>;
  /** false: some of it was too much to keep, or was not answered. */
  readonly complete: Scalars['Boolean']['output'];
  /** The last asking, when it brought nothing. */
  readonly failure?: Maybe<ConfigurationFailure>;
  readonly entries: ReadonlyArray<ConfigurationEntry>;
  /** What was asked for by name, and is not there. */
  readonly unknown: ReadonlyArray<Scalars['String']['output']>;
};

/** One configuration key of OCPP 1.6, or one attribute of a variable of 2.x. */
export type ConfigurationEntry = {
  readonly __typename?: 'ConfigurationEntry';
  /** OCPP 1.6; null on 2.x. */
  readonly key?: Maybe<Scalars['String']['output']>;
  /** OCPP 2.x, as are the following; null on 1.6. */
  readonly component?: Maybe<Scalars['String']['output']>;
  readonly componentInstance?: Maybe<Scalars['String']['output']>;
  readonly evseId?: Maybe<Scalars['Int']['output']>;
  readonly connectorId?: Maybe<Scalars['Int']['output']>;
  readonly variable?: Maybe<Scalars['String']['output']>;
  readonly variableInstance?: Maybe<Scalars['String']['output']>;
  /** Actual, Target, MinSet or MaxSet. */
  readonly attribute?: Maybe<Scalars['String']['output']>;
  /** Null: it has none, or it is a secret. */
  readonly value?: Maybe<Scalars['String']['output']>;
  /** Null: not told. */
  readonly readonly?: Maybe<Scalars['Boolean']['output']>;
};

/** A message that could not be taken, or fits nothing that is known: one record for each, however often it is repeated. */
export type QuarantinedMessage = {
  readonly __typename?: 'QuarantinedMessage';
  /** Follows from the station, the action and the payload. */
  readonly id: Scalars['ID']['output'];
  readonly version: Scalars['Int']['output'];
  /** Whose it is: the operator's country code and party id. */
  readonly countryCode: Scalars['String']['output'];
  readonly partyId: Scalars['String']['output'];
  readonly stationId: Scalars['ID']['output'];
  readonly station?: Maybe<Station>;
  /** Of the station when the message came first. */
  readonly locationId?: Maybe<Scalars['ID']['output']>;
  /** OCPP version: 1.6, 2.0.1 or 2.1. */
  readonly protocol: Scalars['String']['output'];
  /** OCPP's name of the message. */
  readonly action: Scalars['String']['output'];
  /** As it came. */
  readonly payload: Scalars['JSON']['output'];
  /** Why it was not taken, when it was last tried. */
  readonly reason: Scalars['String']['output'];
  /** JSON pointer, with `*` for positions in lists; null: it is about the whole. */
  readonly property?: Maybe<Scalars['String']['output']>;
  /** OCPP's error that the station got when it last sent it; null: it was acknowledged. */
  readonly errorCode?: Maybe<Scalars['String']['output']>;
  /** The mildest level of validation that would take it; null: none would. */
  readonly level?: Maybe<ValidationLevel>;
  readonly receivedAt: Scalars['DateTime']['output'];
  readonly lastReceivedAt: Scalars['DateTime']['output'];
  /** How often it came. */
  readonly count: Scalars['Int']['output'];
  readonly status: QuarantineStatus;
  /** null: it is open. */
  readonly settlement?: Maybe<QuarantineSettlement>;
  /** When the record goes; null: it is open, and stays. */
  readonly goesAt?: Maybe<Scalars['DateTime']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

/** What became of a message that could not be taken. */
export type QuarantineStatus =
  /** Nobody has settled it. */
  | 'OPEN'
  /** Taken in after all. */
  | 'APPLIED'
  /** Set aside; it can still be applied. */
  | 'DISMISSED';

/** By what a list of messages that could not be taken is ordered. */
export type QuarantineOrder =
  | 'CREATED_AT'
  /** When they go; open ones last. */
  | 'GOES_AT';

/** How a message was settled, and by whom; without a client and a user: by the gateway, because too many were open. */
export type QuarantineSettlement = {
  readonly __typename?: 'QuarantineSettlement';
  readonly settledAt: Scalars['DateTime']['output'];
  readonly clientId?: Maybe<Scalars['ID']['output']>;
  readonly userId?: Maybe<Scalars['ID']['output']>;
  readonly note?: Maybe<Scalars['String']['output']>;
  /** The session that it was applied to; null: to none. */
  readonly sessionId?: Maybe<Scalars['ID']['output']>;
  readonly session?: Maybe<Session>;
};

/** What came of applying a message. */
export type QuarantineResult = {
  readonly __typename?: 'QuarantineResult';
  /** false: it is refused still, and the message says why. */
  readonly applied: Scalars['Boolean']['output'];
  readonly message: QuarantinedMessage;
};

/** A page of messages that could not be taken. */
export type QuarantinedMessageConnection = {
  readonly __typename?: 'QuarantinedMessageConnection';
  readonly edges: ReadonlyArray<QuarantinedMessageEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000, and where filters together leave more than 1,000 to look through. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A message that could not be taken, in a list. */
export type QuarantinedMessageEdge = {
  readonly __typename?: 'QuarantinedMessageEdge';
  readonly node: QuarantinedMessage;
  readonly cursor: Scalars['String']['output'];
};

/** A station that was replaced, and what replaced it. */
export type StationReplacement = {
  readonly __typename?: 'StationReplacement';
  readonly station: Station;
  readonly replacement: Station;
};

/** A page of stations. */
export type StationConnection = {
  readonly __typename?: 'StationConnection';
  readonly edges: ReadonlyArray<StationEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000, and where filters together leave more than 1,000 to look through. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A station in a list. */
export type StationEdge = {
  readonly __typename?: 'StationEdge';
  readonly node: Station;
  readonly cursor: Scalars['String']['output'];
};

/** What charges one vehicle at a time. In OCPP 1.6 each connector is an EVSE with one connector. */
export type Evse = {
  readonly __typename?: 'Evse';
  /** Its own for good, whatever station it is on; case does not matter. */
  readonly uid: Scalars['ID']['output'];
  /** Its eMI3 id, such as BE*VGT*E12. */
  readonly evseId?: Maybe<Scalars['String']['output']>;
  /** Number on its station, from 1. */
  readonly id: Scalars['Int']['output'];
  readonly stationId: Scalars['ID']['output'];
  /** Whose it is: the operator's country code and party id. */
  readonly countryCode: Scalars['String']['output'];
  readonly partyId: Scalars['String']['output'];
  readonly status: EvseStatus;
  /** Whether the plug or the start comes first; null: nobody has said, and no start has shown. */
  readonly startOrder?: Maybe<StartOrder>;
  /** Who says so. */
  readonly startOrderSource?: Maybe<PropertySource>;
  readonly connectors: ReadonlyArray<Connector>;
  /** Its own outages, whatever station it was on: those of its whole station are the station's. */
  readonly outages: OutageConnection;
  /** The public keys that were told of its meter, whatever station it was on. */
  readonly meterPublicKeys: MeterPublicKeyConnection;
};


/** What charges one vehicle at a time. In OCPP 1.6 each connector is an EVSE with one connector. */
export type EvseOutagesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  cause?: InputMaybe<OutageCause>;
  open?: InputMaybe<Scalars['Boolean']['input']>;
};


/** What charges one vehicle at a time. In OCPP 1.6 each connector is an EVSE with one connector. */
export type EvseMeterPublicKeysArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How a write ended. */
export type AuditOutcome =
  | 'DONE'
  /** By scope or grants; one entry stands for all that was refused to a client in a minute. */
  | 'REFUSED';

/** A write of a caller, or what was refused to one. */
export type AuditEntry = {
  readonly __typename?: 'AuditEntry';
  readonly id: Scalars['ID']['output'];
  /** 1; of refusals it grows with their count. */
  readonly version: Scalars['Int']['output'];
  readonly outcome: AuditOutcome;
  /** What was asked for, such as station.put; of a command its type. There will be more of them. */
  readonly operation: Scalars['String']['output'];
  /** null: the gateway itself, by its settings. */
  readonly clientId?: Maybe<Scalars['ID']['output']>;
  /** The user in the token; null: the client for itself. */
  readonly userId?: Maybe<Scalars['ID']['output']>;
  /** A kind of object, such as station; null: none was named yet. There will be more of them. */
  readonly object?: Maybe<Scalars['String']['output']>;
  readonly objectId?: Maybe<Scalars['ID']['output']>;
  /** Whose the object is: the operator's country code and party id; null: nobody's, as a client. */
  readonly countryCode?: Maybe<Scalars['String']['output']>;
  readonly partyId?: Maybe<Scalars['String']['output']>;
  /** As the gateway keeps it, without what only stations say of it, and without secrets; null: it was not there. */
  readonly before?: Maybe<Scalars['JSON']['output']>;
  /** null: it is not there any more, or nothing was written. */
  readonly after?: Maybe<Scalars['JSON']['output']>;
  /** What a JSON merge patch (RFC 7396) would say to come from before to after; null: after is null. */
  readonly changes?: Maybe<Scalars['JSON']['output']>;
  /** The code of the error; null: it was done. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** How often it was refused in that minute; else 1. */
  readonly attempts: Scalars['Int']['output'];
  readonly from: AuditOrigin;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

/** Where a write came from. */
export type AuditOrigin = {
  readonly __typename?: 'AuditOrigin';
  /** rest, graphql, mcp, login, or inside: the gateway's own. There will be more of them. */
  readonly face: Scalars['String']['output'];
  /** Of the caller, behind trusted proxies. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** The X-Request-Id of the answer. */
  readonly requestId?: Maybe<Scalars['ID']['output']>;
  readonly traceparent?: Maybe<Scalars['String']['output']>;
  /** Its first 200 characters. */
  readonly userAgent?: Maybe<Scalars['String']['output']>;
};

/** A page of the audit log. */
export type AuditConnection = {
  readonly __typename?: 'AuditConnection';
  readonly edges: ReadonlyArray<AuditEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000, and where filters together leave more than 1,000 to look through. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An entry in a list. */
export type AuditEdge = {
  readonly __typename?: 'AuditEdge';
  readonly node: AuditEntry;
  readonly cursor: Scalars['String']['output'];
};

/** UNREACHABLE: no connection. FAULTED: out of order. UNAVAILABLE: taken out of service, by an operator or by the station. */
export type OutageCause =
  | 'UNREACHABLE'
  | 'FAULTED'
  | 'UNAVAILABLE';

export type { DisconnectReason };

/** A time in which a station, or one of its EVSEs, could not serve. */
export type Outage = {
  readonly __typename?: 'Outage';
  readonly id: Scalars['ID']['output'];
  /** Grows by one with each change. */
  readonly version: Scalars['Int']['output'];
  /** Whose it is: the operator's country code and party id. */
  readonly countryCode: Scalars['String']['output'];
  readonly partyId: Scalars['String']['output'];
  readonly stationId: Scalars['ID']['output'];
  readonly station?: Maybe<Station>;
  /** Of the station when it began. */
  readonly locationId?: Maybe<Scalars['ID']['output']>;
  /** Number of the EVSE on its station; null: the station as a whole. */
  readonly evseId?: Maybe<Scalars['Int']['output']>;
  /** The EVSE's own. */
  readonly evseUid?: Maybe<Scalars['ID']['output']>;
  readonly cause: OutageCause;
  /** Of UNREACHABLE, how the connection ended. */
  readonly disconnectReason?: Maybe<DisconnectReason>;
  /** Of the others, the station's own error code as told first, or what its vendor said where it told none. */
  readonly errorCode?: Maybe<Scalars['String']['output']>;
  /** All that the station said of it then. */
  readonly error?: Maybe<StationError>;
  readonly startedAt: Scalars['DateTime']['output'];
  /** null: it lasts. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

/** One thing that happened around a command or a session, as one source knows it. */
export type TraceEntry = {
  readonly __typename?: 'TraceEntry';
  readonly at: Scalars['DateTime']['output'];
  /** request, ocpp, event, effect or readings; more may come. */
  readonly source: Scalars['String']['output'];
  /** The type of the command or event, the action of the frame, what was seen. */
  readonly kind: Scalars['String']['output'];
  readonly commandId?: Maybe<Scalars['ID']['output']>;
  readonly sessionId?: Maybe<Scalars['ID']['output']>;
  /** By its source. */
  readonly data: Scalars['JSON']['output'];
  /** A frame's payload; null of what is no frame. */
  readonly payload?: Maybe<Scalars['JSON']['output']>;
};

/** A page of a trace. */
export type TraceConnection = {
  readonly __typename?: 'TraceConnection';
  readonly edges: ReadonlyArray<TraceEdge>;
  readonly pageInfo: PageInfo;
};

/** A part of a trace. */
export type TraceEdge = {
  readonly __typename?: 'TraceEdge';
  readonly node: TraceEntry;
  readonly cursor: Scalars['String']['output'];
};

/** A frame of OCPP between a station and the gateway, without passwords and keys. */
export type OcppMessage = {
  readonly __typename?: 'OcppMessage';
  readonly id: Scalars['ID']['output'];
  readonly stationId: Scalars['ID']['output'];
  readonly at: Scalars['DateTime']['output'];
  /** Null: a gap. */
  readonly direction?: Maybe<MessageDirection>;
  readonly kind: MessageKind;
  readonly ocppVersion?: Maybe<Scalars['String']['output']>;
  readonly messageId?: Maybe<Scalars['String']['output']>;
  /** Of an answer: that of its call. */
  readonly action?: Maybe<Scalars['String']['output']>;
  /** Null where the frame cannot be read, or was cut. */
  readonly payload?: Maybe<Scalars['JSON']['output']>;
  /** The frame as it went, up to 8,192 characters. */
  readonly text?: Maybe<Scalars['String']['output']>;
  /** The frame was longer. */
  readonly cut: Scalars['Boolean']['output'];
  /** Of an answer: since its call. */
  readonly latencyMs?: Maybe<Scalars['Int']['output']>;
  readonly errorCode?: Maybe<Scalars['String']['output']>;
  /** What it was sent for, or answers. */
  readonly commandId?: Maybe<Scalars['ID']['output']>;
  readonly sessionId?: Maybe<Scalars['ID']['output']>;
  /** OCPP's. */
  readonly transactionId?: Maybe<Scalars['String']['output']>;
  /** Of a gap: frames that were not kept. */
  readonly dropped: Scalars['Int']['output'];
};

/** IN: from the station. */
export type MessageDirection =
  | 'IN'
  | 'OUT';

/** What a frame is; GAP: frames that the log could not take. */
export type MessageKind =
  | 'CALL'
  | 'RESULT'
  | 'ERROR'
  | 'SEND'
  | 'RESULT_ERROR'
  | 'UNREADABLE'
  | 'GAP';

/** A page of frames. */
export type OcppMessageConnection = {
  readonly __typename?: 'OcppMessageConnection';
  readonly edges: ReadonlyArray<OcppMessageEdge>;
  readonly pageInfo: PageInfo;
};

/** A frame in a list. */
export type OcppMessageEdge = {
  readonly __typename?: 'OcppMessageEdge';
  readonly node: OcppMessage;
  readonly cursor: Scalars['String']['output'];
};

/** A page of outages. */
export type OutageConnection = {
  readonly __typename?: 'OutageConnection';
  readonly edges: ReadonlyArray<OutageEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000, and where filters together leave more than 1,000 to look through. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An outage in a list. */
export type OutageEdge = {
  readonly __typename?: 'OutageEdge';
  readonly node: Outage;
  readonly cursor: Scalars['String']['output'];
};

/** READING: with a signed reading. CONFIGURATION: as a setting or variable of the station. */
export type MeterKeySource =
  | 'READING'
  | 'CONFIGURATION';

/** A public key that a station has told of a meter: one for each key of each EVSE, in whatever encodings it was told. */
export type MeterPublicKey = {
  readonly __typename?: 'MeterPublicKey';
  readonly id: Scalars['ID']['output'];
  /** Grows by one with each change. */
  readonly version: Scalars['Int']['output'];
  /** Whose it is: the operator's country code and party id. */
  readonly countryCode: Scalars['String']['output'];
  readonly partyId: Scalars['String']['output'];
  readonly stationId: Scalars['ID']['output'];
  readonly station?: Maybe<Station>;
  /** Of the station when it was first told. */
  readonly locationId?: Maybe<Scalars['ID']['output']>;
  /** Number of the EVSE on its station; null: the station as a whole. */
  readonly evseId?: Maybe<Scalars['Int']['output']>;
  /** The EVSE's own. */
  readonly evseUid?: Maybe<Scalars['ID']['output']>;
  /** Where it was told of one connector (OCPP 2.x). */
  readonly connectorId?: Maybe<Scalars['Int']['output']>;
  /** As the station told it first. */
  readonly publicKey: Scalars['String']['output'];
  /** The same as an X.509 SubjectPublicKeyInfo in DER and Base64; null: it was not understood. */
  readonly subjectPublicKeyInfo?: Maybe<Scalars['String']['output']>;
  /** As told with a reading, such as OCMF. */
  readonly encodingMethod?: Maybe<Scalars['String']['output']>;
  /** As told with a reading, such as ECDSA-secp256r1-SHA256. */
  readonly signingMethod?: Maybe<Scalars['String']['output']>;
  readonly sources: ReadonlyArray<MeterKeySource>;
  readonly toldAt: Scalars['DateTime']['output'];
  /** At most a day before it was last told. */
  readonly lastToldAt: Scalars['DateTime']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

/** A page of meters' public keys. */
export type MeterPublicKeyConnection = {
  readonly __typename?: 'MeterPublicKeyConnection';
  readonly edges: ReadonlyArray<MeterPublicKeyEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000, and where filters together leave more than 1,000 to look through. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A meter's public key in a list. */
export type MeterPublicKeyEdge = {
  readonly __typename?: 'MeterPublicKeyEdge';
  readonly node: MeterPublicKey;
  readonly cursor: Scalars['String']['output'];
};

/** What a station says is wrong, in its own words and its vendor's. */
export type StationError = {
  readonly __typename?: 'StationError';
  /** OCPP 1.6: its error code, such as GroundFailure. 2.x: what tells of it in the device model, such as Connector/Problem. null: only the vendor's words are told. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** The vendor's own code (1.6 vendorErrorCode, 2.x techCode). */
  readonly vendorCode?: Maybe<Scalars['String']['output']>;
  /** Whose codes these are (1.6 vendorId). */
  readonly vendorId?: Maybe<Scalars['String']['output']>;
  /** In words (1.6 info, 2.x techInfo). */
  readonly info?: Maybe<Scalars['String']['output']>;
  /** OCPP 2.1: from 0 (danger) to 9 (debug); null: not told. */
  readonly severity?: Maybe<Scalars['Int']['output']>;
};

/** A plug or socket of an EVSE. */
export type Connector = {
  readonly __typename?: 'Connector';
  /** Number on its EVSE, from 1. */
  readonly id: Scalars['Int']['output'];
  readonly status: ConnectorStatus;
  /** The station's own error code. */
  readonly errorCode?: Maybe<Scalars['String']['output']>;
  /** All that the station says is wrong; null: it says of nothing. */
  readonly error?: Maybe<StationError>;
  /** OCPI connector type, such as IEC_62196_T2; null when not told. */
  readonly standard?: Maybe<Scalars['String']['output']>;
  readonly format?: Maybe<ConnectorFormat>;
  readonly powerType?: Maybe<PowerType>;
  /** In V; of a phase to neutral where there are three. */
  readonly maxVoltage?: Maybe<Scalars['Float']['output']>;
  /** In A for each phase. */
  readonly maxAmperage?: Maybe<Scalars['Float']['output']>;
  /** In W; null when not told. */
  readonly maxElectricPower?: Maybe<Scalars['Float']['output']>;
  readonly cableLengthM?: Maybe<Scalars['Float']['output']>;
  /** Who says each property that is known. */
  readonly sources: ReadonlyArray<ConnectorPropertySource>;
  /** When the status was told. */
  readonly lastUpdated?: Maybe<Scalars['DateTime']['output']>;
};

/** Who says a property of a connector. */
export type ConnectorPropertySource = {
  readonly __typename?: 'ConnectorPropertySource';
  /** Its field of the connector, such as maxVoltage. */
  readonly property: Scalars['String']['output'];
  readonly source: PropertySource;
};

/** Who says it; the first that says anything is shown. SET: an operator. LEARNT: the station. TEMPLATE: its model. DERIVED: from voltage, current and phases. */
export type PropertySource =
  | 'SET'
  | 'LEARNT'
  | 'TEMPLATE'
  | 'DERIVED';

/** PLUG_FIRST: the driver plugs in, then the start is asked for. START_FIRST: the other way round. */
export type StartOrder =
  | 'PLUG_FIRST'
  | 'START_FIRST'
  | 'EITHER';

/** OCPI ConnectorFormat. CABLE: it hangs on the EVSE. */
export type ConnectorFormat =
  | 'SOCKET'
  | 'CABLE';

/** OCPI PowerType. */
export type PowerType =
  | 'AC_1_PHASE'
  | 'AC_2_PHASE'
  | 'AC_2_PHASE_SPLIT'
  | 'AC_3_PHASE'
  | 'DC';

/** OCPI ConnectorType. */
export type ConnectorStandard =
  | 'CHADEMO'
  | 'CHAOJI'
  | 'DOMESTIC_A'
  | 'DOMESTIC_B'
  | 'DOMESTIC_C'
  | 'DOMESTIC_D'
  | 'DOMESTIC_E'
  | 'DOMESTIC_F'
  | 'DOMESTIC_G'
  | 'DOMESTIC_H'
  | 'DOMESTIC_I'
  | 'DOMESTIC_J'
  | 'DOMESTIC_K'
  | 'DOMESTIC_L'
  | 'DOMESTIC_M'
  | 'DOMESTIC_N'
  | 'DOMESTIC_O'
  | 'GBT_AC'
  | 'GBT_DC'
  | 'IEC_60309_2_single_16'
  | 'IEC_60309_2_three_16'
  | 'IEC_60309_2_three_32'
  | 'IEC_60309_2_three_64'
  | 'IEC_62196_T1'
  | 'IEC_62196_T1_COMBO'
  | 'IEC_62196_T2'
  | 'IEC_62196_T2_COMBO'
  | 'IEC_62196_T3A'
  | 'IEC_62196_T3C'
  | 'NEMA_5_20'
  | 'NEMA_6_30'
  | 'NEMA_6_50'
  | 'NEMA_10_30'
  | 'NEMA_10_50'
  | 'NEMA_14_30'
  | 'NEMA_14_50'
  | 'PANTOGRAPH_BOTTOM_UP'
  | 'PANTOGRAPH_TOP_DOWN'
  | 'SAE_J3400'
  | 'TESLA_R'
  | 'TESLA_S';

/** What locations are in the order of, from the least or, with `newestFirst`, from the greatest. */
export type LocationOrder =
  /** When they were made. */
  | 'CREATED_AT'
  /** When they were changed last. */
  | 'LAST_UPDATED';

/** What stations are in the order of, from the least or, with `newestFirst`, from the greatest. */
export type StationOrder =
  /** When they were made. */
  | 'CREATED_AT'
  /** When they were changed last. */
  | 'LAST_UPDATED';

/** What tokens are in the order of, from the least or, with `newestFirst`, from the greatest. */
export type TokenOrder =
  /** When they were made. */
  | 'CREATED_AT'
  /** When they were changed last. */
  | 'LAST_UPDATED';

/** What accounts are in the order of, from the least or, with `newestFirst`, from the greatest. */
export type AccountOrder =
  /** When they were made. */
  | 'CREATED_AT'
  /** When they were changed last. */
  | 'LAST_UPDATED';

/** What clients are in the order of, from the least or, with `newestFirst`, from the greatest. */
export type ClientOrder =
  /** When they were made. */
  | 'CREATED_AT'
  /** When they were changed last. */
  | 'LAST_UPDATED';

/** What parties are in the order of, from the least or, with `newestFirst`, from the greatest. */
export type PartyOrder =
  /** When they were made. */
  | 'CREATED_AT'
  /** When they were changed last. */
  | 'LAST_UPDATED';

export type { Registration };

export type { ValidationLevel };

/** What the OCPP versions tell of a connector; 2.x says OCCUPIED where 1.6 is finer. */
export type ConnectorStatus =
  | 'AVAILABLE'
  | 'PREPARING'
  | 'OCCUPIED'
  | 'CHARGING'
  | 'SUSPENDED_EV'
  | 'SUSPENDED_EVSE'
  | 'FINISHING'
  | 'RESERVED'
  | 'UNAVAILABLE'
  | 'FAULTED'
  | 'UNKNOWN';

/** OCPI status of an EVSE, derived from its connectors and its station. */
export type EvseStatus =
  | 'AVAILABLE'
  | 'BLOCKED'
  | 'CHARGING'
  | 'INOPERATIVE'
  | 'OUTOFORDER'
  /** Its station was deleted. */
  | 'REMOVED'
  | 'RESERVED'
  | 'UNKNOWN';

export type { EndInference };

/** A charging session: what OCPI calls so; the station's record of it is `transaction`. */
export type Session = {
  readonly __typename?: 'Session';
  readonly id: Scalars['ID']['output'];
  /** Grows by one with each change. */
  readonly version: Scalars['Int']['output'];
  /** Whose it is: the operator's country code and party id. */
  readonly countryCode: Scalars['String']['output'];
  readonly partyId: Scalars['String']['output'];
  readonly status: SessionStatus;
  readonly chargingState?: Maybe<ChargingState>;
  /** By the gateway's clock, also when the station's is more than five minutes off. */
  readonly startDateTime: Scalars['DateTime']['output'];
  readonly endDateTime?: Maybe<Scalars['DateTime']['output']>;
  /** As the station told it. Null: it told no time that can be meant. */
  readonly toldStartDateTime?: Maybe<Scalars['DateTime']['output']>;
  /** As the station told it. Null: it has told no end, or no time that can be meant. */
  readonly toldEndDateTime?: Maybe<Scalars['DateTime']['output']>;
  /** Energy charged, in kWh. */
  readonly kwh: Scalars['Float']['output'];
  /** Energy charged, in Wh, as far as it is believed. */
  readonly energyWh: Scalars['Int']['output'];
  /** What the station's own registers say, the last less the first, in Wh, believed or not: negative where the register fell. Null when it told none. */
  readonly toldEnergyWh?: Maybe<Scalars['Int']['output']>;
  /** Power last told, in W. */
  readonly powerW?: Maybe<Scalars['Float']['output']>;
  readonly stateOfChargePercent?: Maybe<Scalars['Float']['output']>;
  readonly stationId: Scalars['ID']['output'];
  readonly station?: Maybe<Station>;
  readonly locationId?: Maybe<Scalars['ID']['output']>;
  readonly location?: Maybe<Location>;
  readonly evseId?: Maybe<Scalars['Int']['output']>;
  /** The EVSE's own, which stays when it goes to other hardware. */
  readonly evseUid?: Maybe<Scalars['ID']['output']>;
  readonly connectorId?: Maybe<Scalars['Int']['output']>;
  readonly token?: Maybe<TokenRef>;
  readonly groupId?: Maybe<Scalars['String']['output']>;
  readonly driverId?: Maybe<Scalars['ID']['output']>;
  /** What the station was told of the token. */
  readonly authorization?: Maybe<AuthorizationStatus>;
  /** The START_SESSION command behind it. */
  readonly commandId?: Maybe<Scalars['ID']['output']>;
  readonly command?: Maybe<Command>;
  readonly stopReason?: Maybe<Scalars['String']['output']>;
  /** Of an end that no station told (flag end_inferred), what it was inferred from. */
  readonly endInferredFrom?: Maybe<EndInference>;
  /** The station vanished in the session and has not come back. */
  readonly stale: Scalars['Boolean']['output'];
  /** Things that an operator should see, such as meter_jumped_back; docs/concepts.md has them all. */
  readonly flags: ReadonlyArray<Scalars['String']['output']>;
  readonly transaction: Transaction;
  /** What the meter showed, oldest first. */
  readonly readings: ReadingConnection;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
  /** What happened around it, in order of time: the request, frames of OCPP, events, what was seen, readings. */
  readonly trace: TraceConnection;
};


/** A charging session: what OCPI calls so; the station's record of it is `transaction`. */
export type SessionReadingsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A charging session: what OCPI calls so; the station's record of it is `transaction`. */
export type SessionTraceArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A page of sessions. */
export type SessionConnection = {
  readonly __typename?: 'SessionConnection';
  readonly edges: ReadonlyArray<SessionEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000, and where filters together leave more than 1,000 to look through. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A session in a list. */
export type SessionEdge = {
  readonly __typename?: 'SessionEdge';
  readonly node: Session;
  readonly cursor: Scalars['String']['output'];
};

/** OCPP's record behind a session. */
export type Transaction = {
  readonly __typename?: 'Transaction';
  /** Unique on its station. */
  readonly id: Scalars['ID']['output'];
  /** OCPP version: 1.6, 2.0.1 or 2.1. */
  readonly protocol: Scalars['String']['output'];
};

/** PENDING: begun at the station, not authorised yet. INVALID: ended, and never authorised. */
export type SessionStatus =
  | 'PENDING'
  | 'ACTIVE'
  | 'COMPLETED'
  | 'INVALID';

/** What happens between EVSE and vehicle. */
export type ChargingState =
  | 'IDLE'
  | 'EV_CONNECTED'
  | 'CHARGING'
  | 'SUSPENDED_EV'
  | 'SUSPENDED_EVSE';

/** What a station was told of a token. */
export type AuthorizationStatus =
  | 'ACCEPTED'
  | 'BLOCKED'
  | 'EXPIRED'
  | 'INVALID'
  | 'CONCURRENT_TX'
  | 'NO_CREDIT';

/** What a meter showed at one instant. */
export type Reading = {
  readonly __typename?: 'Reading';
  readonly sampledAt: Scalars['DateTime']['output'];
  readonly receivedAt: Scalars['DateTime']['output'];
  readonly values: ReadonlyArray<SampledValue>;
};

/** One value of a reading, as the station said it. */
export type SampledValue = {
  readonly __typename?: 'SampledValue';
  /** null for signed data or what is no number; see raw. */
  readonly value?: Maybe<Scalars['Float']['output']>;
  /** The station's own value, whatever it is. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** OCPP measurand, such as Energy.Active.Import.Register. */
  readonly measurand: Scalars['String']['output'];
  /** Wh, W, A, V, Percent, or the station's own text. */
  readonly unit?: Maybe<Scalars['String']['output']>;
  readonly context: Scalars['String']['output'];
  readonly phase?: Maybe<Scalars['String']['output']>;
  readonly location?: Maybe<Scalars['String']['output']>;
  /** Signed meter data, kept whole. */
  readonly signedData?: Maybe<Scalars['JSON']['output']>;
};

/** A page of readings. */
export type ReadingConnection = {
  readonly __typename?: 'ReadingConnection';
  readonly edges: ReadonlyArray<ReadingEdge>;
  readonly pageInfo: PageInfo;
};

/** A reading in a list. */
export type ReadingEdge = {
  readonly __typename?: 'ReadingEdge';
  readonly node: Reading;
  readonly cursor: Scalars['String']['output'];
};

/** One request to a station, from asking to effect: the same id on every face. */
export type Command = {
  readonly __typename?: 'Command';
  readonly id: Scalars['ID']['output'];
  /** Grows by one with each change. */
  readonly version: Scalars['Int']['output'];
  /** Whose it is: the operator's country code and party id. */
  readonly countryCode: Scalars['String']['output'];
  readonly partyId: Scalars['String']['output'];
  readonly type: CommandType;
  readonly status: CommandStatus;
  /** What it was asked to do. */
  readonly parameters: Scalars['JSON']['output'];
  readonly stationId: Scalars['ID']['output'];
  readonly station?: Maybe<Station>;
  readonly locationId?: Maybe<Scalars['ID']['output']>;
  readonly evseId?: Maybe<Scalars['Int']['output']>;
  readonly evseUid?: Maybe<Scalars['ID']['output']>;
  /** A start has it as soon as the session is known. */
  readonly sessionId?: Maybe<Scalars['ID']['output']>;
  readonly session?: Maybe<Session>;
  /** What the station answered; null until then. */
  readonly result?: Maybe<Scalars['JSON']['output']>;
  /** Why it ended other than CONFIRMED. */
  readonly error?: Maybe<CommandError>;
  /** Why it brought nothing, and what to do; null: it has not ended so. */
  readonly reason?: Maybe<CommandReason>;
  /** What was seen between the request and an end without effect, oldest first. */
  readonly seen: ReadonlyArray<Observation>;
  /** What came after it had ended; told, never acted on. */
  readonly lateOutcome?: Maybe<LateOutcome>;
  /** Who asked for it; null to those who may not know. */
  readonly requestedBy?: Maybe<Requester>;
  /** Of the request that asked many stations for it; null: it was asked for by itself. */
  readonly batchId?: Maybe<Scalars['ID']['output']>;
  /** It is not sent before, as one of many; null: at once. */
  readonly notBefore?: Maybe<Scalars['DateTime']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  /** It is never sent after this. */
  readonly expiresAt: Scalars['DateTime']['output'];
  readonly sentAt?: Maybe<Scalars['DateTime']['output']>;
  readonly answeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** What happened around it, in order of time: the request, frames of OCPP, events, what was seen, readings. */
  readonly trace: TraceConnection;
};


/** One request to a station, from asking to effect: the same id on every face. */
export type CommandTraceArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** What one request asked of many stations: one command each. */
export type CommandBatch = {
  readonly __typename?: 'CommandBatch';
  /** Its commands carry it: `commands(batchId:)` lists them. */
  readonly batchId: Scalars['ID']['output'];
  /** How many commands there are. */
  readonly requested: Scalars['Int']['output'];
  /** How many stations were refused. */
  readonly refused: Scalars['Int']['output'];
  /** In the order of the input, or of the stations' making. */
  readonly results: ReadonlyArray<CommandBatchResult>;
};

/** What came of one station: its command, or why it has none. */
export type CommandBatchResult = {
  readonly __typename?: 'CommandBatchResult';
  /** Its place in the input, from 0. */
  readonly index: Scalars['Int']['output'];
  readonly stationId: Scalars['ID']['output'];
  readonly command?: Maybe<Command>;
  readonly error?: Maybe<BulkUpsertError>;
};

/** A page of commands. */
export type CommandConnection = {
  readonly __typename?: 'CommandConnection';
  readonly edges: ReadonlyArray<CommandEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000, and where filters together leave more than 1,000 to look through. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A command in a list. */
export type CommandEdge = {
  readonly __typename?: 'CommandEdge';
  readonly node: Command;
  readonly cursor: Scalars['String']['output'];
};

/** A code of the table in docs/errors.md, and a text for people. */
export type CommandError = {
  readonly __typename?: 'CommandError';
  readonly code: Scalars['String']['output'];
  readonly detail: Scalars['String']['output'];
};

/** Why a command brought nothing. */
export type CommandReason = {
  readonly __typename?: 'CommandReason';
  /** A code of the list in docs/errors.md; more may come. */
  readonly code: Scalars['String']['output'];
  readonly text: Scalars['String']['output'];
  /** For a driver or an operator. */
  readonly whatToDo: Scalars['String']['output'];
};

/** Something seen of a station while a command was under way. */
export type Observation = {
  readonly __typename?: 'Observation';
  readonly seenAt: Scalars['DateTime']['output'];
  readonly what: Observed;
  readonly evseId?: Maybe<Scalars['Int']['output']>;
  readonly connectorId?: Maybe<Scalars['Int']['output']>;
  /** The status of the connector, the station's answer, what it was told of a token, a charging state, why a connection ended. */
  readonly value?: Maybe<Scalars['String']['output']>;
  /** An error code; or whose token it was: own_token, other_token, no_token. */
  readonly detail?: Maybe<Scalars['String']['output']>;
};

/** What was seen of a station. */
export type Observed =
  | 'CONNECTOR_STATUS'
  | 'STATION_ANSWER'
  | 'AUTHORIZE'
  | 'TRANSACTION'
  | 'ONLINE'
  | 'OFFLINE'
  | 'BOOT';

/** The client, and the user that it acted for, if any. */
export type Requester = {
  readonly __typename?: 'Requester';
  readonly clientId: Scalars['ID']['output'];
  readonly userId?: Maybe<Scalars['ID']['output']>;
};

/** An answer or an effect that came after the command had ended. */
export type LateOutcome = {
  readonly __typename?: 'LateOutcome';
  readonly status: LateOutcomeStatus;
  readonly sessionId?: Maybe<Scalars['ID']['output']>;
  readonly session?: Maybe<Session>;
  readonly detail?: Maybe<Scalars['String']['output']>;
  readonly seenAt: Scalars['DateTime']['output'];
};

/** What came late. */
export type LateOutcomeStatus =
  | 'ACCEPTED'
  | 'CONFIRMED'
  | 'REJECTED'
  | 'FAILED';

/** What a station can be told. */
export type CommandType =
  | 'START_SESSION'
  | 'STOP_SESSION'
  | 'UNLOCK_CONNECTOR'
  | 'RESET_STATION'
  | 'CHANGE_AVAILABILITY'
  | 'TRIGGER_MESSAGE'
  | 'GET_CONFIGURATION'
  | 'SET_CONFIGURATION'
  | 'GET_VARIABLES'
  | 'SET_VARIABLES'
  | 'SET_CHARGING_PROFILE'
  | 'CLEAR_CHARGING_PROFILE'
  | 'GET_COMPOSITE_SCHEDULE'
  | 'SET_CHARGING_LIMIT'
  | 'CLEAR_CHARGING_LIMIT';

/** QUEUED → SENT → ACCEPTED (the station said yes) → CONFIRMED (the effect was seen), or one of the other ends. */
export type CommandStatus =
  | 'QUEUED'
  | 'SENT'
  | 'ACCEPTED'
  | 'CONFIRMED'
  | 'REJECTED'
  | 'FAILED'
  | 'TIMED_OUT'
  | 'EXPIRED'
  | 'CANCELLED';

/** Who may charge. */
export type Token = {
  readonly __typename?: 'Token';
  readonly uid: Scalars['ID']['output'];
  readonly type: TokenType;
  /** Grows by one with each change. */
  readonly version: Scalars['Int']['output'];
  /** Whose it is: the operator's country code and party id. */
  readonly countryCode: Scalars['String']['output'];
  readonly partyId: Scalars['String']['output'];
  readonly contractId: Scalars['String']['output'];
  readonly status: TokenStatus;
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Tokens of one group may stop each other's sessions. */
  readonly groupId?: Maybe<Scalars['String']['output']>;
  /** Stops any session, starts none. */
  readonly masterPass: Scalars['Boolean']['output'];
  /** The OAuth user whose token it is. */
  readonly driverId?: Maybe<Scalars['ID']['output']>;
  readonly issuer?: Maybe<Scalars['String']['output']>;
  readonly visualNumber?: Maybe<Scalars['String']['output']>;
  /** When it was deleted, of one that is kept because of its history. */
  readonly retiredAt?: Maybe<Scalars['DateTime']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

/** A page of tokens. */
export type TokenConnection = {
  readonly __typename?: 'TokenConnection';
  readonly edges: ReadonlyArray<TokenEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000, and where filters together leave more than 1,000 to look through. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A token in a list. */
export type TokenEdge = {
  readonly __typename?: 'TokenEdge';
  readonly node: Token;
  readonly cursor: Scalars['String']['output'];
};

/** The token that began a session. */
export type TokenRef = {
  readonly __typename?: 'TokenRef';
  readonly uid: Scalars['ID']['output'];
  readonly type: TokenType;
  /** The whole of it. Needs `tokens:read`. */
  readonly details?: Maybe<Token>;
};

/** What came of many objects, in the order of the input: one that is refused stops no other. */
export type BulkUpsert = {
  readonly __typename?: 'BulkUpsert';
  readonly created: Scalars['Int']['output'];
  readonly replaced: Scalars['Int']['output'];
  readonly unchanged: Scalars['Int']['output'];
  readonly refused: Scalars['Int']['output'];
  readonly results: ReadonlyArray<BulkUpsertResult>;
};

/** What came of one of them. */
export type BulkUpsertResult = {
  readonly __typename?: 'BulkUpsertResult';
  /** Its place in the input, from 0. */
  readonly index: Scalars['Int']['output'];
  /** Of a token its uid. */
  readonly id: Scalars['ID']['output'];
  readonly status: BulkUpsertStatus;
  /** null: it was refused. */
  readonly version?: Maybe<Scalars['Int']['output']>;
  readonly error?: Maybe<BulkUpsertError>;
};

/** UNCHANGED: it says what is there already, and nothing was written. */
export type BulkUpsertStatus =
  | 'CREATED'
  | 'REPLACED'
  | 'UNCHANGED'
  | 'REFUSED';

/** Why it was refused: a code of the table in docs/errors.md, and each field at fault. */
export type BulkUpsertError = {
  readonly __typename?: 'BulkUpsertError';
  readonly code: Scalars['String']['output'];
  readonly detail: Scalars['String']['output'];
  readonly faults: ReadonlyArray<FieldFault>;
};

/** A field at fault, by its JSON pointer from the mutation's arguments. */
export type FieldFault = {
  readonly __typename?: 'FieldFault';
  readonly pointer: Scalars['String']['output'];
  readonly detail: Scalars['String']['output'];
};

/** What a token is. */
export type TokenType =
  | 'RFID'
  | 'APP_USER'
  | 'AD_HOC_USER'
  | 'OTHER';

/** BLOCKED is set by hand; that a token has expired shows in expiresAt. */
export type TokenStatus =
  | 'ACCEPTED'
  | 'BLOCKED';

/** Something that happened, with the object as it was right after. */
export type Event = {
  readonly __typename?: 'Event';
  /** Resume a subscription behind it. */
  readonly id: Scalars['ID']['output'];
  /** Such as `session.started`; docs/events.md lists them. */
  readonly type: Scalars['String']['output'];
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The object that it tells of. */
  readonly objectId: Scalars['ID']['output'];
  /** That object's version: order by it, drop what is older. */
  readonly version: Scalars['Int']['output'];
  /** Whose it is: the operator's country code and party id. */
  readonly countryCode: Scalars['String']['output'];
  readonly partyId: Scalars['String']['output'];
  /** Of a sandbox: nothing of it is real. */
  readonly sandbox: Scalars['Boolean']['output'];
  readonly locationId?: Maybe<Scalars['ID']['output']>;
  readonly stationId?: Maybe<Scalars['ID']['output']>;
  readonly sessionId?: Maybe<Scalars['ID']['output']>;
  /** The object, for location events. */
  readonly location?: Maybe<Location>;
  /** The object, for station events; for what tells of a part of a station, the station as it is now. */
  readonly station?: Maybe<Station>;
  /** The object, for session events. */
  readonly session?: Maybe<Session>;
  /** The object, for command events. */
  readonly command?: Maybe<Command>;
  /** The object, for token events. Needs `tokens:read` beside `events:read`. */
  readonly token?: Maybe<Token>;
  /** What has become of a webhook endpoint, for its events. Needs `webhooks:manage` beside `events:read`. */
  readonly webhookEndpoint?: Maybe<WebhookEndpointNews>;
  /** What the event says beside the object, such as errorCode, action and payload. */
  readonly details: Scalars['JSON']['output'];
};

/** A page of events. */
export type EventConnection = {
  readonly __typename?: 'EventConnection';
  readonly edges: ReadonlyArray<EventEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000, and where filters together leave more than 1,000 to look through. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An event in a list. */
export type EventEdge = {
  readonly __typename?: 'EventEdge';
  readonly node: Event;
  readonly cursor: Scalars['String']['output'];
};

/** Names a token. */
export type TokenRefInput = {
  readonly uid: Scalars['ID']['input'];
  readonly type: TokenType;
};

/** Starts a session. */
export type StartSessionInput = {
  readonly stationId?: InputMaybe<Scalars['ID']['input']>;
  /** null: the station chooses. */
  readonly evseId?: InputMaybe<Scalars['Int']['input']>;
  /** The EVSE's own, in place of stationId and evseId. */
  readonly evseUid?: InputMaybe<Scalars['ID']['input']>;
  readonly connectorId?: InputMaybe<Scalars['Int']['input']>;
  readonly token: TokenRefInput;
  /** How long it may wait for the station, 1 to 86400; default 60. */
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  /** The same key with the same input gives the first answer again, for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Stops a session. */
export type StopSessionInput = {
  readonly sessionId: Scalars['ID']['input'];
  /** How long it may wait for the station, 1 to 86400; default 60. */
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Opens a connector's lock. */
export type UnlockConnectorInput = {
  readonly stationId?: InputMaybe<Scalars['ID']['input']>;
  readonly evseId?: InputMaybe<Scalars['Int']['input']>;
  /** The EVSE's own, in place of stationId and evseId. */
  readonly evseUid?: InputMaybe<Scalars['ID']['input']>;
  readonly connectorId: Scalars['Int']['input'];
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** IMMEDIATE ends running sessions; ON_IDLE waits for their end. */
export type ResetMode =
  | 'IMMEDIATE'
  | 'ON_IDLE';

/** Restarts a station. */
export type ResetStationInput = {
  readonly stationId?: InputMaybe<Scalars['ID']['input']>;
  readonly mode: ResetMode;
  /** One EVSE only (OCPP 2.x); null: the whole station. */
  readonly evseId?: InputMaybe<Scalars['Int']['input']>;
  /** The EVSE's own, in place of stationId and evseId. */
  readonly evseUid?: InputMaybe<Scalars['ID']['input']>;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Takes out of service, or back in. */
export type ChangeAvailabilityInput = {
  readonly stationId?: InputMaybe<Scalars['ID']['input']>;
  readonly operative: Scalars['Boolean']['input'];
  /** null: the whole station. */
  readonly evseId?: InputMaybe<Scalars['Int']['input']>;
  /** The EVSE's own, in place of stationId and evseId. */
  readonly evseUid?: InputMaybe<Scalars['ID']['input']>;
  readonly connectorId?: InputMaybe<Scalars['Int']['input']>;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Asks for a message. */
export type TriggerMessageInput = {
  readonly stationId?: InputMaybe<Scalars['ID']['input']>;
  /** OCPP's name of it, such as StatusNotification. */
  readonly message: Scalars['String']['input'];
  readonly evseId?: InputMaybe<Scalars['Int']['input']>;
  /** The EVSE's own, in place of stationId and evseId. */
  readonly evseUid?: InputMaybe<Scalars['ID']['input']>;
  readonly connectorId?: InputMaybe<Scalars['Int']['input']>;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Sets one key of OCPP 1.6. */
export type SetConfigurationInput = {
  readonly stationId: Scalars['ID']['input'];
  readonly key: Scalars['String']['input'];
  readonly value: Scalars['String']['input'];
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Reads keys of OCPP 1.6. */
export type GetConfigurationInput = {
  readonly stationId: Scalars['ID']['input'];
  /** Empty: all. */
  readonly keys: ReadonlyArray<Scalars['String']['input']>;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Which value of a variable. */
export type VariableAttribute =
  | 'Actual'
  | 'Target'
  | 'MinSet'
  | 'MaxSet';

/** Where a variable stands in the device model of OCPP 2.x. */
export type VariableRefInput = {
  readonly component: Scalars['String']['input'];
  readonly componentInstance?: InputMaybe<Scalars['String']['input']>;
  readonly evseId?: InputMaybe<Scalars['Int']['input']>;
  readonly connectorId?: InputMaybe<Scalars['Int']['input']>;
  readonly variable: Scalars['String']['input'];
  readonly variableInstance?: InputMaybe<Scalars['String']['input']>;
  /** null: Actual. */
  readonly attribute?: InputMaybe<VariableAttribute>;
};

/** A variable and its new value. */
export type VariableValueInput = {
  readonly component: Scalars['String']['input'];
  readonly componentInstance?: InputMaybe<Scalars['String']['input']>;
  readonly evseId?: InputMaybe<Scalars['Int']['input']>;
  readonly connectorId?: InputMaybe<Scalars['Int']['input']>;
  readonly variable: Scalars['String']['input'];
  readonly variableInstance?: InputMaybe<Scalars['String']['input']>;
  /** null: Actual. */
  readonly attribute?: InputMaybe<VariableAttribute>;
  readonly value: Scalars['String']['input'];
};

/** Sets variables of OCPP 2.x. */
export type SetVariablesInput = {
  readonly stationId: Scalars['ID']['input'];
  readonly variables: ReadonlyArray<VariableValueInput>;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Reads variables of OCPP 2.x. */
export type GetVariablesInput = {
  readonly stationId: Scalars['ID']['input'];
  readonly variables: ReadonlyArray<VariableRefInput>;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Exactly one of stationId and sessionId, and exactly one of limitW and limitA. */
export type SetChargingLimitInput = {
  /** The whole station. */
  readonly stationId?: InputMaybe<Scalars['ID']['input']>;
  /** One session. */
  readonly sessionId?: InputMaybe<Scalars['ID']['input']>;
  /** In W, over all phases. */
  readonly limitW?: InputMaybe<Scalars['Float']['input']>;
  /** In A, for each phase. */
  readonly limitA?: InputMaybe<Scalars['Float']['input']>;
  /** null: now. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** null: until it is cleared. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Exactly one of stationId and sessionId. */
export type ClearChargingLimitInput = {
  readonly stationId?: InputMaybe<Scalars['ID']['input']>;
  readonly sessionId?: InputMaybe<Scalars['ID']['input']>;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** W is over all phases, A for each of them. */
export type ChargingRateUnit =
  | 'W'
  | 'A';

/** STATION_MAX: the whole station. TX_DEFAULT: each new session. TX: one session. */
export type ChargingProfilePurpose =
  | 'STATION_MAX'
  | 'TX_DEFAULT'
  | 'TX';

/** Against what the schedule's time counts. */
export type ChargingProfileKind =
  | 'ABSOLUTE'
  | 'RECURRING'
  | 'RELATIVE';

/** How a recurring schedule comes back. */
export type ChargingProfileRecurrency =
  | 'DAILY'
  | 'WEEKLY';

/** A limit from startPeriod on. */
export type ChargingProfilePeriodInput = {
  /** Seconds behind the schedule's start. */
  readonly startPeriod: Scalars['Int']['input'];
  /** In the schedule's unit. */
  readonly limit: Scalars['Float']['input'];
  readonly numberPhases?: InputMaybe<Scalars['Int']['input']>;
};

/** A row of limits; the names are OCPI's. */
export type ChargingProfileScheduleInput = {
  /** null: the start of the profile (RELATIVE) or of the transaction. */
  readonly startDateTime?: InputMaybe<Scalars['DateTime']['input']>;
  /** In seconds; null: without end. */
  readonly duration?: InputMaybe<Scalars['Int']['input']>;
  readonly chargingRateUnit: ChargingRateUnit;
  readonly minChargingRate?: InputMaybe<Scalars['Float']['input']>;
  readonly chargingProfilePeriod: ReadonlyArray<ChargingProfilePeriodInput>;
};

/** A charging profile. */
export type ChargingProfileInput = {
  /** Unique on its station, from 1 to 1999999999. */
  readonly id: Scalars['Int']['input'];
  readonly stackLevel: Scalars['Int']['input'];
  readonly purpose: ChargingProfilePurpose;
  readonly kind: ChargingProfileKind;
  readonly recurrency?: InputMaybe<ChargingProfileRecurrency>;
  readonly validFrom?: InputMaybe<Scalars['DateTime']['input']>;
  readonly validTo?: InputMaybe<Scalars['DateTime']['input']>;
  readonly schedule: ChargingProfileScheduleInput;
};

/** Sends a profile to a station, or to the station of a session (purpose TX). */
export type SetChargingProfileInput = {
  /** May be left out where sessionId is given. */
  readonly stationId?: InputMaybe<Scalars['ID']['input']>;
  /** null: the whole station. */
  readonly evseId?: InputMaybe<Scalars['Int']['input']>;
  /** The EVSE's own, in place of stationId and evseId. */
  readonly evseUid?: InputMaybe<Scalars['ID']['input']>;
  /** With purpose TX only. */
  readonly sessionId?: InputMaybe<Scalars['ID']['input']>;
  readonly profile: ChargingProfileInput;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Which profiles to remove. */
export type ClearChargingProfileInput = {
  readonly stationId?: InputMaybe<Scalars['ID']['input']>;
  readonly profileId?: InputMaybe<Scalars['Int']['input']>;
  readonly evseId?: InputMaybe<Scalars['Int']['input']>;
  /** The EVSE's own, in place of stationId and evseId. */
  readonly evseUid?: InputMaybe<Scalars['ID']['input']>;
  readonly purpose?: InputMaybe<ChargingProfilePurpose>;
  readonly stackLevel?: InputMaybe<Scalars['Int']['input']>;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Asks for the schedule that is in force. */
export type GetCompositeScheduleInput = {
  readonly stationId?: InputMaybe<Scalars['ID']['input']>;
  /** null: the whole station. */
  readonly evseId?: InputMaybe<Scalars['Int']['input']>;
  /** The EVSE's own, in place of stationId and evseId. */
  readonly evseUid?: InputMaybe<Scalars['ID']['input']>;
  /** How far ahead, in seconds. */
  readonly durationS: Scalars['Int']['input'];
  readonly unit?: InputMaybe<ChargingRateUnit>;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Which command to cancel. */
export type CancelCommandInput = {
  readonly id: Scalars['ID']['input'];
};

/** WGS 84, in decimal degrees. */
export type CoordinatesInput = {
  readonly latitude: Scalars['Float']['input'];
  readonly longitude: Scalars['Float']['input'];
};

/** A location, whole. */
export type UpsertLocationInput = {
  readonly id: Scalars['ID']['input'];
  /** Whose it is, with partyId. Left out: it stays whose it was, and what is new is the operator's that the client acts for. */
  readonly countryCode?: InputMaybe<Scalars['String']['input']>;
  readonly partyId?: InputMaybe<Scalars['String']['input']>;
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly address: Scalars['String']['input'];
  readonly city: Scalars['String']['input'];
  readonly postalCode?: InputMaybe<Scalars['String']['input']>;
  /** ISO 3166-1 alpha-3. */
  readonly country: Scalars['String']['input'];
  readonly coordinates: CoordinatesInput;
  /** IANA name, such as Europe/Amsterdam. */
  readonly timeZone: Scalars['String']['input'];
  readonly publish: Scalars['Boolean']['input'];
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** What an operator sets of a station, whole. */
export type UpsertStationInput = {
  /** At most 48 characters, no slash. */
  readonly id: Scalars['ID']['input'];
  /** Whose it is, with partyId. Left out: it stays whose it was, and what is new is the operator's that the client acts for. */
  readonly countryCode?: InputMaybe<Scalars['String']['input']>;
  readonly partyId?: InputMaybe<Scalars['String']['input']>;
  readonly locationId?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 36 characters. */
  readonly groupId?: InputMaybe<Scalars['ID']['input']>;
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly registration: Registration;
  /** OCPP security profile, 0 (none) to 3. */
  readonly securityProfile: Scalars['Int']['input'];
  /** 16 to 40 visible characters of ASCII or spaces, or 16 to 40 bytes in hex. Left out: keeps the one there is; null: takes it away. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
  readonly validation: ValidationLevel;
  /** The OCPP version that it speaks when it connects without naming one: 1.6, 2.0.1 or 2.1. Null: then it is not let in. */
  readonly protocol?: InputMaybe<Scalars['String']['input']>;
  /** Puts a replaced station in use again, with new EVSEs. */
  readonly inUseAgain: Scalars['Boolean']['input'];
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Other hardware in the place of a station. A session that runs there is refused, unless the station is not connected: then it ends from its last reading. */
export type ReplaceStationInput = {
  readonly stationId: Scalars['ID']['input'];
  /** The id of the new hardware. */
  readonly replacement: Scalars['ID']['input'];
  /** Makes the new hardware, at the place of the old station; null: it is registered already. */
  readonly station?: InputMaybe<NewHardwareInput>;
  /** Where each EVSE goes; null: each keeps its number. */
  readonly evses?: InputMaybe<ReadonlyArray<EvseMoveInput>>;
};

/** Hardware to be made. */
export type NewHardwareInput = {
  /** null: as the old station has it. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** OCPP security profile, 0 (none) to 3. */
  readonly securityProfile: Scalars['Int']['input'];
  /** 16 to 40 bytes, as text or hex. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
  /** null: as the old station has it. */
  readonly validation?: InputMaybe<ValidationLevel>;
};

/** Where an EVSE goes. */
export type EvseMoveInput = {
  /** Number on the old station. */
  readonly evse: Scalars['Int']['input'];
  /** Number on the new hardware; null: no hardware has it any more. */
  readonly replacementEvse?: InputMaybe<Scalars['Int']['input']>;
};

/** Which problems are taken off a station. */
export type DismissProblemsInput = {
  readonly stationId: Scalars['ID']['input'];
  /** Left out: all. */
  readonly problemId?: InputMaybe<Scalars['ID']['input']>;
};

/** Which message is applied. */
export type ApplyQuarantinedMessageInput = {
  readonly id: Scalars['ID']['input'];
};

/** Which message is set aside, and why. */
export type DismissQuarantinedMessageInput = {
  readonly id: Scalars['ID']['input'];
  readonly note?: InputMaybe<Scalars['String']['input']>;
};

/** What an operator sets of an EVSE. */
export type UpdateEvseInput = {
  /** Or its eMI3 id. */
  readonly uid: Scalars['ID']['input'];
  /** As it is shown, such as BE*VGT*E12: one EVSE's at a time, whatever its case and separators. null: it has none. */
  readonly evseId?: InputMaybe<Scalars['String']['input']>;
  /** Left out: as it was. null: it is not set. */
  readonly startOrder?: InputMaybe<StartOrder>;
  /** All that is set of its connectors. Left out: as it was. null: nothing is set. */
  readonly connectors?: InputMaybe<ReadonlyArray<ConnectorPropertiesInput>>;
};

/** What is set of a connector; null or left out, it is not set. */
export type ConnectorPropertiesInput = {
  /** Number on its EVSE, from 1. */
  readonly id: Scalars['Int']['input'];
  readonly standard?: InputMaybe<ConnectorStandard>;
  readonly format?: InputMaybe<ConnectorFormat>;
  readonly powerType?: InputMaybe<PowerType>;
  /** In V; of a phase to neutral where there are three. */
  readonly maxVoltage?: InputMaybe<Scalars['Float']['input']>;
  /** In A for each phase. */
  readonly maxAmperage?: InputMaybe<Scalars['Float']['input']>;
  /** In W. */
  readonly maxElectricPower?: InputMaybe<Scalars['Float']['input']>;
  readonly cableLengthM?: InputMaybe<Scalars['Float']['input']>;
};

/** A new template of a station model. */
export type CreateStationTemplateInput = {
  /** Whose stations take from it, with partyId. Left out: the operator's that the client acts for. */
  readonly countryCode?: InputMaybe<Scalars['String']['input']>;
  readonly partyId?: InputMaybe<Scalars['String']['input']>;
  /** As BootNotification has it; case and space around it make no difference. */
  readonly vendor: Scalars['String']['input'];
  /** As BootNotification has it; case and space around it make no difference. */
  readonly model: Scalars['String']['input'];
  /** Each EVSE once, and one entry for all others. */
  readonly evses: ReadonlyArray<StationTemplateEvseInput>;
};

/** What a model's EVSE has. */
export type StationTemplateEvseInput = {
  /** Number on its station; left out or null: every EVSE that no other entry names. */
  readonly evseId?: InputMaybe<Scalars['Int']['input']>;
  readonly startOrder?: InputMaybe<StartOrder>;
  readonly connectors?: InputMaybe<ReadonlyArray<ConnectorPropertiesInput>>;
};

/** What a template says from now on. */
export type UpdateStationTemplateInput = {
  readonly id: Scalars['ID']['input'];
  readonly evses: ReadonlyArray<StationTemplateEvseInput>;
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Which template goes. */
export type DeleteStationTemplateInput = {
  readonly id: Scalars['ID']['input'];
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** What a client or an account may see and move; null: all. Left out: the caller's own, or what it was. */
export type GrantsInput = {
  /** Operators, by country code and party id, such as NL-VGT. */
  readonly parties?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly locationIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly stationGroups?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly tokenUids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Somebody who is invited. */
export type CreateAccountInput = {
  readonly login: Scalars['String']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly email?: InputMaybe<Scalars['String']['input']>;
  readonly role: AccountRole;
  /** Of a driver; left out: the id of its account. */
  readonly driverId?: InputMaybe<Scalars['ID']['input']>;
  /** Whose it is, with partyId. Left out: the operator's that the client acts for. */
  readonly countryCode?: InputMaybe<Scalars['String']['input']>;
  readonly partyId?: InputMaybe<Scalars['String']['input']>;
  readonly grants?: InputMaybe<GrantsInput>;
  /** Left out: drivers need none, all others do. */
  readonly totpRequired?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What of an account changes. */
export type UpdateAccountInput = {
  readonly id: Scalars['ID']['input'];
  readonly login?: InputMaybe<Scalars['String']['input']>;
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly email?: InputMaybe<Scalars['String']['input']>;
  readonly role?: InputMaybe<AccountRole>;
  readonly driverId?: InputMaybe<Scalars['ID']['input']>;
  readonly grants?: InputMaybe<GrantsInput>;
  readonly totpRequired?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** A client, whole. */
export type UpsertClientInput = {
  readonly id: Scalars['ID']['input'];
  readonly name: Scalars['String']['input'];
  readonly issuer?: InputMaybe<Scalars['String']['input']>;
  readonly scopes: ReadonlyArray<Scalars['String']['input']>;
  /** Left out: a client that is there keeps what it has; a new one needs them. */
  readonly grants?: InputMaybe<GrantsInput>;
  /** Makes a new secret. */
  readonly rotateSecret?: InputMaybe<Scalars['Boolean']['input']>;
  /** Public keys, for private_key_jwt: a JWK set. */
  readonly jwks?: InputMaybe<Scalars['JSON']['input']>;
  /** Left out, a known client keeps its type, and a new one is a service. */
  readonly type?: InputMaybe<ClientType>;
  /** Where people come back to from signing in. Left out, they stay as they are. */
  readonly redirectUris?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly postLogoutRedirectUris?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly firstParty?: InputMaybe<Scalars['Boolean']['input']>;
  readonly locked?: InputMaybe<Scalars['Boolean']['input']>;
  readonly dpopBoundAccessTokens?: InputMaybe<Scalars['Boolean']['input']>;
  readonly persistedOperationsOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Whom a new invitation is made for. */
export type InviteAccountInput = {
  readonly id: Scalars['ID']['input'];
};

/** Whose password is to be chosen anew. */
export type ResetAccountPasswordInput = {
  readonly id: Scalars['ID']['input'];
};

/** Whose authenticator is taken away. */
export type ResetAccountTotpInput = {
  readonly id: Scalars['ID']['input'];
};

/** Which account is locked. */
export type LockAccountInput = {
  readonly id: Scalars['ID']['input'];
};

/** Which account is unlocked. */
export type UnlockAccountInput = {
  readonly id: Scalars['ID']['input'];
};

/** Which account is deleted. */
export type DeleteAccountInput = {
  readonly id: Scalars['ID']['input'];
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** What is left out stays as it is. */
export type UpdateClientInput = {
  readonly id: Scalars['ID']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly issuer?: InputMaybe<Scalars['String']['input']>;
  readonly scopes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Left out: a client that is there keeps what it has; a new one needs them. */
  readonly grants?: InputMaybe<GrantsInput>;
  /** Makes a new secret. */
  readonly rotateSecret?: InputMaybe<Scalars['Boolean']['input']>;
  /** Public keys, for private_key_jwt: a JWK set. */
  readonly jwks?: InputMaybe<Scalars['JSON']['input']>;
  /** Left out, a known client keeps its type, and a new one is a service. */
  readonly type?: InputMaybe<ClientType>;
  /** Where people come back to from signing in. Left out, they stay as they are. */
  readonly redirectUris?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly postLogoutRedirectUris?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly firstParty?: InputMaybe<Scalars['Boolean']['input']>;
  readonly locked?: InputMaybe<Scalars['Boolean']['input']>;
  readonly dpopBoundAccessTokens?: InputMaybe<Scalars['Boolean']['input']>;
  readonly persistedOperationsOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Which location goes. */
export type DeleteLocationInput = {
  readonly id: Scalars['ID']['input'];
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Which station goes. */
export type DeleteStationInput = {
  readonly id: Scalars['ID']['input'];
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Which token goes. */
export type DeleteTokenInput = {
  readonly uid: Scalars['ID']['input'];
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Which client goes. */
export type DeleteClientInput = {
  readonly id: Scalars['ID']['input'];
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** A new persisted operation. */
export type RegisterPersistedOperationInput = {
  /** A valid document of this schema, of at most 32768 characters. It counts with each character: what a client hashes is this text. */
  readonly document: Scalars['String']['input'];
  /** Who alone may run it; left out or null: every client. */
  readonly clientId?: InputMaybe<Scalars['ID']['input']>;
};

/** Which persisted operation goes. */
export type DeletePersistedOperationInput = {
  readonly id: Scalars['ID']['input'];
};

/** A new sandbox. */
export type CreateSandboxInput = {
  readonly name: Scalars['String']['input'];
};

/** Which sandbox goes. */
export type DeleteSandboxInput = {
  readonly id: Scalars['ID']['input'];
};

/** A new simulated station. */
export type CreateSandboxStationInput = {
  /** 1.6, 2.0.1 or 2.1. */
  readonly protocol: Scalars['String']['input'];
  /** 1 to 4. */
  readonly connectors: Scalars['Int']['input'];
};

/** What is done to a simulated station; each action takes what its description says. */
export type ActInSandboxInput = {
  readonly stationId: Scalars['ID']['input'];
  readonly action: SandboxActionName;
  /** The first where none is named. */
  readonly connectorId?: InputMaybe<Scalars['Int']['input']>;
  readonly maxPowerW?: InputMaybe<Scalars['Int']['input']>;
  readonly tokenUid?: InputMaybe<Scalars['String']['input']>;
  readonly errorCode?: InputMaybe<Scalars['String']['input']>;
  readonly delayMs?: InputMaybe<Scalars['Int']['input']>;
};

/** A party, whole. */
export type UpsertPartyInput = {
  readonly countryCode: Scalars['String']['input'];
  readonly partyId: Scalars['String']['input'];
  readonly roles: ReadonlyArray<PartyRole>;
  readonly name: Scalars['String']['input'];
  /** An http or https address, as is that of the logo. */
  readonly website?: InputMaybe<Scalars['String']['input']>;
  readonly logo?: InputMaybe<Scalars['String']['input']>;
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** A token, whole. */
export type UpsertTokenInput = {
  readonly uid: Scalars['ID']['input'];
  /** Whose it is, with partyId. Left out: it stays whose it was, and what is new is the operator's that the client acts for. */
  readonly countryCode?: InputMaybe<Scalars['String']['input']>;
  readonly partyId?: InputMaybe<Scalars['String']['input']>;
  readonly type: TokenType;
  readonly contractId: Scalars['String']['input'];
  readonly status: TokenStatus;
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly groupId?: InputMaybe<Scalars['String']['input']>;
  readonly masterPass: Scalars['Boolean']['input'];
  readonly driverId?: InputMaybe<Scalars['ID']['input']>;
  readonly issuer?: InputMaybe<Scalars['String']['input']>;
  readonly visualNumber?: InputMaybe<Scalars['String']['input']>;
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Many locations; an `ifVersion` holds for its own. */
export type UpsertLocationsInput = {
  readonly locations: ReadonlyArray<UpsertLocationInput>;
  /** The same key with the same input gives the first answer again, for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Many stations; an `ifVersion` holds for its own. */
export type UpsertStationsInput = {
  readonly stations: ReadonlyArray<UpsertStationInput>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Many tokens; an `ifVersion` holds for its own. */
export type UpsertTokensInput = {
  readonly tokens: ReadonlyArray<UpsertTokenInput>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Restarts many stations. */
export type BulkResetStationInput = {
  /** 1 to 1,000 of them. Exactly one of stationIds, locationId and groupId is given. */
  readonly stationIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** All that stand there. */
  readonly locationId?: InputMaybe<Scalars['ID']['input']>;
  /** All of the group. */
  readonly groupId?: InputMaybe<Scalars['ID']['input']>;
  readonly mode: ResetMode;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  /** Covers the whole: the same key with the same input gives the first answer again, for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Takes many stations out of service, or back in. */
export type BulkChangeAvailabilityInput = {
  /** 1 to 1,000 of them. Exactly one of stationIds, locationId and groupId is given. */
  readonly stationIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** All that stand there. */
  readonly locationId?: InputMaybe<Scalars['ID']['input']>;
  /** All of the group. */
  readonly groupId?: InputMaybe<Scalars['ID']['input']>;
  readonly operative: Scalars['Boolean']['input'];
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  /** Covers the whole: the same key with the same input gives the first answer again, for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Exactly one of limitW and limitA, for each station. */
export type BulkSetChargingLimitInput = {
  /** 1 to 1,000 of them. Exactly one of stationIds, locationId and groupId is given. */
  readonly stationIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** All that stand there. */
  readonly locationId?: InputMaybe<Scalars['ID']['input']>;
  /** All of the group. */
  readonly groupId?: InputMaybe<Scalars['ID']['input']>;
  /** In W, over all phases. */
  readonly limitW?: InputMaybe<Scalars['Float']['input']>;
  /** In A, for each phase. */
  readonly limitA?: InputMaybe<Scalars['Float']['input']>;
  /** null: now. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** null: until it is cleared. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  /** Covers the whole: the same key with the same input gives the first answer again, for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Takes limits of many stations back. */
export type BulkClearChargingLimitInput = {
  /** 1 to 1,000 of them. Exactly one of stationIds, locationId and groupId is given. */
  readonly stationIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** All that stand there. */
  readonly locationId?: InputMaybe<Scalars['ID']['input']>;
  /** All of the group. */
  readonly groupId?: InputMaybe<Scalars['ID']['input']>;
  readonly expiresInS?: InputMaybe<Scalars['Int']['input']>;
  /** Covers the whole: the same key with the same input gives the first answer again, for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Where a client's events are sent. Its secret is shown once, when it is made or rotated. */
export type WebhookEndpoint = {
  readonly __typename?: 'WebhookEndpoint';
  readonly id: Scalars['ID']['output'];
  /** Grows by one with each change. */
  readonly version: Scalars['Int']['output'];
  /** Whose it is. It gets what this client may see at the time. */
  readonly clientId: Scalars['ID']['output'];
  /** The driver whose things it gets; null: it is no driver's. */
  readonly userId?: Maybe<Scalars['ID']['output']>;
  readonly url: Scalars['String']['output'];
  readonly description?: Maybe<Scalars['String']['output']>;
  readonly filter: WebhookFilter;
  /** Types that its filter lets pass and of which nothing is sent: the token that made it, or its client now, lacks the scope. */
  readonly withheldTypes: ReadonlyArray<Scalars['String']['output']>;
  /** Events of one object come one after the other, also where one has to be tried again. */
  readonly ordered: Scalars['Boolean']['output'];
  /** Signed with an Ed25519 key, too (`v1a`). */
  readonly asymmetric: Scalars['Boolean']['output'];
  /** What verifies `v1a`: whpk_ and the base64 of 32 bytes. */
  readonly publicKey?: Maybe<Scalars['String']['output']>;
  readonly previousSecretEndsAt?: Maybe<Scalars['DateTime']['output']>;
  readonly enabled: Scalars['Boolean']['output'];
  readonly disabled?: Maybe<WebhookDisabled>;
  /** Nothing but failures since then. */
  readonly failingSince?: Maybe<Scalars['DateTime']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

/** What webhook endpoints are in the order of, from the least or, with `newestFirst`, from the greatest. */
export type WebhookEndpointOrder =
  /** When they were made. */
  | 'CREATED_AT'
  /** When they were changed last. */
  | 'LAST_UPDATED';

/** Which events; null passes all that the client may see. */
export type WebhookFilter = {
  readonly __typename?: 'WebhookFilter';
  readonly types?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly locationIds?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  readonly stationIds?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** Operators, such as NL-VGT. */
  readonly parties?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Why an endpoint is sent nothing. */
export type WebhookDisabled = {
  readonly __typename?: 'WebhookDisabled';
  readonly reason: WebhookDisabledReason;
  /** What it answered last, or why somebody disabled it. */
  readonly detail?: Maybe<Scalars['String']['output']>;
  readonly disabledAt: Scalars['DateTime']['output'];
};

/** Who disabled an endpoint, and why. */
export type WebhookDisabledReason =
  /** Somebody did. */
  | 'ASKED'
  /** It answered 410. */
  | 'GONE'
  /** Nothing but failures for five days. */
  | 'FAILING';

/** What an event tells of an endpoint. */
export type WebhookEndpointNews = {
  readonly __typename?: 'WebhookEndpointNews';
  readonly id: Scalars['ID']['output'];
  readonly version: Scalars['Int']['output'];
  readonly clientId: Scalars['ID']['output'];
  readonly userId?: Maybe<Scalars['ID']['output']>;
  /** Of its address, whose path may be a secret. */
  readonly origin: Scalars['String']['output'];
  readonly description?: Maybe<Scalars['String']['output']>;
  readonly enabled: Scalars['Boolean']['output'];
  readonly disabled?: Maybe<WebhookDisabled>;
  readonly deleted: Scalars['Boolean']['output'];
};

/** An endpoint with its secret, which is shown this once. */
export type WebhookEndpointWithSecret = {
  readonly __typename?: 'WebhookEndpointWithSecret';
  readonly endpoint: WebhookEndpoint;
  /** whsec_…: keep it. */
  readonly secret: Scalars['String']['output'];
};

/** A page of webhook endpoints. */
export type WebhookEndpointConnection = {
  readonly __typename?: 'WebhookEndpointConnection';
  readonly edges: ReadonlyArray<WebhookEndpointEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 10,000. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A webhook endpoint in a list. */
export type WebhookEndpointEdge = {
  readonly __typename?: 'WebhookEndpointEdge';
  readonly node: WebhookEndpoint;
  readonly cursor: Scalars['String']['output'];
};

/** What became of sending an event. */
export type WebhookDeliveryStatus =
  /** It will be tried, again or for the first time. */
  | 'PENDING'
  | 'DELIVERED'
  /** It was given up, and can be replayed. */
  | 'FAILED';

/** An event that was sent to an endpoint, or waits to be. */
export type WebhookDelivery = {
  readonly __typename?: 'WebhookDelivery';
  readonly id: Scalars['ID']['output'];
  readonly endpointId: Scalars['ID']['output'];
  /** The webhook-id. */
  readonly eventId: Scalars['ID']['output'];
  readonly eventType: Scalars['String']['output'];
  readonly status: WebhookDeliveryStatus;
  readonly attemptCount: Scalars['Int']['output'];
  /** Null: none is due, or it waits for an earlier event of its object. */
  readonly nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** The last ten, oldest first. */
  readonly attempts: ReadonlyArray<WebhookAttempt>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly lastUpdated: Scalars['DateTime']['output'];
};

/** One attempt to send an event. */
export type WebhookAttempt = {
  readonly __typename?: 'WebhookAttempt';
  readonly startedAt: Scalars['DateTime']['output'];
  readonly durationMs: Scalars['Int']['output'];
  readonly outcome: WebhookAttemptOutcome;
  /** HTTP status of the answer. */
  readonly status?: Maybe<Scalars['Int']['output']>;
  /** How its body began. */
  readonly answer?: Maybe<Scalars['String']['output']>;
  /** Why there was no answer that counts, such as redirect, deadline, dns or address. */
  readonly error?: Maybe<Scalars['String']['output']>;
};

/** What became of an attempt. */
export type WebhookAttemptOutcome =
  | 'DELIVERED'
  | 'FAILED'
  | 'GONE'
  | 'TIMED_OUT'
  /** The event was in the log no more. */
  | 'EXPIRED'
  /** The client may not see it any more. */
  | 'NOT_ALLOWED';

/** A page of deliveries. */
export type WebhookDeliveryConnection = {
  readonly __typename?: 'WebhookDeliveryConnection';
  readonly edges: ReadonlyArray<WebhookDeliveryEdge>;
  readonly pageInfo: PageInfo;
  /** How many there are in all; counted only when asked for. Null beyond 200. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A delivery in a list. */
export type WebhookDeliveryEdge = {
  readonly __typename?: 'WebhookDeliveryEdge';
  readonly node: WebhookDelivery;
  readonly cursor: Scalars['String']['output'];
};

/** What came of a test. */
export type WebhookTestResult = {
  readonly __typename?: 'WebhookTestResult';
  readonly eventId: Scalars['ID']['output'];
  readonly delivered: Scalars['Boolean']['output'];
  readonly attempt: WebhookAttempt;
};

/** What is sent again. */
export type WebhookReplayed = {
  readonly __typename?: 'WebhookReplayed';
  /** Events that come again; null: all from that place on. */
  readonly count?: Maybe<Scalars['Int']['output']>;
};

/** What is left out or null passes all. */
export type WebhookFilterInput = {
  readonly types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly locationIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly stationIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Operators, such as NL-VGT. */
  readonly parties?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Where events shall be sent, and which. */
export type CreateWebhookEndpointInput = {
  /** https, and at a public address. */
  readonly url: Scalars['String']['input'];
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly filter?: InputMaybe<WebhookFilterInput>;
  readonly ordered?: InputMaybe<Scalars['Boolean']['input']>;
  readonly asymmetric?: InputMaybe<Scalars['Boolean']['input']>;
  /** Of your choice: whsec_ and the base64 of 24 to 64 bytes. Left out: one is made. */
  readonly secret?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What is left out stays. */
export type UpdateWebhookEndpointInput = {
  readonly id: Scalars['ID']['input'];
  readonly url?: InputMaybe<Scalars['String']['input']>;
  /** Null takes it away. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** As a whole. */
  readonly filter?: InputMaybe<WebhookFilterInput>;
  readonly ordered?: InputMaybe<Scalars['Boolean']['input']>;
  readonly asymmetric?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Which endpoint. */
export type DeleteWebhookEndpointInput = {
  readonly id: Scalars['ID']['input'];
  /** Only if it is at this version; else `precondition_failed`. */
  readonly ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Which endpoint, and what signs from now on. */
export type RotateWebhookSecretInput = {
  readonly id: Scalars['ID']['input'];
  /** Of your choice: whsec_ and the base64 of 24 to 64 bytes. Left out: one is made. */
  readonly secret?: InputMaybe<Scalars['String']['input']>;
  /** How long the secret before signs beside the new one; up to 604,800. */
  readonly overlapS?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Which endpoint. */
export type TestWebhookEndpointInput = {
  readonly id: Scalars['ID']['input'];
};

/** Which endpoint. */
export type EnableWebhookEndpointInput = {
  readonly id: Scalars['ID']['input'];
};

/** Which endpoint, and why. */
export type DisableWebhookEndpointInput = {
  readonly id: Scalars['ID']['input'];
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** One of: eventId; from and to; since; afterEventId. */
export type ReplayWebhookInput = {
  readonly id: Scalars['ID']['input'];
  /** One event. */
  readonly eventId?: InputMaybe<Scalars['ID']['input']>;
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** All behind this event. */
  readonly afterEventId?: InputMaybe<Scalars['ID']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Me: ResolverTypeWrapper<Caller>;
  Grants: ResolverTypeWrapper<GrantsRecord>;
  AccountRole: AccountRole;
  AccountStatus: AccountStatus;
  AccountLinkPurpose: AccountLinkPurpose;
  AccountLink: ResolverTypeWrapper<AccountLink>;
  AccountIdentity: ResolverTypeWrapper<AccountIdentity>;
  Account: ResolverTypeWrapper<PublicAccount>;
  ClientType: ClientType;
  Client: ResolverTypeWrapper<ClientRecord>;
  AccountInvitation: ResolverTypeWrapper<AccountWithLink>;
  AccountConnection: ResolverTypeWrapper<AccountPage>;
  AccountEdge: ResolverTypeWrapper<Omit<AccountEdge, 'node'> & { node: ResolversTypes['Account'] }>;
  ClientWithSecret: ResolverTypeWrapper<PutClientResult>;
  ClientConnection: ResolverTypeWrapper<ClientPage>;
  ClientEdge: ResolverTypeWrapper<Omit<ClientEdge, 'node'> & { node: ResolversTypes['Client'] }>;
  PartyRole: PartyRole;
  Party: ResolverTypeWrapper<PartyRecord>;
  PartyConnection: ResolverTypeWrapper<PartyPage>;
  PartyEdge: ResolverTypeWrapper<Omit<PartyEdge, 'node'> & { node: ResolversTypes['Party'] }>;
  StationTemplateOrder: StationTemplateOrder;
  StationTemplate: ResolverTypeWrapper<StationTemplateRecord>;
  StationTemplateEvse: ResolverTypeWrapper<TemplateEvse>;
  StationTemplateConnector: ResolverTypeWrapper<ConnectorFacts>;
  StationTemplateConnection: ResolverTypeWrapper<StationTemplatePage>;
  StationTemplateEdge: ResolverTypeWrapper<Omit<StationTemplateEdge, 'node'> & { node: ResolversTypes['StationTemplate'] }>;
  PersistedOperationOrder: PersistedOperationOrder;
  PersistedOperation: ResolverTypeWrapper<PersistedOperationRecord>;
  PersistedOperationConnection: ResolverTypeWrapper<PersistedOperationPage>;
  PersistedOperationEdge: ResolverTypeWrapper<Omit<PersistedOperationEdge, 'node'> & { node: ResolversTypes['PersistedOperation'] }>;
  SandboxOrder: SandboxOrder;
  Sandbox: ResolverTypeWrapper<SandboxRecord>;
  SandboxWithSecret: ResolverTypeWrapper<Omit<SandboxWithSecret, 'sandbox'> & { sandbox: ResolversTypes['Sandbox'] }>;
  SandboxConnection: ResolverTypeWrapper<SandboxPage>;
  SandboxEdge: ResolverTypeWrapper<Omit<SandboxEdge, 'node'> & { node: ResolversTypes['Sandbox'] }>;
  SandboxStation: ResolverTypeWrapper<SandboxStationRecord>;
  SandboxConnector: ResolverTypeWrapper<SandboxConnector>;
  SandboxCard: ResolverTypeWrapper<SandboxCard>;
  SandboxActionName: SandboxActionName;
  Location: ResolverTypeWrapper<LocationRecord>;
  PlugCounts: ResolverTypeWrapper<PlugCounts>;
  FoundEvseConnection: ResolverTypeWrapper<FoundEvsePage>;
  FoundEvseEdge: ResolverTypeWrapper<Omit<FoundEvseEdge, 'node' | 'location'> & { node: ResolversTypes['Evse'], location: ResolversTypes['Location'] }>;
  FoundLocationConnection: ResolverTypeWrapper<FoundLocationPage>;
  FoundLocationEdge: ResolverTypeWrapper<Omit<FoundLocationEdge, 'node'> & { node: ResolversTypes['Location'] }>;
  NearInput: NearInput;
  BoxInput: BoxInput;
  Coordinates: ResolverTypeWrapper<Coordinates>;
  LocationConnection: ResolverTypeWrapper<LocationPage>;
  LocationEdge: ResolverTypeWrapper<Omit<LocationEdge, 'node'> & { node: ResolversTypes['Location'] }>;
  Station: ResolverTypeWrapper<StationRecord>;
  StationProblem: ResolverTypeWrapper<ToldProblem>;
  StationProblemKind: StationProblemKind;
  StationFeature: StationFeature;
  ConfigurationFailure: ResolverTypeWrapper<ConfigurationFailure>;
  StationAbilities: ResolverTypeWrapper<AbilitiesRecord>;
  StationConfiguration: ResolverTypeWrapper<StationConfigurationView>;
  ConfigurationEntry: ResolverTypeWrapper<ConfigurationEntryRecord>;
  QuarantinedMessage: ResolverTypeWrapper<QuarantinedMessageRecord>;
  QuarantineStatus: QuarantineStatus;
  QuarantineOrder: QuarantineOrder;
  QuarantineSettlement: ResolverTypeWrapper<Settlement>;
  QuarantineResult: ResolverTypeWrapper<Omit<QuarantineResult, 'message'> & { message: ResolversTypes['QuarantinedMessage'] }>;
  QuarantinedMessageConnection: ResolverTypeWrapper<QuarantinedMessagePage>;
  QuarantinedMessageEdge: ResolverTypeWrapper<Omit<QuarantinedMessageEdge, 'node'> & { node: ResolversTypes['QuarantinedMessage'] }>;
  StationReplacement: ResolverTypeWrapper<Omit<StationReplacement, 'station' | 'replacement'> & { station: ResolversTypes['Station'], replacement: ResolversTypes['Station'] }>;
  StationConnection: ResolverTypeWrapper<StationPage>;
  StationEdge: ResolverTypeWrapper<Omit<StationEdge, 'node'> & { node: ResolversTypes['Station'] }>;
  Evse: ResolverTypeWrapper<StationEvse>;
  AuditOutcome: AuditOutcome;
  AuditEntry: ResolverTypeWrapper<AuditEntryRecord>;
  AuditOrigin: ResolverTypeWrapper<Origin>;
  AuditConnection: ResolverTypeWrapper<AuditPage>;
  AuditEdge: ResolverTypeWrapper<Omit<AuditEdge, 'node'> & { node: ResolversTypes['AuditEntry'] }>;
  OutageCause: OutageCause;
  DisconnectReason: DisconnectReason;
  Outage: ResolverTypeWrapper<OutageRecord>;
  TraceEntry: ResolverTypeWrapper<TraceEntryRecord>;
  TraceConnection: ResolverTypeWrapper<TracePage>;
  TraceEdge: ResolverTypeWrapper<Omit<TraceEdge, 'node'> & { node: ResolversTypes['TraceEntry'] }>;
  OcppMessage: ResolverTypeWrapper<TracedMessage>;
  MessageDirection: MessageDirection;
  MessageKind: MessageKind;
  OcppMessageConnection: ResolverTypeWrapper<OcppMessagePage>;
  OcppMessageEdge: ResolverTypeWrapper<Omit<OcppMessageEdge, 'node'> & { node: ResolversTypes['OcppMessage'] }>;
  OutageConnection: ResolverTypeWrapper<OutagePage>;
  OutageEdge: ResolverTypeWrapper<Omit<OutageEdge, 'node'> & { node: ResolversTypes['Outage'] }>;
  MeterKeySource: MeterKeySource;
  MeterPublicKey: ResolverTypeWrapper<MeterPublicKeyRecord>;
  MeterPublicKeyConnection: ResolverTypeWrapper<MeterPublicKeyPage>;
  MeterPublicKeyEdge: ResolverTypeWrapper<Omit<MeterPublicKeyEdge, 'node'> & { node: ResolversTypes['MeterPublicKey'] }>;
  StationError: ResolverTypeWrapper<StationError>;
  Connector: ResolverTypeWrapper<KnownConnector>;
  ConnectorPropertySource: ResolverTypeWrapper<ConnectorPropertySource>;
  PropertySource: PropertySource;
  StartOrder: StartOrder;
  ConnectorFormat: ConnectorFormat;
  PowerType: PowerType;
  ConnectorStandard: ConnectorStandard;
  LocationOrder: LocationOrder;
  StationOrder: StationOrder;
  TokenOrder: TokenOrder;
  AccountOrder: AccountOrder;
  ClientOrder: ClientOrder;
  PartyOrder: PartyOrder;
  Registration: Registration;
  ValidationLevel: ValidationLevel;
  ConnectorStatus: ConnectorStatus;
  EvseStatus: EvseStatus;
  EndInference: EndInference;
  Session: ResolverTypeWrapper<SessionRecord>;
  SessionConnection: ResolverTypeWrapper<SessionPage>;
  SessionEdge: ResolverTypeWrapper<Omit<SessionEdge, 'node'> & { node: ResolversTypes['Session'] }>;
  Transaction: ResolverTypeWrapper<TransactionRecord>;
  SessionStatus: SessionStatus;
  ChargingState: ChargingState;
  AuthorizationStatus: AuthorizationStatus;
  Reading: ResolverTypeWrapper<StoredReading>;
  SampledValue: ResolverTypeWrapper<SampledValueRecord>;
  ReadingConnection: ResolverTypeWrapper<Omit<ReadingConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['ReadingEdge']> }>;
  ReadingEdge: ResolverTypeWrapper<Omit<ReadingEdge, 'node'> & { node: ResolversTypes['Reading'] }>;
  Command: ResolverTypeWrapper<CommandRecord>;
  CommandBatch: ResolverTypeWrapper<CommandBatchRecord>;
  CommandBatchResult: ResolverTypeWrapper<Omit<CommandBatchResult, 'command'> & { command?: Maybe<ResolversTypes['Command']> }>;
  CommandConnection: ResolverTypeWrapper<CommandPage>;
  CommandEdge: ResolverTypeWrapper<Omit<CommandEdge, 'node'> & { node: ResolversTypes['Command'] }>;
  CommandError: ResolverTypeWrapper<CommandError>;
  CommandReason: ResolverTypeWrapper<CommandReason>;
  Observation: ResolverTypeWrapper<Observation>;
  Observed: Observed;
  Requester: ResolverTypeWrapper<Requester>;
  LateOutcome: ResolverTypeWrapper<LateOutcomeRecord>;
  LateOutcomeStatus: LateOutcomeStatus;
  CommandType: CommandType;
  CommandStatus: CommandStatus;
  Token: ResolverTypeWrapper<TokenRecord>;
  TokenConnection: ResolverTypeWrapper<TokenPage>;
  TokenEdge: ResolverTypeWrapper<Omit<TokenEdge, 'node'> & { node: ResolversTypes['Token'] }>;
  TokenRef: ResolverTypeWrapper<TokenRefRecord>;
  BulkUpsert: ResolverTypeWrapper<BulkUpsertAnswer>;
  BulkUpsertResult: ResolverTypeWrapper<BulkUpsertResult>;
  BulkUpsertStatus: BulkUpsertStatus;
  BulkUpsertError: ResolverTypeWrapper<BulkUpsertError>;
  FieldFault: ResolverTypeWrapper<FieldFault>;
  TokenType: TokenType;
  TokenStatus: TokenStatus;
  Event: ResolverTypeWrapper<DomainEvent>;
  EventConnection: ResolverTypeWrapper<EventPage>;
  EventEdge: ResolverTypeWrapper<Omit<EventEdge, 'node'> & { node: ResolversTypes['Event'] }>;
  TokenRefInput: TokenRefInput;
  StartSessionInput: StartSessionInput;
  StopSessionInput: StopSessionInput;
  UnlockConnectorInput: UnlockConnectorInput;
  ResetMode: ResetMode;
  ResetStationInput: ResetStationInput;
  ChangeAvailabilityInput: ChangeAvailabilityInput;
  TriggerMessageInput: TriggerMessageInput;
  SetConfigurationInput: SetConfigurationInput;
  GetConfigurationInput: GetConfigurationInput;
  VariableAttribute: VariableAttribute;
  VariableRefInput: VariableRefInput;
  VariableValueInput: VariableValueInput;
  SetVariablesInput: SetVariablesInput;
  GetVariablesInput: GetVariablesInput;
  SetChargingLimitInput: SetChargingLimitInput;
  ClearChargingLimitInput: ClearChargingLimitInput;
  ChargingRateUnit: ChargingRateUnit;
  ChargingProfilePurpose: ChargingProfilePurpose;
  ChargingProfileKind: ChargingProfileKind;
  ChargingProfileRecurrency: ChargingProfileRecurrency;
  ChargingProfilePeriodInput: ChargingProfilePeriodInput;
  ChargingProfileScheduleInput: ChargingProfileScheduleInput;
  ChargingProfileInput: ChargingProfileInput;
  SetChargingProfileInput: SetChargingProfileInput;
  ClearChargingProfileInput: ClearChargingProfileInput;
  GetCompositeScheduleInput: GetCompositeScheduleInput;
  CancelCommandInput: CancelCommandInput;
  CoordinatesInput: CoordinatesInput;
  UpsertLocationInput: UpsertLocationInput;
  UpsertStationInput: UpsertStationInput;
  ReplaceStationInput: ReplaceStationInput;
  NewHardwareInput: NewHardwareInput;
  EvseMoveInput: EvseMoveInput;
  DismissProblemsInput: DismissProblemsInput;
  ApplyQuarantinedMessageInput: ApplyQuarantinedMessageInput;
  DismissQuarantinedMessageInput: DismissQuarantinedMessageInput;
  UpdateEvseInput: UpdateEvseInput;
  ConnectorPropertiesInput: ConnectorPropertiesInput;
  CreateStationTemplateInput: CreateStationTemplateInput;
  StationTemplateEvseInput: StationTemplateEvseInput;
  UpdateStationTemplateInput: UpdateStationTemplateInput;
  DeleteStationTemplateInput: DeleteStationTemplateInput;
  GrantsInput: GrantsInput;
  CreateAccountInput: CreateAccountInput;
  UpdateAccountInput: UpdateAccountInput;
  UpsertClientInput: UpsertClientInput;
  InviteAccountInput: InviteAccountInput;
  ResetAccountPasswordInput: ResetAccountPasswordInput;
  ResetAccountTotpInput: ResetAccountTotpInput;
  LockAccountInput: LockAccountInput;
  UnlockAccountInput: UnlockAccountInput;
  DeleteAccountInput: DeleteAccountInput;
  UpdateClientInput: UpdateClientInput;
  DeleteLocationInput: DeleteLocationInput;
  DeleteStationInput: DeleteStationInput;
  DeleteTokenInput: DeleteTokenInput;
  DeleteClientInput: DeleteClientInput;
  RegisterPersistedOperationInput: RegisterPersistedOperationInput;
  DeletePersistedOperationInput: DeletePersistedOperationInput;
  CreateSandboxInput: CreateSandboxInput;
  DeleteSandboxInput: DeleteSandboxInput;
  CreateSandboxStationInput: CreateSandboxStationInput;
  ActInSandboxInput: ActInSandboxInput;
  UpsertPartyInput: UpsertPartyInput;
  UpsertTokenInput: UpsertTokenInput;
  UpsertLocationsInput: UpsertLocationsInput;
  UpsertStationsInput: UpsertStationsInput;
  UpsertTokensInput: UpsertTokensInput;
  BulkResetStationInput: BulkResetStationInput;
  BulkChangeAvailabilityInput: BulkChangeAvailabilityInput;
  BulkSetChargingLimitInput: BulkSetChargingLimitInput;
  BulkClearChargingLimitInput: BulkClearChargingLimitInput;
  WebhookEndpoint: ResolverTypeWrapper<WebhookEndpointRecord>;
  WebhookEndpointOrder: WebhookEndpointOrder;
  WebhookFilter: ResolverTypeWrapper<WebhookFilterRecord>;
  WebhookDisabled: ResolverTypeWrapper<WebhookDisabledRecord>;
  WebhookDisabledReason: WebhookDisabledReason;
  WebhookEndpointNews: ResolverTypeWrapper<WebhookEndpointNewsRecord>;
  WebhookEndpointWithSecret: ResolverTypeWrapper<Omit<WebhookEndpointWithSecret, 'endpoint'> & { endpoint: ResolversTypes['WebhookEndpoint'] }>;
  WebhookEndpointConnection: ResolverTypeWrapper<WebhookEndpointPage>;
  WebhookEndpointEdge: ResolverTypeWrapper<Omit<WebhookEndpointEdge, 'node'> & { node: ResolversTypes['WebhookEndpoint'] }>;
  WebhookDeliveryStatus: WebhookDeliveryStatus;
  WebhookDelivery: ResolverTypeWrapper<WebhookDeliveryRecord>;
  WebhookAttempt: ResolverTypeWrapper<DeliveryAttempt>;
  WebhookAttemptOutcome: WebhookAttemptOutcome;
  WebhookDeliveryConnection: ResolverTypeWrapper<WebhookDeliveryPage>;
  WebhookDeliveryEdge: ResolverTypeWrapper<Omit<WebhookDeliveryEdge, 'node'> & { node: ResolversTypes['WebhookDelivery'] }>;
  WebhookTestResult: ResolverTypeWrapper<Omit<WebhookTestResult, 'attempt'> & { attempt: ResolversTypes['WebhookAttempt'] }>;
  WebhookReplayed: ResolverTypeWrapper<WebhookReplayed>;
  WebhookFilterInput: WebhookFilterInput;
  CreateWebhookEndpointInput: CreateWebhookEndpointInput;
  UpdateWebhookEndpointInput: UpdateWebhookEndpointInput;
  DeleteWebhookEndpointInput: DeleteWebhookEndpointInput;
  RotateWebhookSecretInput: RotateWebhookSecretInput;
  TestWebhookEndpointInput: TestWebhookEndpointInput;
  EnableWebhookEndpointInput: EnableWebhookEndpointInput;
  DisableWebhookEndpointInput: DisableWebhookEndpointInput;
  ReplayWebhookInput: ReplayWebhookInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Scalars['DateTime']['output'];
  JSON: Scalars['JSON']['output'];
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Float: Scalars['Float']['output'];
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Me: Caller;
  Grants: GrantsRecord;
  AccountLink: AccountLink;
  AccountIdentity: AccountIdentity;
  Account: PublicAccount;
  Client: ClientRecord;
  AccountInvitation: AccountWithLink;
  AccountConnection: AccountPage;
  AccountEdge: Omit<AccountEdge, 'node'> & { node: ResolversParentTypes['Account'] };
  ClientWithSecret: PutClientResult;
  ClientConnection: ClientPage;
  ClientEdge: Omit<ClientEdge, 'node'> & { node: ResolversParentTypes['Client'] };
  Party: PartyRecord;
  PartyConnection: PartyPage;
  PartyEdge: Omit<PartyEdge, 'node'> & { node: ResolversParentTypes['Party'] };
  StationTemplate: StationTemplateRecord;
  StationTemplateEvse: TemplateEvse;
  StationTemplateConnector: ConnectorFacts;
  StationTemplateConnection: StationTemplatePage;
  StationTemplateEdge: Omit<StationTemplateEdge, 'node'> & { node: ResolversParentTypes['StationTemplate'] };
  PersistedOperation: PersistedOperationRecord;
  PersistedOperationConnection: PersistedOperationPage;
  PersistedOperationEdge: Omit<PersistedOperationEdge, 'node'> & { node: ResolversParentTypes['PersistedOperation'] };
  Sandbox: SandboxRecord;
  SandboxWithSecret: Omit<SandboxWithSecret, 'sandbox'> & { sandbox: ResolversParentTypes['Sandbox'] };
  SandboxConnection: SandboxPage;
  SandboxEdge: Omit<SandboxEdge, 'node'> & { node: ResolversParentTypes['Sandbox'] };
  SandboxStation: SandboxStationRecord;
  SandboxConnector: SandboxConnector;
  SandboxCard: SandboxCard;
  Location: LocationRecord;
  PlugCounts: PlugCounts;
  FoundEvseConnection: FoundEvsePage;
  FoundEvseEdge: Omit<FoundEvseEdge, 'node' | 'location'> & { node: ResolversParentTypes['Evse'], location: ResolversParentTypes['Location'] };
  FoundLocationConnection: FoundLocationPage;
  FoundLocationEdge: Omit<FoundLocationEdge, 'node'> & { node: ResolversParentTypes['Location'] };
  NearInput: NearInput;
  BoxInput: BoxInput;
  Coordinates: Coordinates;
  LocationConnection: LocationPage;
  LocationEdge: Omit<LocationEdge, 'node'> & { node: ResolversParentTypes['Location'] };
  Station: StationRecord;
  StationProblem: ToldProblem;
  ConfigurationFailure: ConfigurationFailure;
  StationAbilities: AbilitiesRecord;
  StationConfiguration: StationConfigurationView;
  ConfigurationEntry: ConfigurationEntryRecord;
  QuarantinedMessage: QuarantinedMessageRecord;
  QuarantineSettlement: Settlement;
  QuarantineResult: Omit<QuarantineResult, 'message'> & { message: ResolversParentTypes['QuarantinedMessage'] };
  QuarantinedMessageConnection: QuarantinedMessagePage;
  QuarantinedMessageEdge: Omit<QuarantinedMessageEdge, 'node'> & { node: ResolversParentTypes['QuarantinedMessage'] };
  StationReplacement: Omit<StationReplacement, 'station' | 'replacement'> & { station: ResolversParentTypes['Station'], replacement: ResolversParentTypes['Station'] };
  StationConnection: StationPage;
  StationEdge: Omit<StationEdge, 'node'> & { node: ResolversParentTypes['Station'] };
  Evse: StationEvse;
  AuditEntry: AuditEntryRecord;
  AuditOrigin: Origin;
  AuditConnection: AuditPage;
  AuditEdge: Omit<AuditEdge, 'node'> & { node: ResolversParentTypes['AuditEntry'] };
  Outage: OutageRecord;
  TraceEntry: TraceEntryRecord;
  TraceConnection: TracePage;
  TraceEdge: Omit<TraceEdge, 'node'> & { node: ResolversParentTypes['TraceEntry'] };
  OcppMessage: TracedMessage;
  OcppMessageConnection: OcppMessagePage;
  OcppMessageEdge: Omit<OcppMessageEdge, 'node'> & { node: ResolversParentTypes['OcppMessage'] };
  OutageConnection: OutagePage;
  OutageEdge: Omit<OutageEdge, 'node'> & { node: ResolversParentTypes['Outage'] };
  MeterPublicKey: MeterPublicKeyRecord;
  MeterPublicKeyConnection: MeterPublicKeyPage;
  MeterPublicKeyEdge: Omit<MeterPublicKeyEdge, 'node'> & { node: ResolversParentTypes['MeterPublicKey'] };
  StationError: StationError;
  Connector: KnownConnector;
  ConnectorPropertySource: ConnectorPropertySource;
  Session: SessionRecord;
  SessionConnection: SessionPage;
  SessionEdge: Omit<SessionEdge, 'node'> & { node: ResolversParentTypes['Session'] };
  Transaction: TransactionRecord;
  Reading: StoredReading;
  SampledValue: SampledValueRecord;
  ReadingConnection: Omit<ReadingConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['ReadingEdge']> };
  ReadingEdge: Omit<ReadingEdge, 'node'> & { node: ResolversParentTypes['Reading'] };
  Command: CommandRecord;
  CommandBatch: CommandBatchRecord;
  CommandBatchResult: Omit<CommandBatchResult, 'command'> & { command?: Maybe<ResolversParentTypes['Command']> };
  CommandConnection: CommandPage;
  CommandEdge: Omit<CommandEdge, 'node'> & { node: ResolversParentTypes['Command'] };
  CommandError: CommandError;
  CommandReason: CommandReason;
  Observation: Observation;
  Requester: Requester;
  LateOutcome: LateOutcomeRecord;
  Token: TokenRecord;
  TokenConnection: TokenPage;
  TokenEdge: Omit<TokenEdge, 'node'> & { node: ResolversParentTypes['Token'] };
  TokenRef: TokenRefRecord;
  BulkUpsert: BulkUpsertAnswer;
  BulkUpsertResult: BulkUpsertResult;
  BulkUpsertError: BulkUpsertError;
  FieldFault: FieldFault;
  Event: DomainEvent;
  EventConnection: EventPage;
  EventEdge: Omit<EventEdge, 'node'> & { node: ResolversParentTypes['Event'] };
  TokenRefInput: TokenRefInput;
  StartSessionInput: StartSessionInput;
  StopSessionInput: StopSessionInput;
  UnlockConnectorInput: UnlockConnectorInput;
  ResetStationInput: ResetStationInput;
  ChangeAvailabilityInput: ChangeAvailabilityInput;
  TriggerMessageInput: TriggerMessageInput;
  SetConfigurationInput: SetConfigurationInput;
  GetConfigurationInput: GetConfigurationInput;
  VariableRefInput: VariableRefInput;
  VariableValueInput: VariableValueInput;
  SetVariablesInput: SetVariablesInput;
  GetVariablesInput: GetVariablesInput;
  SetChargingLimitInput: SetChargingLimitInput;
  ClearChargingLimitInput: ClearChargingLimitInput;
  ChargingProfilePeriodInput: ChargingProfilePeriodInput;
  ChargingProfileScheduleInput: ChargingProfileScheduleInput;
  ChargingProfileInput: ChargingProfileInput;
  SetChargingProfileInput: SetChargingProfileInput;
  ClearChargingProfileInput: ClearChargingProfileInput;
  GetCompositeScheduleInput: GetCompositeScheduleInput;
  CancelCommandInput: CancelCommandInput;
  CoordinatesInput: CoordinatesInput;
  UpsertLocationInput: UpsertLocationInput;
  UpsertStationInput: UpsertStationInput;
  ReplaceStationInput: ReplaceStationInput;
  NewHardwareInput: NewHardwareInput;
  EvseMoveInput: EvseMoveInput;
  DismissProblemsInput: DismissProblemsInput;
  ApplyQuarantinedMessageInput: ApplyQuarantinedMessageInput;
  DismissQuarantinedMessageInput: DismissQuarantinedMessageInput;
  UpdateEvseInput: UpdateEvseInput;
  ConnectorPropertiesInput: ConnectorPropertiesInput;
  CreateStationTemplateInput: CreateStationTemplateInput;
  StationTemplateEvseInput: StationTemplateEvseInput;
  UpdateStationTemplateInput: UpdateStationTemplateInput;
  DeleteStationTemplateInput: DeleteStationTemplateInput;
  GrantsInput: GrantsInput;
  CreateAccountInput: CreateAccountInput;
  UpdateAccountInput: UpdateAccountInput;
  UpsertClientInput: UpsertClientInput;
  InviteAccountInput: InviteAccountInput;
  ResetAccountPasswordInput: ResetAccountPasswordInput;
  ResetAccountTotpInput: ResetAccountTotpInput;
  LockAccountInput: LockAccountInput;
  UnlockAccountInput: UnlockAccountInput;
  DeleteAccountInput: DeleteAccountInput;
  UpdateClientInput: UpdateClientInput;
  DeleteLocationInput: DeleteLocationInput;
  DeleteStationInput: DeleteStationInput;
  DeleteTokenInput: DeleteTokenInput;
  DeleteClientInput: DeleteClientInput;
  RegisterPersistedOperationInput: RegisterPersistedOperationInput;
  DeletePersistedOperationInput: DeletePersistedOperationInput;
  CreateSandboxInput: CreateSandboxInput;
  DeleteSandboxInput: DeleteSandboxInput;
  CreateSandboxStationInput: CreateSandboxStationInput;
  ActInSandboxInput: ActInSandboxInput;
  UpsertPartyInput: UpsertPartyInput;
  UpsertTokenInput: UpsertTokenInput;
  UpsertLocationsInput: UpsertLocationsInput;
  UpsertStationsInput: UpsertStationsInput;
  UpsertTokensInput: UpsertTokensInput;
  BulkResetStationInput: BulkResetStationInput;
  BulkChangeAvailabilityInput: BulkChangeAvailabilityInput;
  BulkSetChargingLimitInput: BulkSetChargingLimitInput;
  BulkClearChargingLimitInput: BulkClearChargingLimitInput;
  WebhookEndpoint: WebhookEndpointRecord;
  WebhookFilter: WebhookFilterRecord;
  WebhookDisabled: WebhookDisabledRecord;
  WebhookEndpointNews: WebhookEndpointNewsRecord;
  WebhookEndpointWithSecret: Omit<WebhookEndpointWithSecret, 'endpoint'> & { endpoint: ResolversParentTypes['WebhookEndpoint'] };
  WebhookEndpointConnection: WebhookEndpointPage;
  WebhookEndpointEdge: Omit<WebhookEndpointEdge, 'node'> & { node: ResolversParentTypes['WebhookEndpoint'] };
  WebhookDelivery: WebhookDeliveryRecord;
  WebhookAttempt: DeliveryAttempt;
  WebhookDeliveryConnection: WebhookDeliveryPage;
  WebhookDeliveryEdge: Omit<WebhookDeliveryEdge, 'node'> & { node: ResolversParentTypes['WebhookDelivery'] };
  WebhookTestResult: Omit<WebhookTestResult, 'attempt'> & { attempt: ResolversParentTypes['WebhookAttempt'] };
  WebhookReplayed: WebhookReplayed;
  WebhookFilterInput: WebhookFilterInput;
  CreateWebhookEndpointInput: CreateWebhookEndpointInput;
  UpdateWebhookEndpointInput: UpdateWebhookEndpointInput;
  DeleteWebhookEndpointInput: DeleteWebhookEndpointInput;
  RotateWebhookSecretInput: RotateWebhookSecretInput;
  TestWebhookEndpointInput: TestWebhookEndpointInput;
  EnableWebhookEndpointInput: EnableWebhookEndpointInput;
  DisableWebhookEndpointInput: DisableWebhookEndpointInput;
  ReplayWebhookInput: ReplayWebhookInput;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  me?: Resolver<ResolversTypes['Me'], ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['Location']>, ParentType, ContextType, RequireFields<QueryLocationArgs, 'id'>>;
  findEvses?: Resolver<ResolversTypes['FoundEvseConnection'], ParentType, ContextType, RequireFields<QueryFindEvsesArgs, 'first'>>;
  findLocations?: Resolver<ResolversTypes['FoundLocationConnection'], ParentType, ContextType, RequireFields<QueryFindLocationsArgs, 'first'>>;
  locations?: Resolver<ResolversTypes['LocationConnection'], ParentType, ContextType, RequireFields<QueryLocationsArgs, 'first' | 'orderBy' | 'newestFirst' | 'retired'>>;
  station?: Resolver<Maybe<ResolversTypes['Station']>, ParentType, ContextType, RequireFields<QueryStationArgs, 'id'>>;
  stations?: Resolver<ResolversTypes['StationConnection'], ParentType, ContextType, RequireFields<QueryStationsArgs, 'first' | 'orderBy' | 'newestFirst' | 'retired'>>;
  evse?: Resolver<Maybe<ResolversTypes['Evse']>, ParentType, ContextType, Partial<QueryEvseArgs>>;
  outages?: Resolver<ResolversTypes['OutageConnection'], ParentType, ContextType, RequireFields<QueryOutagesArgs, 'first' | 'newestFirst'>>;
  quarantinedMessage?: Resolver<Maybe<ResolversTypes['QuarantinedMessage']>, ParentType, ContextType, RequireFields<QueryQuarantinedMessageArgs, 'id'>>;
  quarantinedMessages?: Resolver<ResolversTypes['QuarantinedMessageConnection'], ParentType, ContextType, RequireFields<QueryQuarantinedMessagesArgs, 'first' | 'orderBy' | 'newestFirst'>>;
  meterPublicKeys?: Resolver<ResolversTypes['MeterPublicKeyConnection'], ParentType, ContextType, RequireFields<QueryMeterPublicKeysArgs, 'first' | 'newestFirst'>>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType, RequireFields<QuerySessionArgs, 'id'>>;
  sessions?: Resolver<ResolversTypes['SessionConnection'], ParentType, ContextType, RequireFields<QuerySessionsArgs, 'first' | 'newestFirst'>>;
  command?: Resolver<Maybe<ResolversTypes['Command']>, ParentType, ContextType, RequireFields<QueryCommandArgs, 'id'>>;
  commands?: Resolver<ResolversTypes['CommandConnection'], ParentType, ContextType, RequireFields<QueryCommandsArgs, 'first' | 'newestFirst'>>;
  token?: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType, RequireFields<QueryTokenArgs, 'uid'>>;
  tokens?: Resolver<ResolversTypes['TokenConnection'], ParentType, ContextType, RequireFields<QueryTokensArgs, 'first' | 'orderBy' | 'newestFirst' | 'retired'>>;
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType, RequireFields<QueryAccountArgs, 'id'>>;
  accounts?: Resolver<ResolversTypes['AccountConnection'], ParentType, ContextType, RequireFields<QueryAccountsArgs, 'first' | 'orderBy' | 'newestFirst'>>;
  stationTemplate?: Resolver<Maybe<ResolversTypes['StationTemplate']>, ParentType, ContextType, RequireFields<QueryStationTemplateArgs, 'id'>>;
  stationTemplates?: Resolver<ResolversTypes['StationTemplateConnection'], ParentType, ContextType, RequireFields<QueryStationTemplatesArgs, 'first' | 'orderBy' | 'newestFirst'>>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType, RequireFields<QueryPartyArgs, 'countryCode' | 'partyId'>>;
  parties?: Resolver<ResolversTypes['PartyConnection'], ParentType, ContextType, RequireFields<QueryPartiesArgs, 'first' | 'orderBy' | 'newestFirst'>>;
  client?: Resolver<ResolversTypes['Client'], ParentType, ContextType, RequireFields<QueryClientArgs, 'id'>>;
  clients?: Resolver<ResolversTypes['ClientConnection'], ParentType, ContextType, RequireFields<QueryClientsArgs, 'first' | 'orderBy' | 'newestFirst'>>;
  auditEntry?: Resolver<Maybe<ResolversTypes['AuditEntry']>, ParentType, ContextType, RequireFields<QueryAuditEntryArgs, 'id'>>;
  auditLog?: Resolver<ResolversTypes['AuditConnection'], ParentType, ContextType, RequireFields<QueryAuditLogArgs, 'first' | 'newestFirst'>>;
  persistedOperation?: Resolver<Maybe<ResolversTypes['PersistedOperation']>, ParentType, ContextType, RequireFields<QueryPersistedOperationArgs, 'id'>>;
  persistedOperations?: Resolver<ResolversTypes['PersistedOperationConnection'], ParentType, ContextType, RequireFields<QueryPersistedOperationsArgs, 'first' | 'orderBy' | 'newestFirst'>>;
  sandbox?: Resolver<Maybe<ResolversTypes['Sandbox']>, ParentType, ContextType, RequireFields<QuerySandboxArgs, 'id'>>;
  sandboxes?: Resolver<ResolversTypes['SandboxConnection'], ParentType, ContextType, RequireFields<QuerySandboxesArgs, 'first' | 'orderBy' | 'newestFirst'>>;
  sandboxStations?: Resolver<ReadonlyArray<ResolversTypes['SandboxStation']>, ParentType, ContextType>;
  events?: Resolver<ResolversTypes['EventConnection'], ParentType, ContextType, RequireFields<QueryEventsArgs, 'first' | 'newestFirst'>>;
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType, RequireFields<QueryEventArgs, 'id'>>;
  webhookEndpoint?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType, RequireFields<QueryWebhookEndpointArgs, 'id'>>;
  webhookEndpoints?: Resolver<ResolversTypes['WebhookEndpointConnection'], ParentType, ContextType, RequireFields<QueryWebhookEndpointsArgs, 'first' | 'orderBy' | 'newestFirst'>>;
  webhookDeliveries?: Resolver<ResolversTypes['WebhookDeliveryConnection'], ParentType, ContextType, RequireFields<QueryWebhookDeliveriesArgs, 'first'>>;
  webhookDelivery?: Resolver<ResolversTypes['WebhookDelivery'], ParentType, ContextType, RequireFields<QueryWebhookDeliveryArgs, 'id'>>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  startSession?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationStartSessionArgs, 'input'>>;
  stopSession?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationStopSessionArgs, 'input'>>;
  unlockConnector?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationUnlockConnectorArgs, 'input'>>;
  resetStation?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationResetStationArgs, 'input'>>;
  changeAvailability?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationChangeAvailabilityArgs, 'input'>>;
  triggerMessage?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationTriggerMessageArgs, 'input'>>;
  setConfiguration?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationSetConfigurationArgs, 'input'>>;
  getConfiguration?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationGetConfigurationArgs, 'input'>>;
  setVariables?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationSetVariablesArgs, 'input'>>;
  getVariables?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationGetVariablesArgs, 'input'>>;
  setChargingLimit?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationSetChargingLimitArgs, 'input'>>;
  clearChargingLimit?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationClearChargingLimitArgs, 'input'>>;
  setChargingProfile?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationSetChargingProfileArgs, 'input'>>;
  clearChargingProfile?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationClearChargingProfileArgs, 'input'>>;
  getCompositeSchedule?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationGetCompositeScheduleArgs, 'input'>>;
  bulkResetStation?: Resolver<ResolversTypes['CommandBatch'], ParentType, ContextType, RequireFields<MutationBulkResetStationArgs, 'input'>>;
  bulkChangeAvailability?: Resolver<ResolversTypes['CommandBatch'], ParentType, ContextType, RequireFields<MutationBulkChangeAvailabilityArgs, 'input'>>;
  bulkSetChargingLimit?: Resolver<ResolversTypes['CommandBatch'], ParentType, ContextType, RequireFields<MutationBulkSetChargingLimitArgs, 'input'>>;
  bulkClearChargingLimit?: Resolver<ResolversTypes['CommandBatch'], ParentType, ContextType, RequireFields<MutationBulkClearChargingLimitArgs, 'input'>>;
  cancelCommand?: Resolver<ResolversTypes['Command'], ParentType, ContextType, RequireFields<MutationCancelCommandArgs, 'input'>>;
  upsertLocation?: Resolver<ResolversTypes['Location'], ParentType, ContextType, RequireFields<MutationUpsertLocationArgs, 'input'>>;
  deleteLocation?: Resolver<ResolversTypes['Location'], ParentType, ContextType, RequireFields<MutationDeleteLocationArgs, 'input'>>;
  upsertStation?: Resolver<ResolversTypes['Station'], ParentType, ContextType, RequireFields<MutationUpsertStationArgs, 'input'>>;
  deleteStation?: Resolver<ResolversTypes['Station'], ParentType, ContextType, RequireFields<MutationDeleteStationArgs, 'input'>>;
  replaceStation?: Resolver<ResolversTypes['StationReplacement'], ParentType, ContextType, RequireFields<MutationReplaceStationArgs, 'input'>>;
  dismissProblems?: Resolver<ResolversTypes['Station'], ParentType, ContextType, RequireFields<MutationDismissProblemsArgs, 'input'>>;
  applyQuarantinedMessage?: Resolver<ResolversTypes['QuarantineResult'], ParentType, ContextType, RequireFields<MutationApplyQuarantinedMessageArgs, 'input'>>;
  dismissQuarantinedMessage?: Resolver<ResolversTypes['QuarantinedMessage'], ParentType, ContextType, RequireFields<MutationDismissQuarantinedMessageArgs, 'input'>>;
  updateEvse?: Resolver<Maybe<ResolversTypes['Evse']>, ParentType, ContextType, RequireFields<MutationUpdateEvseArgs, 'input'>>;
  createStationTemplate?: Resolver<ResolversTypes['StationTemplate'], ParentType, ContextType, RequireFields<MutationCreateStationTemplateArgs, 'input'>>;
  updateStationTemplate?: Resolver<ResolversTypes['StationTemplate'], ParentType, ContextType, RequireFields<MutationUpdateStationTemplateArgs, 'input'>>;
  deleteStationTemplate?: Resolver<ResolversTypes['StationTemplate'], ParentType, ContextType, RequireFields<MutationDeleteStationTemplateArgs, 'input'>>;
  upsertLocations?: Resolver<ResolversTypes['BulkUpsert'], ParentType, ContextType, RequireFields<MutationUpsertLocationsArgs, 'input'>>;
  upsertStations?: Resolver<ResolversTypes['BulkUpsert'], ParentType, ContextType, RequireFields<MutationUpsertStationsArgs, 'input'>>;
  upsertTokens?: Resolver<ResolversTypes['BulkUpsert'], ParentType, ContextType, RequireFields<MutationUpsertTokensArgs, 'input'>>;
  upsertToken?: Resolver<ResolversTypes['Token'], ParentType, ContextType, RequireFields<MutationUpsertTokenArgs, 'input'>>;
  createAccount?: Resolver<ResolversTypes['AccountInvitation'], ParentType, ContextType, RequireFields<MutationCreateAccountArgs, 'input'>>;
  updateAccount?: Resolver<ResolversTypes['Account'], ParentType, ContextType, RequireFields<MutationUpdateAccountArgs, 'input'>>;
  deleteAccount?: Resolver<ResolversTypes['Account'], ParentType, ContextType, RequireFields<MutationDeleteAccountArgs, 'input'>>;
  inviteAccount?: Resolver<ResolversTypes['AccountInvitation'], ParentType, ContextType, RequireFields<MutationInviteAccountArgs, 'input'>>;
  resetAccountPassword?: Resolver<ResolversTypes['AccountInvitation'], ParentType, ContextType, RequireFields<MutationResetAccountPasswordArgs, 'input'>>;
  resetAccountTotp?: Resolver<ResolversTypes['Account'], ParentType, ContextType, RequireFields<MutationResetAccountTotpArgs, 'input'>>;
  lockAccount?: Resolver<ResolversTypes['Account'], ParentType, ContextType, RequireFields<MutationLockAccountArgs, 'input'>>;
  unlockAccount?: Resolver<ResolversTypes['Account'], ParentType, ContextType, RequireFields<MutationUnlockAccountArgs, 'input'>>;
  deleteToken?: Resolver<ResolversTypes['Token'], ParentType, ContextType, RequireFields<MutationDeleteTokenArgs, 'input'>>;
  upsertParty?: Resolver<ResolversTypes['Party'], ParentType, ContextType, RequireFields<MutationUpsertPartyArgs, 'input'>>;
  upsertClient?: Resolver<ResolversTypes['ClientWithSecret'], ParentType, ContextType, RequireFields<MutationUpsertClientArgs, 'input'>>;
  updateClient?: Resolver<ResolversTypes['ClientWithSecret'], ParentType, ContextType, RequireFields<MutationUpdateClientArgs, 'input'>>;
  deleteClient?: Resolver<ResolversTypes['Client'], ParentType, ContextType, RequireFields<MutationDeleteClientArgs, 'input'>>;
  registerPersistedOperation?: Resolver<ResolversTypes['PersistedOperation'], ParentType, ContextType, RequireFields<MutationRegisterPersistedOperationArgs, 'input'>>;
  deletePersistedOperation?: Resolver<ResolversTypes['PersistedOperation'], ParentType, ContextType, RequireFields<MutationDeletePersistedOperationArgs, 'input'>>;
  createSandbox?: Resolver<ResolversTypes['SandboxWithSecret'], ParentType, ContextType, RequireFields<MutationCreateSandboxArgs, 'input'>>;
  deleteSandbox?: Resolver<ResolversTypes['Sandbox'], ParentType, ContextType, RequireFields<MutationDeleteSandboxArgs, 'input'>>;
  createSandboxStation?: Resolver<ResolversTypes['SandboxStation'], ParentType, ContextType, RequireFields<MutationCreateSandboxStationArgs, 'input'>>;
  actInSandbox?: Resolver<ResolversTypes['SandboxStation'], ParentType, ContextType, RequireFields<MutationActInSandboxArgs, 'input'>>;
  createWebhookEndpoint?: Resolver<ResolversTypes['WebhookEndpointWithSecret'], ParentType, ContextType, RequireFields<MutationCreateWebhookEndpointArgs, 'input'>>;
  updateWebhookEndpoint?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType, RequireFields<MutationUpdateWebhookEndpointArgs, 'input'>>;
  deleteWebhookEndpoint?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType, RequireFields<MutationDeleteWebhookEndpointArgs, 'input'>>;
  rotateWebhookSecret?: Resolver<ResolversTypes['WebhookEndpointWithSecret'], ParentType, ContextType, RequireFields<MutationRotateWebhookSecretArgs, 'input'>>;
  testWebhookEndpoint?: Resolver<ResolversTypes['WebhookTestResult'], ParentType, ContextType, RequireFields<MutationTestWebhookEndpointArgs, 'input'>>;
  enableWebhookEndpoint?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType, RequireFields<MutationEnableWebhookEndpointArgs, 'input'>>;
  disableWebhookEndpoint?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType, RequireFields<MutationDisableWebhookEndpointArgs, 'input'>>;
  replayWebhook?: Resolver<ResolversTypes['WebhookReplayed'], ParentType, ContextType, RequireFields<MutationReplayWebhookArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  commandUpdated?: SubscriptionResolver<ResolversTypes['Command'], "commandUpdated", ParentType, ContextType, RequireFields<SubscriptionCommandUpdatedArgs, 'id'>>;
  sessionUpdated?: SubscriptionResolver<ResolversTypes['Session'], "sessionUpdated", ParentType, ContextType, Partial<SubscriptionSessionUpdatedArgs>>;
  stationUpdated?: SubscriptionResolver<ResolversTypes['Station'], "stationUpdated", ParentType, ContextType, Partial<SubscriptionStationUpdatedArgs>>;
  evseUpdated?: SubscriptionResolver<ResolversTypes['Evse'], "evseUpdated", ParentType, ContextType, Partial<SubscriptionEvseUpdatedArgs>>;
  event?: SubscriptionResolver<ResolversTypes['Event'], "event", ParentType, ContextType, Partial<SubscriptionEventArgs>>;
};

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Me'] = ResolversParentTypes['Me']> = {
  clientId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  userId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  accountId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  grants?: Resolver<ResolversTypes['Grants'], ParentType, ContextType>;
};

export type GrantsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Grants'] = ResolversParentTypes['Grants']> = {
  parties?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  locationIds?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  stationGroups?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  tokenUids?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
};

export type AccountRoleResolvers = EnumResolverSignature<{ driver?: any, viewer?: any, operator?: any, administrator?: any }, ResolversTypes['AccountRole']>;

export type AccountStatusResolvers = EnumResolverSignature<{ invited?: any, active?: any, locked?: any }, ResolversTypes['AccountStatus']>;

export type AccountLinkResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AccountLink'] = ResolversParentTypes['AccountLink']> = {
  purpose?: Resolver<ResolversTypes['AccountLinkPurpose'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AccountIdentityResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AccountIdentity'] = ResolversParentTypes['AccountIdentity']> = {
  issuer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  login?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['AccountRole'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AccountStatus'], ParentType, ContextType>;
  driverId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  grants?: Resolver<ResolversTypes['Grants'], ParentType, ContextType>;
  hasPassword?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  totpRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasTotp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  recoveryCodesLeft?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  openLink?: Resolver<Maybe<ResolversTypes['AccountLink']>, ParentType, ContextType>;
  identity?: Resolver<Maybe<ResolversTypes['AccountIdentity']>, ParentType, ContextType>;
  failedLogins?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  signedInAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  signedOutAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ClientTypeResolvers = EnumResolverSignature<{ SERVICE?: any, WEB?: any, APP?: any }, ResolversTypes['ClientType']>;

export type ClientResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Client'] = ResolversParentTypes['Client']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issuer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasSecret?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  jwks?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ClientType'], ParentType, ContextType>;
  redirectUris?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  postLogoutRedirectUris?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  firstParty?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  grants?: Resolver<ResolversTypes['Grants'], ParentType, ContextType>;
  locked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  dpopBoundAccessTokens?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  persistedOperationsOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AccountInvitationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AccountInvitation'] = ResolversParentTypes['AccountInvitation']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['AccountLinkPurpose'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AccountConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AccountConnection'] = ResolversParentTypes['AccountConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AccountEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AccountEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AccountEdge'] = ResolversParentTypes['AccountEdge']> = {
  node?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ClientWithSecretResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ClientWithSecret'] = ResolversParentTypes['ClientWithSecret']> = {
  client?: Resolver<ResolversTypes['Client'], ParentType, ContextType>;
  clientSecret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ClientConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ClientConnection'] = ResolversParentTypes['ClientConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ClientEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ClientEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ClientEdge'] = ResolversParentTypes['ClientEdge']> = {
  node?: Resolver<ResolversTypes['Client'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PartyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Party'] = ResolversParentTypes['Party']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['PartyRole']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  website?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  logo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PartyConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PartyConnection'] = ResolversParentTypes['PartyConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PartyEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PartyEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PartyEdge'] = ResolversParentTypes['PartyEdge']> = {
  node?: Resolver<ResolversTypes['Party'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StationTemplateResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StationTemplate'] = ResolversParentTypes['StationTemplate']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  evses?: Resolver<ReadonlyArray<ResolversTypes['StationTemplateEvse']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type StationTemplateEvseResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StationTemplateEvse'] = ResolversParentTypes['StationTemplateEvse']> = {
  evseId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  startOrder?: Resolver<Maybe<ResolversTypes['StartOrder']>, ParentType, ContextType>;
  connectors?: Resolver<ReadonlyArray<ResolversTypes['StationTemplateConnector']>, ParentType, ContextType>;
};

export type StationTemplateConnectorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StationTemplateConnector'] = ResolversParentTypes['StationTemplateConnector']> = {
  id?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  standard?: Resolver<Maybe<ResolversTypes['ConnectorStandard']>, ParentType, ContextType>;
  format?: Resolver<Maybe<ResolversTypes['ConnectorFormat']>, ParentType, ContextType>;
  powerType?: Resolver<Maybe<ResolversTypes['PowerType']>, ParentType, ContextType>;
  maxVoltage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maxAmperage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maxElectricPower?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cableLengthM?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type StationTemplateConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StationTemplateConnection'] = ResolversParentTypes['StationTemplateConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['StationTemplateEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type StationTemplateEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StationTemplateEdge'] = ResolversParentTypes['StationTemplateEdge']> = {
  node?: Resolver<ResolversTypes['StationTemplate'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PersistedOperationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PersistedOperation'] = ResolversParentTypes['PersistedOperation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  clientId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  document?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PersistedOperationConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PersistedOperationConnection'] = ResolversParentTypes['PersistedOperationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PersistedOperationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PersistedOperationEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PersistedOperationEdge'] = ResolversParentTypes['PersistedOperationEdge']> = {
  node?: Resolver<ResolversTypes['PersistedOperation'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SandboxResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Sandbox'] = ResolversParentTypes['Sandbox']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  clientId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  stations?: Resolver<ReadonlyArray<ResolversTypes['SandboxStation']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SandboxWithSecretResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SandboxWithSecret'] = ResolversParentTypes['SandboxWithSecret']> = {
  sandbox?: Resolver<ResolversTypes['Sandbox'], ParentType, ContextType>;
  clientSecret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SandboxConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SandboxConnection'] = ResolversParentTypes['SandboxConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SandboxEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SandboxEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SandboxEdge'] = ResolversParentTypes['SandboxEdge']> = {
  node?: Resolver<ResolversTypes['Sandbox'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SandboxStationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SandboxStation'] = ResolversParentTypes['SandboxStation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  online?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  connectors?: Resolver<ReadonlyArray<ResolversTypes['SandboxConnector']>, ParentType, ContextType>;
  card?: Resolver<Maybe<ResolversTypes['SandboxCard']>, ParentType, ContextType>;
  answerDelayMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  losesAnswers?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejectsCommands?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SandboxConnectorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SandboxConnector'] = ResolversParentTypes['SandboxConnector']> = {
  id?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pluggedIn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  maxPowerW?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  errorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SandboxCardResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SandboxCard'] = ResolversParentTypes['SandboxCard']> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  uid?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  connectorId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LocationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Location'] = ResolversParentTypes['Location']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  coordinates?: Resolver<ResolversTypes['Coordinates'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  publish?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  evses?: Resolver<ReadonlyArray<ResolversTypes['Evse']>, ParentType, ContextType>;
  plugs?: Resolver<ResolversTypes['PlugCounts'], ParentType, ContextType>;
  stations?: Resolver<ResolversTypes['StationConnection'], ParentType, ContextType, RequireFields<LocationStationsArgs, 'first'>>;
  retiredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PlugCountsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PlugCounts'] = ResolversParentTypes['PlugCounts']> = {
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inUse?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  out?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unknown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FoundEvseConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FoundEvseConnection'] = ResolversParentTypes['FoundEvseConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FoundEvseEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type FoundEvseEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FoundEvseEdge'] = ResolversParentTypes['FoundEvseEdge']> = {
  node?: Resolver<ResolversTypes['Evse'], ParentType, ContextType>;
  location?: Resolver<ResolversTypes['Location'], ParentType, ContextType>;
  distance?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FoundLocationConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FoundLocationConnection'] = ResolversParentTypes['FoundLocationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FoundLocationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type FoundLocationEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FoundLocationEdge'] = ResolversParentTypes['FoundLocationEdge']> = {
  node?: Resolver<ResolversTypes['Location'], ParentType, ContextType>;
  distance?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CoordinatesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Coordinates'] = ResolversParentTypes['Coordinates']> = {
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type LocationConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LocationConnection'] = ResolversParentTypes['LocationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['LocationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type LocationEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LocationEdge'] = ResolversParentTypes['LocationEdge']> = {
  node?: Resolver<ResolversTypes['Location'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Station'] = ResolversParentTypes['Station']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  locationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['Location']>, ParentType, ContextType>;
  groupId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  registration?: Resolver<ResolversTypes['Registration'], ParentType, ContextType>;
  securityProfile?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  validation?: Resolver<ResolversTypes['ValidationLevel'], ParentType, ContextType>;
  vendor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  serialNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firmwareVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  protocol?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  registeredProtocol?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  online?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  connectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  disconnectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  bootedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  clockSkewS?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ConnectorStatus'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['StationError']>, ParentType, ContextType>;
  replacedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['StationProblem']>, ParentType, ContextType>;
  evses?: Resolver<ReadonlyArray<ResolversTypes['Evse']>, ParentType, ContextType>;
  sessions?: Resolver<ResolversTypes['SessionConnection'], ParentType, ContextType, RequireFields<StationSessionsArgs, 'first' | 'newestFirst'>>;
  messages?: Resolver<ResolversTypes['OcppMessageConnection'], ParentType, ContextType, RequireFields<StationMessagesArgs, 'first' | 'newestFirst'>>;
  outages?: Resolver<ResolversTypes['OutageConnection'], ParentType, ContextType, RequireFields<StationOutagesArgs, 'first' | 'newestFirst'>>;
  quarantinedMessages?: Resolver<ResolversTypes['QuarantinedMessageConnection'], ParentType, ContextType, RequireFields<StationQuarantinedMessagesArgs, 'first' | 'newestFirst'>>;
  meterPublicKeys?: Resolver<ResolversTypes['MeterPublicKeyConnection'], ParentType, ContextType, RequireFields<StationMeterPublicKeysArgs, 'first' | 'newestFirst'>>;
  abilities?: Resolver<Maybe<ResolversTypes['StationAbilities']>, ParentType, ContextType>;
  configuration?: Resolver<ResolversTypes['StationConfiguration'], ParentType, ContextType>;
  retiredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type StationProblemResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StationProblem'] = ResolversParentTypes['StationProblem']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['StationProblemKind'], ParentType, ContextType>;
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  property?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  help?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type StationProblemKindResolvers = EnumResolverSignature<{ READ_LENIENTLY?: any, MESSAGE_REFUSED?: any, ANSWER_REFUSED?: any, FRAME_UNREADABLE?: any, ANSWER_UNUSABLE?: any, CLOCK_ABSENT?: any, CLOCK_SKEWED?: any, NEVER_BOOTS?: any, NO_COMMON_VERSION?: any, WRONG_CREDENTIALS?: any, SESSION_NOT_ENDED?: any, ENERGY_NOT_BELIEVED?: any }, ResolversTypes['StationProblemKind']>;

export type ConfigurationFailureResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ConfigurationFailure'] = ResolversParentTypes['ConfigurationFailure']> = {
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  failedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type StationAbilitiesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StationAbilities'] = ResolversParentTypes['StationAbilities']> = {
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['ConfigurationFailure']>, ParentType, ContextType>;
  features?: Resolver<ReadonlyArray<ResolversTypes['StationFeature']>, ParentType, ContextType>;
  lacking?: Resolver<ReadonlyArray<ResolversTypes['StationFeature']>, ParentType, ContextType>;
  remoteStartAuthorizes?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  maxStackLevel?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  chargingRateUnits?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ChargingRateUnit']>>, ParentType, ContextType>;
  maxPeriods?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxProfiles?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  phases?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  phaseSwitching?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  voltage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  connectors?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  heartbeatIntervalS?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  refusedPurposes?: Resolver<ReadonlyArray<ResolversTypes['ChargingProfilePurpose']>, ParentType, ContextType>;
  unknownCommands?: Resolver<ReadonlyArray<ResolversTypes['CommandType']>, ParentType, ContextType>;
};

export type StationConfigurationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StationConfiguration'] = ResolversParentTypes['StationConfiguration']> = {
  protocol?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firmwareVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['ConfigurationFailure']>, ParentType, ContextType>;
  entries?: Resolver<ReadonlyArray<ResolversTypes['ConfigurationEntry']>, ParentType, ContextType>;
  unknown?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ConfigurationEntryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ConfigurationEntry'] = ResolversParentTypes['ConfigurationEntry']> = {
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  component?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  componentInstance?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  evseId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  connectorId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  variable?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  variableInstance?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  attribute?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  readonly?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type QuarantinedMessageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['QuarantinedMessage'] = ResolversParentTypes['QuarantinedMessage']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  station?: Resolver<Maybe<ResolversTypes['Station']>, ParentType, ContextType>;
  locationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payload?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  property?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  errorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['ValidationLevel']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastReceivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['QuarantineStatus'], ParentType, ContextType>;
  settlement?: Resolver<Maybe<ResolversTypes['QuarantineSettlement']>, ParentType, ContextType>;
  goesAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type QuarantineSettlementResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['QuarantineSettlement'] = ResolversParentTypes['QuarantineSettlement']> = {
  settledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  clientId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
};

export type QuarantineResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['QuarantineResult'] = ResolversParentTypes['QuarantineResult']> = {
  applied?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['QuarantinedMessage'], ParentType, ContextType>;
};

export type QuarantinedMessageConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['QuarantinedMessageConnection'] = ResolversParentTypes['QuarantinedMessageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['QuarantinedMessageEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type QuarantinedMessageEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['QuarantinedMessageEdge'] = ResolversParentTypes['QuarantinedMessageEdge']> = {
  node?: Resolver<ResolversTypes['QuarantinedMessage'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StationReplacementResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StationReplacement'] = ResolversParentTypes['StationReplacement']> = {
  station?: Resolver<ResolversTypes['Station'], ParentType, ContextType>;
  replacement?: Resolver<ResolversTypes['Station'], ParentType, ContextType>;
};

export type StationConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StationConnection'] = ResolversParentTypes['StationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['StationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type StationEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StationEdge'] = ResolversParentTypes['StationEdge']> = {
  node?: Resolver<ResolversTypes['Station'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EvseResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Evse'] = ResolversParentTypes['Evse']> = {
  uid?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  evseId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['EvseStatus'], ParentType, ContextType>;
  startOrder?: Resolver<Maybe<ResolversTypes['StartOrder']>, ParentType, ContextType>;
  startOrderSource?: Resolver<Maybe<ResolversTypes['PropertySource']>, ParentType, ContextType>;
  connectors?: Resolver<ReadonlyArray<ResolversTypes['Connector']>, ParentType, ContextType>;
  outages?: Resolver<ResolversTypes['OutageConnection'], ParentType, ContextType, RequireFields<EvseOutagesArgs, 'first' | 'newestFirst'>>;
  meterPublicKeys?: Resolver<ResolversTypes['MeterPublicKeyConnection'], ParentType, ContextType, RequireFields<EvseMeterPublicKeysArgs, 'first' | 'newestFirst'>>;
};

export type AuditEntryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AuditOutcome'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  clientId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  object?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  objectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  countryCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  partyId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  changes?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['AuditOrigin'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AuditOriginResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditOrigin'] = ResolversParentTypes['AuditOrigin']> = {
  face?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  traceparent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userAgent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditConnection'] = ResolversParentTypes['AuditConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AuditEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditEdge'] = ResolversParentTypes['AuditEdge']> = {
  node?: Resolver<ResolversTypes['AuditEntry'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DisconnectReasonResolvers = EnumResolverSignature<{ CLOSED_BY_STATION?: any, CLOSED_BY_GATEWAY?: any, CONNECTION_LOST?: any, GATEWAY_GONE?: any }, ResolversTypes['DisconnectReason']>;

export type OutageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Outage'] = ResolversParentTypes['Outage']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  station?: Resolver<Maybe<ResolversTypes['Station']>, ParentType, ContextType>;
  locationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  evseId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  evseUid?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['OutageCause'], ParentType, ContextType>;
  disconnectReason?: Resolver<Maybe<ResolversTypes['DisconnectReason']>, ParentType, ContextType>;
  errorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['StationError']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type TraceEntryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TraceEntry'] = ResolversParentTypes['TraceEntry']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  commandId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  sessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  data?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  payload?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type TraceConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TraceConnection'] = ResolversParentTypes['TraceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TraceEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TraceEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TraceEdge'] = ResolversParentTypes['TraceEdge']> = {
  node?: Resolver<ResolversTypes['TraceEntry'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OcppMessageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OcppMessage'] = ResolversParentTypes['OcppMessage']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  stationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  direction?: Resolver<Maybe<ResolversTypes['MessageDirection']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['MessageKind'], ParentType, ContextType>;
  ocppVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  messageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  payload?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  latencyMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  errorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  commandId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  sessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dropped?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OcppMessageConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OcppMessageConnection'] = ResolversParentTypes['OcppMessageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OcppMessageEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OcppMessageEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OcppMessageEdge'] = ResolversParentTypes['OcppMessageEdge']> = {
  node?: Resolver<ResolversTypes['OcppMessage'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OutageConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OutageConnection'] = ResolversParentTypes['OutageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OutageEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type OutageEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OutageEdge'] = ResolversParentTypes['OutageEdge']> = {
  node?: Resolver<ResolversTypes['Outage'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MeterPublicKeyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MeterPublicKey'] = ResolversParentTypes['MeterPublicKey']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  station?: Resolver<Maybe<ResolversTypes['Station']>, ParentType, ContextType>;
  locationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  evseId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  evseUid?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  connectorId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  publicKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subjectPublicKeyInfo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  encodingMethod?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  signingMethod?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['MeterKeySource']>, ParentType, ContextType>;
  toldAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastToldAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type MeterPublicKeyConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MeterPublicKeyConnection'] = ResolversParentTypes['MeterPublicKeyConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MeterPublicKeyEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MeterPublicKeyEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MeterPublicKeyEdge'] = ResolversParentTypes['MeterPublicKeyEdge']> = {
  node?: Resolver<ResolversTypes['MeterPublicKey'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StationErrorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StationError'] = ResolversParentTypes['StationError']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  vendorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  vendorId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  info?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  severity?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ConnectorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Connector'] = ResolversParentTypes['Connector']> = {
  id?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ConnectorStatus'], ParentType, ContextType>;
  errorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['StationError']>, ParentType, ContextType>;
  standard?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  format?: Resolver<Maybe<ResolversTypes['ConnectorFormat']>, ParentType, ContextType>;
  powerType?: Resolver<Maybe<ResolversTypes['PowerType']>, ParentType, ContextType>;
  maxVoltage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maxAmperage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maxElectricPower?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cableLengthM?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['ConnectorPropertySource']>, ParentType, ContextType>;
  lastUpdated?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ConnectorPropertySourceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ConnectorPropertySource'] = ResolversParentTypes['ConnectorPropertySource']> = {
  property?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['PropertySource'], ParentType, ContextType>;
};

export type RegistrationResolvers = EnumResolverSignature<{ ACCEPTED?: any, PENDING?: any, REJECTED?: any }, ResolversTypes['Registration']>;

export type ValidationLevelResolvers = EnumResolverSignature<{ STRICT?: any, LENIENT?: any, OFF?: any }, ResolversTypes['ValidationLevel']>;

export type EndInferenceResolvers = EnumResolverSignature<{ NEXT_START?: any, CONNECTOR_AVAILABLE?: any, BOOT?: any }, ResolversTypes['EndInference']>;

export type SessionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SessionStatus'], ParentType, ContextType>;
  chargingState?: Resolver<Maybe<ResolversTypes['ChargingState']>, ParentType, ContextType>;
  startDateTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endDateTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  toldStartDateTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  toldEndDateTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  kwh?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  energyWh?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  toldEnergyWh?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  powerW?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  stateOfChargePercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  stationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  station?: Resolver<Maybe<ResolversTypes['Station']>, ParentType, ContextType>;
  locationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['Location']>, ParentType, ContextType>;
  evseId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  evseUid?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  connectorId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['TokenRef']>, ParentType, ContextType>;
  groupId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  driverId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  authorization?: Resolver<Maybe<ResolversTypes['AuthorizationStatus']>, ParentType, ContextType>;
  commandId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  command?: Resolver<Maybe<ResolversTypes['Command']>, ParentType, ContextType>;
  stopReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endInferredFrom?: Resolver<Maybe<ResolversTypes['EndInference']>, ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  flags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Transaction'], ParentType, ContextType>;
  readings?: Resolver<ResolversTypes['ReadingConnection'], ParentType, ContextType, RequireFields<SessionReadingsArgs, 'first'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  trace?: Resolver<ResolversTypes['TraceConnection'], ParentType, ContextType, RequireFields<SessionTraceArgs, 'first'>>;
};

export type SessionConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SessionConnection'] = ResolversParentTypes['SessionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SessionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SessionEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SessionEdge'] = ResolversParentTypes['SessionEdge']> = {
  node?: Resolver<ResolversTypes['Session'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TransactionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Transaction'] = ResolversParentTypes['Transaction']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReadingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Reading'] = ResolversParentTypes['Reading']> = {
  sampledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['SampledValue']>, ParentType, ContextType>;
};

export type SampledValueResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SampledValue'] = ResolversParentTypes['SampledValue']> = {
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  measurand?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  context?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phase?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  signedData?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type ReadingConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReadingConnection'] = ResolversParentTypes['ReadingConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ReadingEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ReadingEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReadingEdge'] = ResolversParentTypes['ReadingEdge']> = {
  node?: Resolver<ResolversTypes['Reading'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CommandResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Command'] = ResolversParentTypes['Command']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['CommandType'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CommandStatus'], ParentType, ContextType>;
  parameters?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  stationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  station?: Resolver<Maybe<ResolversTypes['Station']>, ParentType, ContextType>;
  locationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  evseId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  evseUid?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  sessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['CommandError']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['CommandReason']>, ParentType, ContextType>;
  seen?: Resolver<ReadonlyArray<ResolversTypes['Observation']>, ParentType, ContextType>;
  lateOutcome?: Resolver<Maybe<ResolversTypes['LateOutcome']>, ParentType, ContextType>;
  requestedBy?: Resolver<Maybe<ResolversTypes['Requester']>, ParentType, ContextType>;
  batchId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  notBefore?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  answeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  trace?: Resolver<ResolversTypes['TraceConnection'], ParentType, ContextType, RequireFields<CommandTraceArgs, 'first'>>;
};

export type CommandBatchResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CommandBatch'] = ResolversParentTypes['CommandBatch']> = {
  batchId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  requested?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['CommandBatchResult']>, ParentType, ContextType>;
};

export type CommandBatchResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CommandBatchResult'] = ResolversParentTypes['CommandBatchResult']> = {
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  command?: Resolver<Maybe<ResolversTypes['Command']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['BulkUpsertError']>, ParentType, ContextType>;
};

export type CommandConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CommandConnection'] = ResolversParentTypes['CommandConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CommandEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CommandEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CommandEdge'] = ResolversParentTypes['CommandEdge']> = {
  node?: Resolver<ResolversTypes['Command'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CommandErrorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CommandError'] = ResolversParentTypes['CommandError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CommandReasonResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CommandReason'] = ResolversParentTypes['CommandReason']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  whatToDo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ObservationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Observation'] = ResolversParentTypes['Observation']> = {
  seenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  what?: Resolver<ResolversTypes['Observed'], ParentType, ContextType>;
  evseId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  connectorId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RequesterResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Requester'] = ResolversParentTypes['Requester']> = {
  clientId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  userId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type LateOutcomeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LateOutcome'] = ResolversParentTypes['LateOutcome']> = {
  status?: Resolver<ResolversTypes['LateOutcomeStatus'], ParentType, ContextType>;
  sessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  seenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type TokenResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Token'] = ResolversParentTypes['Token']> = {
  uid?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['TokenType'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  contractId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['TokenStatus'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  groupId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  masterPass?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  driverId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  issuer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  visualNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retiredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type TokenConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TokenConnection'] = ResolversParentTypes['TokenConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TokenEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type TokenEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TokenEdge'] = ResolversParentTypes['TokenEdge']> = {
  node?: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TokenRefResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TokenRef'] = ResolversParentTypes['TokenRef']> = {
  uid?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['TokenType'], ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType>;
};

export type BulkUpsertResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BulkUpsert'] = ResolversParentTypes['BulkUpsert']> = {
  created?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  replaced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['BulkUpsertResult']>, ParentType, ContextType>;
};

export type BulkUpsertResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BulkUpsertResult'] = ResolversParentTypes['BulkUpsertResult']> = {
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['BulkUpsertStatus'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['BulkUpsertError']>, ParentType, ContextType>;
};

export type BulkUpsertErrorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BulkUpsertError'] = ResolversParentTypes['BulkUpsertError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  faults?: Resolver<ReadonlyArray<ResolversTypes['FieldFault']>, ParentType, ContextType>;
};

export type FieldFaultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FieldFault'] = ResolversParentTypes['FieldFault']> = {
  pointer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EventResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  objectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  partyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sandbox?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  locationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  stationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  sessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['Location']>, ParentType, ContextType>;
  station?: Resolver<Maybe<ResolversTypes['Station']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  command?: Resolver<Maybe<ResolversTypes['Command']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType>;
  webhookEndpoint?: Resolver<Maybe<ResolversTypes['WebhookEndpointNews']>, ParentType, ContextType>;
  details?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type EventEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  node?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WebhookEndpointResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookEndpoint'] = ResolversParentTypes['WebhookEndpoint']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  clientId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  userId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['WebhookFilter'], ParentType, ContextType>;
  withheldTypes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  ordered?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  asymmetric?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  publicKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  previousSecretEndsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  disabled?: Resolver<Maybe<ResolversTypes['WebhookDisabled']>, ParentType, ContextType>;
  failingSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type WebhookFilterResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookFilter'] = ResolversParentTypes['WebhookFilter']> = {
  types?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  locationIds?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  stationIds?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  parties?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type WebhookDisabledResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookDisabled'] = ResolversParentTypes['WebhookDisabled']> = {
  reason?: Resolver<ResolversTypes['WebhookDisabledReason'], ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  disabledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type WebhookEndpointNewsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookEndpointNews'] = ResolversParentTypes['WebhookEndpointNews']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  clientId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  userId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  disabled?: Resolver<Maybe<ResolversTypes['WebhookDisabled']>, ParentType, ContextType>;
  deleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type WebhookEndpointWithSecretResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookEndpointWithSecret'] = ResolversParentTypes['WebhookEndpointWithSecret']> = {
  endpoint?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WebhookEndpointConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookEndpointConnection'] = ResolversParentTypes['WebhookEndpointConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WebhookEndpointEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type WebhookEndpointEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookEndpointEdge'] = ResolversParentTypes['WebhookEndpointEdge']> = {
  node?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WebhookDeliveryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookDelivery'] = ResolversParentTypes['WebhookDelivery']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  endpointId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['WebhookDeliveryStatus'], ParentType, ContextType>;
  attemptCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  attempts?: Resolver<ReadonlyArray<ResolversTypes['WebhookAttempt']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUpdated?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type WebhookAttemptResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookAttempt'] = ResolversParentTypes['WebhookAttempt']> = {
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  durationMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WebhookAttemptOutcome'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  answer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WebhookDeliveryConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookDeliveryConnection'] = ResolversParentTypes['WebhookDeliveryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WebhookDeliveryEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type WebhookDeliveryEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookDeliveryEdge'] = ResolversParentTypes['WebhookDeliveryEdge']> = {
  node?: Resolver<ResolversTypes['WebhookDelivery'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WebhookTestResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookTestResult'] = ResolversParentTypes['WebhookTestResult']> = {
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  delivered?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['WebhookAttempt'], ParentType, ContextType>;
};

export type WebhookReplayedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WebhookReplayed'] = ResolversParentTypes['WebhookReplayed']> = {
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  DateTime?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Me?: MeResolvers<ContextType>;
  Grants?: GrantsResolvers<ContextType>;
  AccountRole?: AccountRoleResolvers;
  AccountStatus?: AccountStatusResolvers;
  AccountLink?: AccountLinkResolvers<ContextType>;
  AccountIdentity?: AccountIdentityResolvers<ContextType>;
  Account?: AccountResolvers<ContextType>;
  ClientType?: ClientTypeResolvers;
  Client?: ClientResolvers<ContextType>;
  AccountInvitation?: AccountInvitationResolvers<ContextType>;
  AccountConnection?: AccountConnectionResolvers<ContextType>;
  AccountEdge?: AccountEdgeResolvers<ContextType>;
  ClientWithSecret?: ClientWithSecretResolvers<ContextType>;
  ClientConnection?: ClientConnectionResolvers<ContextType>;
  ClientEdge?: ClientEdgeResolvers<ContextType>;
  Party?: PartyResolvers<ContextType>;
  PartyConnection?: PartyConnectionResolvers<ContextType>;
  PartyEdge?: PartyEdgeResolvers<ContextType>;
  StationTemplate?: StationTemplateResolvers<ContextType>;
  StationTemplateEvse?: StationTemplateEvseResolvers<ContextType>;
  StationTemplateConnector?: StationTemplateConnectorResolvers<ContextType>;
  StationTemplateConnection?: StationTemplateConnectionResolvers<ContextType>;
  StationTemplateEdge?: StationTemplateEdgeResolvers<ContextType>;
  PersistedOperation?: PersistedOperationResolvers<ContextType>;
  PersistedOperationConnection?: PersistedOperationConnectionResolvers<ContextType>;
  PersistedOperationEdge?: PersistedOperationEdgeResolvers<ContextType>;
  Sandbox?: SandboxResolvers<ContextType>;
  SandboxWithSecret?: SandboxWithSecretResolvers<ContextType>;
  SandboxConnection?: SandboxConnectionResolvers<ContextType>;
  SandboxEdge?: SandboxEdgeResolvers<ContextType>;
  SandboxStation?: SandboxStationResolvers<ContextType>;
  SandboxConnector?: SandboxConnectorResolvers<ContextType>;
  SandboxCard?: SandboxCardResolvers<ContextType>;
  Location?: LocationResolvers<ContextType>;
  PlugCounts?: PlugCountsResolvers<ContextType>;
  FoundEvseConnection?: FoundEvseConnectionResolvers<ContextType>;
  FoundEvseEdge?: FoundEvseEdgeResolvers<ContextType>;
  FoundLocationConnection?: FoundLocationConnectionResolvers<ContextType>;
  FoundLocationEdge?: FoundLocationEdgeResolvers<ContextType>;
  Coordinates?: CoordinatesResolvers<ContextType>;
  LocationConnection?: LocationConnectionResolvers<ContextType>;
  LocationEdge?: LocationEdgeResolvers<ContextType>;
  Station?: StationResolvers<ContextType>;
  StationProblem?: StationProblemResolvers<ContextType>;
  StationProblemKind?: StationProblemKindResolvers;
  ConfigurationFailure?: ConfigurationFailureResolvers<ContextType>;
  StationAbilities?: StationAbilitiesResolvers<ContextType>;
  StationConfiguration?: StationConfigurationResolvers<ContextType>;
  ConfigurationEntry?: ConfigurationEntryResolvers<ContextType>;
  QuarantinedMessage?: QuarantinedMessageResolvers<ContextType>;
  QuarantineSettlement?: QuarantineSettlementResolvers<ContextType>;
  QuarantineResult?: QuarantineResultResolvers<ContextType>;
  QuarantinedMessageConnection?: QuarantinedMessageConnectionResolvers<ContextType>;
  QuarantinedMessageEdge?: QuarantinedMessageEdgeResolvers<ContextType>;
  StationReplacement?: StationReplacementResolvers<ContextType>;
  StationConnection?: StationConnectionResolvers<ContextType>;
  StationEdge?: StationEdgeResolvers<ContextType>;
  Evse?: EvseResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditOrigin?: AuditOriginResolvers<ContextType>;
  AuditConnection?: AuditConnectionResolvers<ContextType>;
  AuditEdge?: AuditEdgeResolvers<ContextType>;
  DisconnectReason?: DisconnectReasonResolvers;
  Outage?: OutageResolvers<ContextType>;
  TraceEntry?: TraceEntryResolvers<ContextType>;
  TraceConnection?: TraceConnectionResolvers<ContextType>;
  TraceEdge?: TraceEdgeResolvers<ContextType>;
  OcppMessage?: OcppMessageResolvers<ContextType>;
  OcppMessageConnection?: OcppMessageConnectionResolvers<ContextType>;
  OcppMessageEdge?: OcppMessageEdgeResolvers<ContextType>;
  OutageConnection?: OutageConnectionResolvers<ContextType>;
  OutageEdge?: OutageEdgeResolvers<ContextType>;
  MeterPublicKey?: MeterPublicKeyResolvers<ContextType>;
  MeterPublicKeyConnection?: MeterPublicKeyConnectionResolvers<ContextType>;
  MeterPublicKeyEdge?: MeterPublicKeyEdgeResolvers<ContextType>;
  StationError?: StationErrorResolvers<ContextType>;
  Connector?: ConnectorResolvers<ContextType>;
  ConnectorPropertySource?: ConnectorPropertySourceResolvers<ContextType>;
  Registration?: RegistrationResolvers;
  ValidationLevel?: ValidationLevelResolvers;
  EndInference?: EndInferenceResolvers;
  Session?: SessionResolvers<ContextType>;
  SessionConnection?: SessionConnectionResolvers<ContextType>;
  SessionEdge?: SessionEdgeResolvers<ContextType>;
  Transaction?: TransactionResolvers<ContextType>;
  Reading?: ReadingResolvers<ContextType>;
  SampledValue?: SampledValueResolvers<ContextType>;
  ReadingConnection?: ReadingConnectionResolvers<ContextType>;
  ReadingEdge?: ReadingEdgeResolvers<ContextType>;
  Command?: CommandResolvers<ContextType>;
  CommandBatch?: CommandBatchResolvers<ContextType>;
  CommandBatchResult?: CommandBatchResultResolvers<ContextType>;
  CommandConnection?: CommandConnectionResolvers<ContextType>;
  CommandEdge?: CommandEdgeResolvers<ContextType>;
  CommandError?: CommandErrorResolvers<ContextType>;
  CommandReason?: CommandReasonResolvers<ContextType>;
  Observation?: ObservationResolvers<ContextType>;
  Requester?: RequesterResolvers<ContextType>;
  LateOutcome?: LateOutcomeResolvers<ContextType>;
  Token?: TokenResolvers<ContextType>;
  TokenConnection?: TokenConnectionResolvers<ContextType>;
  TokenEdge?: TokenEdgeResolvers<ContextType>;
  TokenRef?: TokenRefResolvers<ContextType>;
  BulkUpsert?: BulkUpsertResolvers<ContextType>;
  BulkUpsertResult?: BulkUpsertResultResolvers<ContextType>;
  BulkUpsertError?: BulkUpsertErrorResolvers<ContextType>;
  FieldFault?: FieldFaultResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  WebhookEndpoint?: WebhookEndpointResolvers<ContextType>;
  WebhookFilter?: WebhookFilterResolvers<ContextType>;
  WebhookDisabled?: WebhookDisabledResolvers<ContextType>;
  WebhookEndpointNews?: WebhookEndpointNewsResolvers<ContextType>;
  WebhookEndpointWithSecret?: WebhookEndpointWithSecretResolvers<ContextType>;
  WebhookEndpointConnection?: WebhookEndpointConnectionResolvers<ContextType>;
  WebhookEndpointEdge?: WebhookEndpointEdgeResolvers<ContextType>;
  WebhookDelivery?: WebhookDeliveryResolvers<ContextType>;
  WebhookAttempt?: WebhookAttemptResolvers<ContextType>;
  WebhookDeliveryConnection?: WebhookDeliveryConnectionResolvers<ContextType>;
  WebhookDeliveryEdge?: WebhookDeliveryEdgeResolvers<ContextType>;
  WebhookTestResult?: WebhookTestResultResolvers<ContextType>;
  WebhookReplayed?: WebhookReplayedResolvers<ContextType>;
};


