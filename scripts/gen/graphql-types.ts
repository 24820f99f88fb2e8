/** src/graphql/schema.gen.ts: types of schema.graphql and of its resolvers. */
import { readFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { buildSchema, parse } from 'graphql';
import { type Generator, root } from './generator.ts';

/** GraphQL type to the domain type that its resolvers are given. */
const MAPPERS = {
  Me: '../domain/access.ts#Caller',
  Grants: '../domain/access.ts#Grants as GrantsRecord',
  Account: '../domain/account.ts#PublicAccount',
  AccountInvitation: '../services/api/accounts.ts#AccountWithLink',
  AccountConnection: './mapped.ts#AccountPage',
  Client: '../domain/access.ts#Client as ClientRecord',
  ClientConnection: './mapped.ts#ClientPage',
  ClientWithSecret: './mapped.ts#PutClientResult',
  Party: '../domain/party.ts#Party as PartyRecord',
  PartyConnection: './mapped.ts#PartyPage',
  PersistedOperation: '../domain/persisted-operation.ts#PersistedOperation as PersistedOperationRecord',
  PersistedOperationConnection: './mapped.ts#PersistedOperationPage',
  Sandbox: '../domain/sandbox.ts#Sandbox as SandboxRecord',
  SandboxConnection: './mapped.ts#SandboxPage',
  SandboxStation: '../domain/sandbox.ts#SandboxStation as SandboxStationRecord',
  Location: '../domain/location.ts#Location as LocationRecord',
  LocationConnection: './mapped.ts#LocationPage',
  Station: '../domain/station.ts#Station as StationRecord',
  StationAbilities: '../domain/abilities.ts#Abilities as AbilitiesRecord',
  StationConfiguration: './mapped.ts#StationConfigurationView',
  ConfigurationEntry: '../domain/station-configuration.ts#ConfigurationEntry as ConfigurationEntryRecord',
  StationConnection: './mapped.ts#StationPage',
  StationTemplate: '../domain/station-template.ts#StationTemplate as StationTemplateRecord',
  StationTemplateEvse: '../domain/station-template.ts#TemplateEvse',
  StationTemplateConnector: '../domain/plug.ts#ConnectorFacts',
  StationTemplateConnection: './mapped.ts#StationTemplatePage',
  StationProblem: './mapped.ts#ToldProblem',
  QuarantinedMessage: '../domain/quarantined-message.ts#QuarantinedMessage as QuarantinedMessageRecord',
  QuarantinedMessageConnection: './mapped.ts#QuarantinedMessagePage',
  QuarantineSettlement: '../domain/quarantined-message.ts#Settlement',
  Evse: './mapped.ts#StationEvse',
  FoundEvseConnection: './mapped.ts#FoundEvsePage',
  FoundLocationConnection: './mapped.ts#FoundLocationPage',
  Outage: '../domain/outage.ts#Outage as OutageRecord',
  OutageConnection: './mapped.ts#OutagePage',
  MeterPublicKey: '../domain/meter-public-key.ts#MeterPublicKey as MeterPublicKeyRecord',
  MeterPublicKeyConnection: './mapped.ts#MeterPublicKeyPage',
  TraceEntry: '../services/api/traces.ts#TraceEntry as TraceEntryRecord',
  TraceConnection: './mapped.ts#TracePage',
  OcppMessage: '../services/api/messages.ts#TracedMessage',
  OcppMessageConnection: './mapped.ts#OcppMessagePage',
  Connector: './mapped.ts#KnownConnector',
  Session: '../domain/session.ts#Session as SessionRecord',
  SessionConnection: './mapped.ts#SessionPage',
  Transaction: '../domain/session.ts#Transaction as TransactionRecord',
  Reading: '../domain/meter.ts#StoredReading',
  SampledValue: '../domain/meter.ts#SampledValue as SampledValueRecord',
  Command: '../domain/command.ts#Command as CommandRecord',
  CommandConnection: './mapped.ts#CommandPage',
  CommandBatch: '../services/api/commands.ts#CommandBatch as CommandBatchRecord',
  LateOutcome: '../domain/command.ts#LateOutcome as LateOutcomeRecord',
  Token: '../domain/token.ts#Token as TokenRecord',
  TokenConnection: './mapped.ts#TokenPage',
  BulkUpsert: './bulk.ts#BulkUpsertAnswer',
  TokenRef: '../domain/token.ts#TokenRef as TokenRefRecord',
  Event: '../domain/event.ts#DomainEvent',
  EventConnection: './mapped.ts#EventPage',
  AuditEntry: '../domain/audit.ts#AuditEntry as AuditEntryRecord',
  AuditConnection: './mapped.ts#AuditPage',
  AuditOrigin: '../domain/access.ts#Origin',
  WebhookEndpoint: '../domain/webhook-endpoint.ts#WebhookEndpoint as WebhookEndpointRecord',
  WebhookEndpointConnection: './mapped.ts#WebhookEndpointPage',
  WebhookEndpointNews: '../domain/webhook-news.ts#WebhookEndpointNews as WebhookEndpointNewsRecord',
  WebhookFilter: '../domain/webhook-endpoint.ts#WebhookFilter as WebhookFilterRecord',
  WebhookDisabled: '../domain/webhook-news.ts#WebhookDisabled as WebhookDisabledRecord',
  WebhookDelivery: '../services/api/webhooks.ts#WebhookDelivery as WebhookDeliveryRecord',
  WebhookDeliveryConnection: './mapped.ts#WebhookDeliveryPage',
  WebhookAttempt: '../services/ports/delivery-store.ts#DeliveryAttempt',
} as const;

export const graphqlTypes: Generator = async () => {
  const source = await readFile(new URL('schema.graphql', root), 'utf8');
  const schema = buildSchema(source);
  const scalars = {
    ID: 'string',
    DateTime: { input: 'Date', output: 'Date' },
    JSON: '../domain/json.ts#JsonValue',
  };
  const content = await codegen({
    filename: 'schema.gen.ts',
    schema: parse(source),
    schemaAst: schema,
    documents: [],
    config: {},
    plugins: [
      {
        typescript: {
          useTypeImports: true,
          enumsAsTypes: true,
          enumType: 'string-literal',
          strictScalars: true,
          immutableTypes: true,
          avoidOptionals: { field: false, inputValue: false, object: false, defaultValue: true },
          scalars,
          enumValues: {
            AccountRole: '../domain/account.ts#AccountRole',
            AccountStatus: '../domain/account.ts#AccountStatus',
            ClientType: '../domain/access.ts#ClientType',
            DisconnectReason: '../domain/station.ts#DisconnectReason',
            EndInference: '../domain/session.ts#EndInference',
            Registration: '../domain/station.ts#Registration',
            StationProblemKind: '../domain/station-problem.ts#StationProblemKind',
            ValidationLevel: '../domain/validation-level.ts#ValidationLevel',
          },
        },
      },
      {
        'typescript-resolvers': {
          useTypeImports: true,
          enumsAsTypes: true,
          immutableTypes: true,
          strictScalars: true,
          scalars,
          contextType: './context.ts#GraphqlContext',
          mappers: MAPPERS,
          enumValues: {
            AccountRole: '../domain/account.ts#AccountRole',
            AccountStatus: '../domain/account.ts#AccountStatus',
            ClientType: '../domain/access.ts#ClientType',
            DisconnectReason: '../domain/station.ts#DisconnectReason',
            EndInference: '../domain/session.ts#EndInference',
            Registration: '../domain/station.ts#Registration',
            StationProblemKind: '../domain/station-problem.ts#StationProblemKind',
            ValidationLevel: '../domain/validation-level.ts#ValidationLevel',
          },
          makeResolverTypeCallable: false,
        },
      },
    ],
    pluginMap: { typescript, 'typescript-resolvers': resolvers },
  });
  // The plugin re-exports the enums' types as values, which verbatimModuleSyntax refuses.
  const types = content.replaceAll(/^export \{ (\w+) \};$/gm, 'export type { $1 };');
  return new Map([['src/graphql/schema.gen.ts', `// Made by \`npm run gen\` from schema.graphql.\n${types}\n`]]);
};
