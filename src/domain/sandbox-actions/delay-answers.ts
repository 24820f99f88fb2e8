import type { SandboxAction } from './action.ts';

export const delayAnswers: SandboxAction = {
  does: 'It answers commands so many milliseconds late.',
  takes: ['delayMs'],
  needs: ['delayMs'],
  apply: (station, { delayMs = 0 }) => ({ ...station, answerDelayMs: delayMs, losesAnswers: false }),
};
