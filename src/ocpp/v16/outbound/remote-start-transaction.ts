import type { OCPP16 } from 'typed-ocpp';
import { ask, byStatus, rejected } from '../../answers.ts';
import type { Outbound } from '../../protocol.ts';
import { MAX_ID_TAG } from '../authorization.ts';

/** 1.6 has no number for a remote start: the StartTransaction that follows is matched by tag and connector. */
export const remoteStartTransaction: Outbound<'START_SESSION'> = async ({ command }, call) => {
  const { evseId, token } = command.parameters;
  if (token.uid.length > MAX_ID_TAG) return rejected(`OCPP 1.6 has no tags over ${MAX_ID_TAG} characters`);
  const request: OCPP16.RemoteStartTransactionRequest = {
    idTag: token.uid,
    ...(evseId === null ? {} : { connectorId: evseId }),
  };
  return ask(call, 'RemoteStartTransaction', request, byStatus({ Accepted: 'begun' }));
};
