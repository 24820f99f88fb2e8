/** Every action, by its name on the faces in upper case. */
import type { SandboxAction } from './action.ts';
import { behave } from './behave.ts';
import { clearFault } from './clear-fault.ts';
import { comeOnline } from './come-online.ts';
import { delayAnswers } from './delay-answers.ts';
import { fault } from './fault.ts';
import { goOffline } from './go-offline.ts';
import { loseAnswers } from './lose-answers.ts';
import { plugIn } from './plug-in.ts';
import { presentToken } from './present-token.ts';
import { rejectCommands } from './reject-commands.ts';
import { unplug } from './unplug.ts';

export const SANDBOX_ACTIONS = {
  PLUG_IN: plugIn,
  UNPLUG: unplug,
  PRESENT_TOKEN: presentToken,
  FAULT: fault,
  CLEAR_FAULT: clearFault,
  GO_OFFLINE: goOffline,
  COME_ONLINE: comeOnline,
  DELAY_ANSWERS: delayAnswers,
  LOSE_ANSWERS: loseAnswers,
  REJECT_COMMANDS: rejectCommands,
  BEHAVE: behave,
} as const satisfies Readonly<Record<string, SandboxAction>>;

export type SandboxActionName = keyof typeof SANDBOX_ACTIONS;
export const SANDBOX_ACTION_NAMES = Object.keys(SANDBOX_ACTIONS) as readonly SandboxActionName[];
