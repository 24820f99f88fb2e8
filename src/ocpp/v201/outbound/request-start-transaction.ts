import type { OCPP20 } from 'typed-ocpp';
import { ask, byStatus, rejected } from '../../answers.ts';
import type { Outbound } from '../../protocol.ts';
import { idTokenOf } from '../id-token.ts';

/** remoteStartId is the command's number: the station repeats it in the transaction (OCPP 2.0.1 part 2, F01). */
export const requestStartTransaction =
  (maxLength: number): Outbound<'START_SESSION'> =>
  async ({ command }, call) => {
    const { evseId, token } = command.parameters;
    if (token.uid.length > maxLength) return rejected(`this OCPP version has no tokens over ${maxLength} characters`);
    const request: OCPP20.RequestStartTransactionRequest = {
      idToken: idTokenOf(token),
      remoteStartId: command.number,
      ...(evseId === null ? {} : { evseId }),
    };
    return ask(call, 'RequestStartTransaction', request, byStatus({ Accepted: 'begun' }));
  };
