import type { OCPP20 } from 'typed-ocpp';
import { ask, byStatus } from '../../answers.ts';
import type { Outbound } from '../../protocol.ts';

export const reset: Outbound<'RESET_STATION'> = async ({ command }, call) => {
  const { mode, evseId } = command.parameters;
  const request: OCPP20.ResetRequest = {
    type: mode === 'IMMEDIATE' ? 'Immediate' : 'OnIdle',
    ...(evseId === null ? {} : { evseId }),
  };
  return ask(call, 'Reset', request, byStatus({ Accepted: 'begun', Scheduled: 'begun' }));
};
