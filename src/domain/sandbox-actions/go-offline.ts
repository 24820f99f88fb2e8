import { refuse, type SandboxAction } from './action.ts';

export const goOffline: SandboxAction = {
  does: 'The station loses its network; it goes on living, and keeps what it has to tell.',
  takes: [],
  needs: [],
  apply: (station) => (station.online ? { ...station, online: false } : refuse('It is offline already.')),
};
