/** What the answer to an order teaches of its station, and what the station has told that explains a refusal. */
import type { StationAnswer } from '../domain/command.ts';
import { COMMANDS, type CommandType } from '../domain/commands/commands.ts';
import { FEATURE_NAMES } from '../domain/feature.ts';
import { whatItTakes } from './limit-fit.ts';
import type { CallOutcome, StationTalk } from './protocol.ts';

const UNKNOWN: ReadonlySet<string> = new Set(['NotImplemented', 'NotSupported']);

const CONFIGURES: ReadonlySet<CommandType> = new Set<CommandType>(['SET_CONFIGURATION', 'SET_VARIABLES']);

/** The answer, with more in its detail where the station's own word explains it. first: how its first call ended. */
export const learnFrom = async (
  answer: StationAnswer,
  { type, first, talk }: { readonly type: CommandType; readonly first: CallOutcome | null; readonly talk: StationTalk },
): Promise<StationAnswer> => {
  if (answer.kind === 'accepted') {
    if (CONFIGURES.has(type)) talk.learnt({ kind: 'configured' });
    return answer;
  }
  const { feature } = COMMANDS[type];
  if (feature === undefined || (answer.kind !== 'not_supported' && answer.kind !== 'rejected')) return answer;
  // Not what it says of one message that it was asked to trigger, or of one profile.
  if (first?.kind === 'error' && UNKNOWN.has(first.errorCode)) talk.learnt({ kind: 'command_unknown', command: type });
  const { abilities } = await talk.knowledge();
  const lacks = abilities?.lacking.includes(feature) === true;
  const more = lacks
    ? `it says that it has no ${FEATURE_NAMES[feature]}`
    : type === 'SET_CHARGING_PROFILE'
      ? whatItTakes(abilities)
      : '';
  return more === '' || answer.detail.includes(more) ? answer : { ...answer, detail: `${answer.detail}; ${more}` };
};
