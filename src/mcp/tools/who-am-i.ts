import { tool } from '../tool.ts';

export const whoAmI = tool({
  name: 'who_am_i',
  title: 'Who am I',
  description: 'The client and user that this connection works for, with its scopes and grants. Take it first.',
  scopes: null,
  access: 'read',
  fields: {},
  run: async ({ caller }) => ({
    client_id: caller.clientId,
    user_id: caller.userId,
    scopes: [...caller.scopes],
    location_ids: caller.grants.locationIds,
    token_uids: caller.grants.tokenUids,
  }),
});
