import type { OCPP20 } from 'typed-ocpp';
import type { Inbound } from '../../protocol.ts';

export const heartbeat: Inbound<OCPP20.HeartbeatRequest, OCPP20.HeartbeatResponse> = async (
  _request,
  { stationId, inbox },
) => {
  const { now } = await inbox.heartbeat(stationId);
  return { currentTime: now.toISOString() };
};
