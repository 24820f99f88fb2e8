/** Sandboxes, and the simulated stations of the caller's own. */
import { DomainError } from '../../domain/error.ts';
import type { ActionInput } from '../../domain/sandbox-actions/action.ts';
import type { OcppVersion } from '../../domain/station.ts';
import { connect } from '../paging.ts';
import type { ActInSandboxInput, Resolvers } from '../schema.gen.ts';

const PROTOCOLS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1'];

const protocolOf = (text: string): OcppVersion => {
  const protocol = PROTOCOLS.find((known) => known === text);
  if (protocol !== undefined) return protocol;
  const detail = `A protocol is one of ${PROTOCOLS.join(', ')}.`;
  throw new DomainError('invalid_request', { detail, faults: [{ pointer: '/protocol', detail }] });
};

/** What is null is not said. */
const toAction = ({ connectorId, maxPowerW, tokenUid, errorCode, delayMs }: ActInSandboxInput): ActionInput => ({
  ...(connectorId == null ? {} : { connectorId }),
  ...(maxPowerW == null ? {} : { maxPowerW }),
  ...(tokenUid == null ? {} : { tokenUid }),
  ...(errorCode == null ? {} : { errorCode }),
  ...(delayMs == null ? {} : { delayMs }),
});

export const sandboxResolvers: Resolvers = {
  Query: {
    sandbox: async (_root, { id }, { services, caller }) => services.sandboxes.get(await caller(), id),
    sandboxes: async (_root, args, { services, caller }) => {
      const who = await caller();
      return connect(args, (page) => services.sandboxes.list(who, page));
    },
    sandboxStations: async (_root, _args, { services, caller }) => services.sandboxes.stations(await caller()),
  },
  Mutation: {
    createSandbox: async (_root, { input }, { services, caller }) => services.sandboxes.create(await caller(), input),
    deleteSandbox: async (_root, { input: { id } }, { services, caller }) => {
      const who = await caller();
      const sandbox = await services.sandboxes.get(who, id);
      await services.sandboxes.remove(who, id);
      return sandbox;
    },
    createSandboxStation: async (_root, { input: { protocol, connectors } }, { services, caller }) =>
      services.sandboxes.addStation(await caller(), { protocol: protocolOf(protocol), connectors }),
    actInSandbox: async (_root, { input }, { services, caller }) =>
      services.sandboxes.act(await caller(), { ...toAction(input), stationId: input.stationId, action: input.action }),
  },
  Sandbox: { lastUpdated: ({ updatedAt }) => updatedAt },
};
