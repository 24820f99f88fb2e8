import type { OCPP16 } from 'typed-ocpp';
import type { Inbound } from '../../protocol.ts';

export const heartbeat: Inbound<OCPP16.HeartbeatRequest, OCPP16.HeartbeatResponse> = async (
  _request,
  { stationId, inbox },
) => {
  const { now } = await inbox.heartbeat(stationId);
  return { currentTime: now.toISOString() };
};
