import type { OCPP16 } from 'typed-ocpp';
import type { Inbound } from '../../protocol.ts';
import { idTagInfo } from '../authorization.ts';
import { presentedTag } from '../id-tag.ts';

export const authorize: Inbound<OCPP16.AuthorizeRequest, OCPP16.AuthorizeResponse> = async (
  request,
  { stationId, inbox },
) => {
  const tag = presentedTag(request.idTag);
  // An empty tag is asked about like any other that nobody knows.
  if (tag === null) return { idTagInfo: { status: 'Invalid' } };
  return { idTagInfo: idTagInfo(await inbox.authorize(stationId, tag)) };
};
