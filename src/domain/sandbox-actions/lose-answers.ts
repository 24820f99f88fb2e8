import type { SandboxAction } from './action.ts';

export const loseAnswers: SandboxAction = {
  does: 'It does what commands ask, and its answers are lost.',
  takes: [],
  needs: [],
  apply: (station) => ({ ...station, losesAnswers: true }),
};
