import type { SandboxAction } from './action.ts';

export const behave: SandboxAction = {
  does: 'It takes commands again, and answers them at once.',
  takes: [],
  needs: [],
  apply: (station) => ({ ...station, answerDelayMs: 0, losesAnswers: false, rejectsCommands: false }),
};
