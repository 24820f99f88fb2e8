/** The executable schema: schema.graphql and its resolvers. */
import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { accountResolvers } from './resolvers/account.ts';
import { auditLogResolvers } from './resolvers/audit-log.ts';
import { bulkResolvers } from './resolvers/bulk.ts';
import { clientResolvers } from './resolvers/client.ts';
import { commandResolvers } from './resolvers/command.ts';
import { eventResolvers } from './resolvers/event.ts';
import { locationResolvers } from './resolvers/location.ts';
import { meResolvers } from './resolvers/me.ts';
import { messageResolvers } from './resolvers/message.ts';
import { partyResolvers } from './resolvers/party.ts';
import { persistedOperationResolvers } from './resolvers/persisted-operation.ts';
import { plugSearchResolvers } from './resolvers/plug-search.ts';
import { quarantineResolvers } from './resolvers/quarantine.ts';
import { recordResolvers } from './resolvers/record.ts';
import { sandboxResolvers } from './resolvers/sandbox.ts';
import { sessionResolvers } from './resolvers/session.ts';
import { stationResolvers } from './resolvers/station.ts';
import { bulkStationCommands, stationCommands } from './resolvers/station-command.ts';
import { stationConfigurationResolvers } from './resolvers/station-configuration.ts';
import { stationTemplateResolvers } from './resolvers/station-template.ts';
import { tokenResolvers } from './resolvers/token.ts';
import { traceResolvers } from './resolvers/trace.ts';
import { webhookResolvers } from './resolvers/webhook.ts';
import { DateTime, JsonScalar } from './scalars.ts';

/** The contract as text. */
export const readSchemaText = (): string => readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');

export const createSchema = (): GraphQLSchema =>
  makeExecutableSchema({
    typeDefs: readSchemaText(),
    resolvers: [
      { DateTime, JSON: JsonScalar },
      meResolvers,
      locationResolvers,
      plugSearchResolvers,
      stationResolvers,
      messageResolvers,
      traceResolvers,
      recordResolvers,
      quarantineResolvers,
      stationConfigurationResolvers,
      stationTemplateResolvers,
      sessionResolvers,
      commandResolvers,
      { Mutation: { ...stationCommands, ...bulkStationCommands } },
      tokenResolvers,
      bulkResolvers,
      eventResolvers,
      partyResolvers,
      sandboxResolvers,
      accountResolvers,
      clientResolvers,
      persistedOperationResolvers,
      auditLogResolvers,
      webhookResolvers,
    ],
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
