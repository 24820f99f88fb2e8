/** Whether a command would be taken, without asking for it: for whoever asks in two steps. */
import { COMMANDS } from '../../domain/commands/commands.ts';
import { namedConnector } from '../../domain/commands/naming.ts';
import { requireScope } from '../access.ts';
import type { Commands } from '../api/commands.ts';
import type { Clock } from '../ports/time.ts';
import type { FindTarget } from './target.ts';

export const createCheck =
  ({ findTarget, clock }: { readonly findTarget: FindTarget; readonly clock: Clock }): Commands['check'] =>
  async (caller, request) => {
    requireScope(caller, COMMANDS[request.type].scope);
    const { request: found, station, session } = await findTarget(caller, request, clock.now());
    return {
      stationId: station.id,
      evseId: namedConnector(found).evseId ?? session?.evseId ?? null,
      sessionId: session?.id ?? null,
      online: station.online,
    };
  };
