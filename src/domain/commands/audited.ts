/** A command's parameters as the faces show them and the audit log keeps them: without what only the station may know. */
import type { Command } from '../command.ts';
import type { JsonObject } from '../json.ts';
import { isSecret, withoutSecretsOfUrls } from '../station-configuration.ts';
import { outsideParameters } from './outside.ts';

export const HIDDEN = '(secret)';

const hidden = (name: string, value: string): string => (isSecret(name) ? HIDDEN : withoutSecretsOfUrls(value));

/** By the names of the faces. A key or variable that is written may be a password: its value is kept only when it is none. */
export const shownParameters = (command: Command): JsonObject => {
  switch (command.type) {
    case 'SET_CONFIGURATION': {
      const { parameters } = command;
      return outsideParameters(command.type, { ...parameters, value: hidden(parameters.key, parameters.value) });
    }
    case 'SET_VARIABLES': {
      const variables = command.parameters.variables.map((one) => ({
        ...one,
        value: hidden(`${one.component}.${one.variable}`, one.value),
      }));
      return outsideParameters(command.type, { variables });
    }
    default:
      return outsideParameters(command.type, command.parameters);
  }
};
