import { refuse, type SandboxAction } from './action.ts';

export const presentToken: SandboxAction = {
  does: 'A card is shown: a session starts or stops by it. `card` then says what the station was told.',
  takes: ['tokenUid', 'connectorId'],
  needs: ['tokenUid'],
  apply: (station, { tokenUid = '', connectorId = null }) => {
    if (station.card !== null && station.card.outcome === null) return refuse('A card is being read.');
    const card = { number: (station.card?.number ?? 0) + 1, uid: tokenUid, connectorId, outcome: null };
    return { ...station, card };
  },
};
