import { isEnumType, isInputObjectType, isObjectType, isScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { COMMAND_STATUSES } from '../../src/domain/command.ts';
import { COMMAND_TYPES } from '../../src/domain/commands/commands.ts';
import { operationOf } from '../../src/domain/commands/names.ts';
import { CHARGING_STATES, SESSION_STATUSES } from '../../src/domain/session.ts';
import { CONNECTOR_STATUSES, EVSE_STATUSES } from '../../src/domain/station.ts';
import { TOKEN_TYPES } from '../../src/domain/token.ts';
import { createSchema } from '../../src/graphql/schema.ts';

const schema = createSchema();
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

/** These are the product's; arguments and types complete them. */
const ROOTS = {
  Query:
    'me location locations station stations evse findEvses findLocations stationTemplate stationTemplates outages meterPublicKeys quarantinedMessage quarantinedMessages session sessions command commands token tokens account accounts party parties client clients persistedOperation persistedOperations sandbox sandboxes sandboxStations events event webhookEndpoint webhookEndpoints webhookDelivery webhookDeliveries auditEntry auditLog',
  Mutation: [
    ...COMMAND_TYPES.map(operationOf),
    'createWebhookEndpoint updateWebhookEndpoint deleteWebhookEndpoint rotateWebhookSecret testWebhookEndpoint enableWebhookEndpoint disableWebhookEndpoint replayWebhook',
    'createAccount updateAccount deleteAccount inviteAccount resetAccountPassword resetAccountTotp lockAccount unlockAccount',
    'cancelCommand upsertLocation upsertStation upsertTokens upsertStations upsertLocations bulkResetStation bulkChangeAvailability bulkSetChargingLimit bulkClearChargingLimit upsertToken deleteToken deleteLocation deleteStation upsertParty upsertClient updateClient deleteClient registerPersistedOperation deletePersistedOperation createSandbox deleteSandbox createSandboxStation actInSandbox replaceStation updateEvse createStationTemplate updateStationTemplate deleteStationTemplate dismissProblems applyQuarantinedMessage dismissQuarantinedMessage',
  ].join(' '),
  Subscription: 'commandUpdated sessionUpdated stationUpdated evseUpdated event',
} as const;

describe('the GraphQL contract', () => {
  it.each(Object.entries(ROOTS))('%s has its roots, each with a resolver', (name, roots) => {
    const type = schema.getType(name);
    const fields = isObjectType(type) ? type.getFields() : {};
    expect(Object.keys(fields).sort()).toEqual(roots.split(' ').sort());
    for (const field of Object.values(fields)) {
      const resolver = name === 'Subscription' ? field.subscribe : field.resolve;
      expect([field.name, typeof resolver]).toEqual([field.name, 'function']);
    }
  });

  it('gives each mutation one input', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      expect(field.args.map(({ name, type }) => `${name}: ${type}`)).toEqual([
        `input: ${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}Input!`,
      ]);
    }
  });

  it('lets every command be idempotent and expire', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const input = schema.getType(`${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}Input`);
      if (String(field.type) !== 'Command!' || field.name === 'cancelCommand' || !isInputObjectType(input)) continue;
      expect([field.name, Object.keys(input.getFields())]).toEqual([
        field.name,
        expect.arrayContaining(['expiresInS', 'idempotencyKey']),
      ]);
    }
  });

  it('describes every type and root', () => {
    const roots = new Set<string>(Object.keys(ROOTS));
    const builtIn = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);
    const undescribed = types
      .filter((type) => !(isScalarType(type) && builtIn.has(type.name)))
      .filter((type) => !roots.has(type.name) && !type.description)
      .map(({ name }) => name);
    const rootFields = [...roots].flatMap((name) => {
      const type = schema.getType(name);
      return isObjectType(type) ? Object.values(type.getFields()) : [];
    });
    expect([...undescribed, ...rootFields.filter(({ description }) => !description).map(({ name }) => name)]).toEqual(
      [],
    );
  });

  it.each([
    ['CommandType', COMMAND_TYPES],
    ['CommandStatus', COMMAND_STATUSES],
    ['SessionStatus', SESSION_STATUSES],
    ['ChargingState', CHARGING_STATES],
    ['ConnectorStatus', CONNECTOR_STATUSES],
    ['EvseStatus', EVSE_STATUSES],
    ['TokenType', TOKEN_TYPES],
  ])('lists the values of %s that the domain has', (name, values) => {
    const type = schema.getType(name);
    expect(
      isEnumType(type) &&
        type
          .getValues()
          .map((value) => value.name)
          .sort(),
    ).toEqual([...values].sort());
  });
});
