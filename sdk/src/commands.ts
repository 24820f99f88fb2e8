/** Commands to their end. */
import type { Client } from './client.ts';
import type { components } from './openapi.gen.ts';

export type CommandOutcome = components['schemas']['Command'];

const OPEN: ReadonlySet<string> = new Set(['QUEUED', 'SENT', 'ACCEPTED']);
const LONGEST_WAIT_S = 30;

/** Waits until a command has ended, however long that takes, or until `signal`. */
export const finished = async (
  client: Client,
  { id }: Pick<CommandOutcome, 'id'>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<CommandOutcome> => {
  for (;;) {
    const command = await client.getCommand({
      path: { id },
      query: { wait: LONGEST_WAIT_S },
      ...(signal === undefined ? {} : { signal }),
    });
    if (!OPEN.has(command.status)) return command;
  }
};
