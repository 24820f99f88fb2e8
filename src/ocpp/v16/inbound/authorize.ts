import type { OCPP16 } from 'typed-ocpp';
import { textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { idTagInfo } from '../authorization.ts';

export const authorize: Inbound<OCPP16.AuthorizeRequest, OCPP16.AuthorizeResponse> = async (
  request,
  { stationId, inbox },
) => {
  const uid = textOf(request.idTag);
  // An empty tag is asked about like any other that nobody knows.
  if (uid === null) return { idTagInfo: { status: 'Invalid' } };
  return { idTagInfo: idTagInfo(await inbox.authorize(stationId, { uid, kind: 'idTag' })) };
};
