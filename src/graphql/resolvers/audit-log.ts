/** The audit log. */
import { mergePatchOf } from '../../domain/audit.ts';
import { ownerFields } from '../owner.ts';
import { connect } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

export const auditLogResolvers: Resolvers = {
  Query: {
    auditEntry: async (_root, { id }, { services, caller }) => services.auditLog.get(await caller(), id),
    auditLog: async (_root, args, { services, caller }) => {
      const who = await caller();
      const filter = {
        clientId: args.clientId ?? null,
        userId: args.userId ?? null,
        object: args.object ?? null,
        objectId: args.objectId ?? null,
        operation: args.operation ?? null,
        outcome: args.outcome ?? null,
        party: args.party ?? null,
      };
      return connect({ ...args, newestFirst: args.newestFirst ?? true }, (page) =>
        services.auditLog.list(who, page, filter),
      );
    },
  },
  AuditEntry: {
    countryCode: ({ partyId }, args, context) =>
      partyId === null ? null : ownerFields.countryCode({ partyId }, args, context),
    partyId: ({ partyId }, args, context) =>
      partyId === null ? null : ownerFields.partyId({ partyId }, args, context),
    changes: ({ before, after }) => (after === null ? null : mergePatchOf(before ?? {}, after)),
    lastUpdated: ({ updatedAt }) => updatedAt,
  },
};
