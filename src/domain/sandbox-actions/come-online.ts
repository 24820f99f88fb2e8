import { refuse, type SandboxAction } from './action.ts';

export const comeOnline: SandboxAction = {
  does: 'The station has its network again, and tells what happened meanwhile.',
  takes: [],
  needs: [],
  apply: (station) => (station.online ? refuse('It is online already.') : { ...station, online: true }),
};
