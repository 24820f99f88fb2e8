import type { SandboxAction } from './action.ts';

export const rejectCommands: SandboxAction = {
  does: 'It refuses commands.',
  takes: [],
  needs: [],
  apply: (station) => ({ ...station, rejectsCommands: true }),
};
