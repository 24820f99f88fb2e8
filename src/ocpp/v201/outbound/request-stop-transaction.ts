import type { OCPP20 } from 'typed-ocpp';
import { ask, byStatus, rejected } from '../../answers.ts';
import type { Outbound } from '../../protocol.ts';

export const requestStopTransaction: Outbound<'STOP_SESSION'> = async ({ transactionId }, call) => {
  if (transactionId === null) return rejected('the session has no transaction');
  const request: OCPP20.RequestStopTransactionRequest = { transactionId };
  return ask(call, 'RequestStopTransaction', request, byStatus({ Accepted: 'begun' }));
};
