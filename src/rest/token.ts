/** /tokens */

import type { PartyNames } from '../domain/party.ts';
import type { Token } from '../domain/token.ts';
import type { TokenInput } from '../services/api/tokens.ts';
import { bulkPutOf, sendBulk } from './bulk.ts';
import { expectedVersion, sendRemoved, sendVersioned } from './etags.ts';
import { fromDate, fromDateOrNull, toDate } from './instant.ts';
import { patchObject } from './merge-patch.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, retiredIn, sendPage } from './paging.ts';
import { fromOwner, ownerIn } from './party.ts';
import { pathOf, type RouteDependencies, type Routes } from './request.ts';
import { textOnce } from './text-once.ts';

type TokenPut = components['schemas']['TokenPut'];

export const fromToken = (token: Token, names: PartyNames): components['schemas']['Token'] => ({
  uid: token.uid,
  type: token.type,
  version: token.version,
  ...fromOwner(token, names),
  contract_id: token.contractId,
  status: token.status,
  expires_at: fromDateOrNull(token.expiresAt),
  group_id: token.groupId,
  master_pass: token.masterPass,
  driver_id: token.driverId,
  issuer: token.issuer,
  visual_number: token.visualNumber,
  retired_at: fromDateOrNull(token.retiredAt ?? null),
  created_at: fromDate(token.createdAt),
  last_updated: fromDate(token.updatedAt),
});

const toInput = (uid: string, body: TokenPut): TokenInput => ({
  uid,
  party: ownerIn(body),
  type: body.type ?? 'RFID',
  contractId: body.contract_id,
  status: body.status ?? 'ACCEPTED',
  expiresAt: toDate(body.expires_at, '/expires_at'),
  groupId: body.group_id ?? null,
  masterPass: body.master_pass ?? false,
  driverId: body.driver_id ?? null,
  issuer: body.issuer ?? null,
  visualNumber: body.visual_number ?? null,
});

const toPut = (token: Token): TokenPut => ({
  type: token.type,
  contract_id: token.contractId,
  status: token.status,
  expires_at: fromDateOrNull(token.expiresAt),
  group_id: token.groupId,
  master_pass: token.masterPass,
  driver_id: token.driverId,
  issuer: token.issuer,
  visual_number: token.visualNumber,
});

const textOfToken = textOnce(fromToken);

export const tokenRoutes = ({
  services: {
    tokens,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => ({
  listTokens: async (request, response, caller) => {
    const input = pageInputOf(request);
    const page = await tokens.list(caller, input, retiredIn(request));
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (token) => textOfToken(token, names));
  },
  getToken: async (request, response, caller) => {
    const token = await tokens.get(caller, pathOf(request, 'uid'));
    sendVersioned(response, token, fromToken(token, names));
  },
  putTokens: async (request, response, caller) => {
    const put = bulkPutOf(request, response, {
      keyOf: ({ uid }: components['schemas']['TokenItem']) => uid,
      read: ({ uid, ...body }) => toInput(uid, body),
    });
    sendBulk(response, await tokens.putMany(caller, put), publicUrl);
  },
  putToken: async (request, response, caller) => {
    const uid = pathOf(request, 'uid');
    const ifVersion = await expectedVersion(request, () => tokens.current(caller, uid));
    const { object, created } = await tokens.put(caller, toInput(uid, request.body), ifVersion);
    sendVersioned(response.status(created ? 201 : 200), object, fromToken(object, names));
  },
  patchToken: async (request, response, caller) => {
    const uid = pathOf(request, 'uid');
    const token = await patchObject(request, {
      read: () => tokens.current(caller, uid),
      toPut,
      write: async (put, ifVersion) => (await tokens.put(caller, toInput(uid, put), ifVersion)).object,
    });
    sendVersioned(response, token, fromToken(token, names));
  },
  deleteToken: async (request, response, caller) => {
    const uid = pathOf(request, 'uid');
    const ifVersion = await expectedVersion(request, () => tokens.current(caller, uid));
    const removed = await tokens.remove(caller, uid, ifVersion);
    sendRemoved(response, removed, (token) => fromToken(token, names));
  },
});
