/** The mutations that ask a station for something, one for each type of command: each becomes one command. */
import type { Command } from '../../domain/command.ts';
import { COMMAND_TYPES, type CommandType } from '../../domain/commands/commands.ts';
import { type CommandOperation, operationOf } from '../../domain/commands/names.ts';
import { createCommandInput } from '../../services/api/command-input.ts';
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
