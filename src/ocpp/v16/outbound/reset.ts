import type { OCPP16 } from 'typed-ocpp';
import { ask, byStatus, notSupported } from '../../answers.ts';
import type { Outbound } from '../../protocol.ts';

/** 1.6 resets the whole station only; doing that when one EVSE was asked for would end other sessions. */
export const reset: Outbound<'RESET_STATION'> = async ({ command }, call) => {
  const { mode, evseId } = command.parameters;
  if (evseId !== null) return notSupported('OCPP 1.6 cannot reset a single EVSE');
  const request: OCPP16.ResetRequest = { type: mode === 'IMMEDIATE' ? 'Hard' : 'Soft' };
  return ask(call, 'Reset', request, byStatus({ Accepted: 'begun' }));
};
