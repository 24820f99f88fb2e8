/** The mutations that ask a station for something, one for each type of command: each becomes one command. */
import type { Command } from '../../domain/command.ts';
import { BULK_COMMAND_TYPES, COMMAND_TYPES, type CommandType } from '../../domain/commands/commands.ts';
import { bulkOperationOf, type CommandOperation, operationOf } from '../../domain/commands/names.ts';
import { createCommandInput } from '../../services/api/command-input.ts';
import type { CommandBatch } from '../../services/api/commands.ts';
import type { GraphqlContext } from '../context.ts';
import type { MutationResolvers } from '../schema.gen.ts';

type Input = { readonly idempotencyKey?: string | null };
type Ask = (root: unknown, args: { readonly input: Input }, context: GraphqlContext) => Promise<Command>;

const inputOf = createCommandInput({
  spell: (name) => name,
  // The scalar has made a Date of it.
  instant: (value) => value as Date,
});

const asking =
  (type: CommandType): Ask =>
  async (_root, { input }, { services, caller, traceparent }) => {
    const request = inputOf(type, input, { idempotencyKey: input.idempotencyKey ?? null, traceparent });
    return (await services.commands.request(await caller(), request)).command;
  };

/** A type without a mutation in schema.graphql does not compile. */
export const stationCommands = Object.fromEntries(COMMAND_TYPES.map((type) => [operationOf(type), asking(type)])) as {
  readonly [Operation in CommandOperation]: Ask;
} satisfies Pick<MutationResolvers, CommandOperation>;

type BulkInput = Input & {
  readonly stationIds?: readonly string[] | null;
  readonly locationId?: string | null;
  readonly groupId?: string | null;
};
type AskMany = (root: unknown, args: { readonly input: BulkInput }, context: GraphqlContext) => Promise<CommandBatch>;

const askingMany =
  (type: CommandType): AskMany =>
  async (_root, { input: { stationIds, locationId, groupId, ...input } }, { services, caller, traceparent }) => {
    const request = inputOf(type, input, { idempotencyKey: input.idempotencyKey ?? null, traceparent });
    const target = { stationIds: stationIds ?? null, locationId: locationId ?? null, groupId: groupId ?? null };
    return services.commands.requestMany(await caller(), { request, target });
  };

/** One for each type that may be asked of many stations; the schema's check fails when one has no mutation. */
export const bulkStationCommands: Readonly<Record<string, AskMany>> = Object.fromEntries(
  BULK_COMMAND_TYPES.map((type) => [bulkOperationOf(type), askingMany(type)]),
);
