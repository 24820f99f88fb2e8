/** What of a command is beyond its station, by the station's own word. */
import type { Abilities } from '../abilities.ts';
import type { ChargingProfile } from '../charging-profile.ts';
import { FEATURE_NAMES } from '../feature.ts';
import { COMMANDS, type CommandParameters, type CommandType } from './commands.ts';
import { outsidePath } from './outside.ts';

/** pointer: into the request, by the callers' names; null: it is about the whole. */
type Beyond = { readonly pointer: string | null; readonly detail: string };

/** Where in the profile, and why; null: nothing that it told is against it. */
const beyondProfile = (
  { maxStackLevel, rateUnits, maxPeriods }: Abilities,
  { stackLevel, schedule }: ChargingProfile,
): readonly [path: string, detail: string] | null => {
  if (maxStackLevel !== null && stackLevel > maxStackLevel) {
    return ['profile/stackLevel', `The station says that it takes stack levels up to ${maxStackLevel}.`];
  }
  if (rateUnits !== null && !rateUnits.includes(schedule.unit)) {
    return ['profile/schedule/unit', `The station says that it takes limits in ${rateUnits.join(' and ')} only.`];
  }
  if (maxPeriods !== null && schedule.periods.length > maxPeriods) {
    return ['profile/schedule/periods', `The station says that it takes ${maxPeriods} periods at most.`];
  }
  return null;
};

/**
 * null: nothing is against it, or nothing is known. Stations leave features out of their lists that they have, so that one
 * that is lacking counts only once the station has answered, too, that it does not know the command.
 */
export const beyondAbilities = <T extends CommandType>(
  abilities: Abilities | null,
  type: T,
  parameters: CommandParameters[T],
): Beyond | null => {
  if (abilities === null) return null;
  const { feature } = COMMANDS[type];
  if (feature !== undefined && abilities.lacking.includes(feature) && abilities.unknownCommands.includes(type)) {
    const detail = `The station says that it has no ${FEATURE_NAMES[feature]}, and has answered that it does not know this.`;
    return { pointer: null, detail };
  }
  if (type !== 'SET_CHARGING_PROFILE') return null;
  // The type says whose parameters these are.
  const { profile } = parameters as CommandParameters['SET_CHARGING_PROFILE'];
  const found = beyondProfile(abilities, profile);
  return found === null ? null : { pointer: `/parameters/${outsidePath(type, found[0])}`, detail: found[1] };
};
