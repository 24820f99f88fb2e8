import type { OCPP16 } from 'typed-ocpp';
import { ask, byStatus, rejected } from '../../answers.ts';
import { integerOf } from '../../payload.ts';
import type { Outbound } from '../../protocol.ts';

export const remoteStopTransaction: Outbound<'STOP_SESSION'> = async (order, call) => {
  const transactionId = integerOf(order.transactionId);
  if (transactionId === null) return rejected('the session has no transaction of OCPP 1.6');
  const request: OCPP16.RemoteStopTransactionRequest = { transactionId };
  return ask(call, 'RemoteStopTransaction', request, byStatus({ Accepted: 'begun' }));
};
