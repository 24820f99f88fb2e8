/** What people who meet an error code need to know: why it usually comes, and what helps. For the page of each code. */
import type { ErrorCode } from './error.ts';

export type ErrorHelp = { readonly causes: readonly string[]; readonly remedies: readonly string[] };

/** A code without a text does not compile. */
export const ERROR_HELP: Record<ErrorCode, ErrorHelp> = {
  invalid_request: {
    causes: [
      'A field is missing, has another type, or breaks a rule of its schema.',
      'A query parameter or field is misspelt: unknown ones are refused rather than passed over.',
      'The method or the media type is not one that this address takes (405, 406, 415).',
    ],
    remedies: [
      'Look at the faults named in the answer: each points at its place in what you sent.',
      'Compare with the schema and its example in the reference. Sending the same again will not help.',
    ],
  },
  unauthorized: {
    causes: [
      'There is no access token, or it has expired (after an hour), or it is of another issuer or audience.',
      'The client was locked or deleted.',
      'The token is bound to a key, and its DPoP proof is missing, used up or for another request.',
    ],
    remedies: [
      'Get a new access token and send the request again, once. When that fails too, the client is the matter.',
    ],
  },
  insufficient_scope: {
    causes: ['The token was asked for with fewer scopes than the client has, or the client lacks the scope itself.'],
    remedies: [
      'Ask for a token with the scope that WWW-Authenticate names.',
      'If the client lacks it, an administrator gives it with PATCH /api/v1/clients/{id}.',
    ],
  },
  forbidden: {
    causes: [
      'The scopes are there, but this is not for this client: it is outside its grants, or its kind may not do it.',
    ],
    remedies: ['Read the detail. If the client ought to be allowed it, an administrator widens its grants.'],
  },
  not_found: {
    causes: [
      'The id is misspelt, or the object was deleted.',
      'The object exists, but is outside the grants of the client: that looks the same on purpose.',
      'The path is not one of the API.',
    ],
    remedies: [
      'List the objects that the client sees and take the id from there.',
      'Read the client’s grants: GET /api/v1/me.',
    ],
  },
  conflict: {
    causes: [
      'Somebody else changed the object between your read and your write.',
      'The object is in a state in which this cannot be done.',
    ],
    remedies: ['Read the object again, decide anew, and write once more.'],
  },
  idempotency_in_progress: {
    causes: ['The first request with the same Idempotency-Key has not been answered yet.'],
    remedies: ['Wait a second and send the very same request again: the answer is that of the first one.'],
  },
  idempotency_mismatch: {
    causes: ['An Idempotency-Key was used again with another body or another path.'],
    remedies: ['Make a new key for each new intent; repeat a key only with the very same request.'],
  },
  cool_down: {
    causes: ['Starts on this EVSE failed several times in a row, so more are held back for a while.'],
    remedies: [
      'Wait for the time in Retry-After.',
      'Find out why the starts failed: the commands on this EVSE tell it. Often no cable is plugged in.',
    ],
  },
  rate_limited: {
    causes: ['The client sent more requests in a minute than it may, or has too many open at a time.'],
    remedies: [
      'Wait for the time in Retry-After; RateLimit tells how many are left.',
      'Follow events by a stream or subscription in place of asking again and again.',
    ],
  },
  token_not_valid: {
    causes: ['The token (card, app user) of the start is not known here, is blocked, or has expired.'],
    remedies: ['Read the token: GET /api/v1/tokens. Register it, unblock it, or start with another one.'],
  },
  connector_unavailable: {
    causes: [
      'Another session runs there, the connector is out of order, reserved or set unavailable.',
      'The station has no such EVSE or connector.',
    ],
    remedies: ['Read the station: its EVSEs tell their status. Choose one that is AVAILABLE or PREPARING.'],
  },
  already_started: {
    causes: ['The same token was presented again: its session runs on this EVSE, or its start is on the way.'],
    remedies: ['Nothing need be started. The answer names the session or the command: follow that.'],
  },
  session_ended: {
    causes: ['The session ended by itself, at the station or by another request.'],
    remedies: ['Read the session for its end and its energy. There is nothing left to stop.'],
  },
  command_not_cancellable: {
    causes: ['The command has left for the station already, or is settled.'],
    remedies: ['Read the command for what became of it; undo its effect by another one, such as a stop.'],
  },
  not_supported: {
    causes: [
      'OCPP 1.6 has no such message, or the station says that it does not do this.',
      'The station did not accept such a request before.',
    ],
    remedies: ['Read what the station can do: its abilities in the reference. Choose a command that it knows.'],
  },
  station_offline: {
    causes: ['The station has no open connection, because of power, its SIM card or its configuration.'],
    remedies: [
      'Follow station.online, or send the command with a later expiry: it waits for the station until then.',
      'If it ought to be online, see its outages and its last sign of life.',
    ],
  },
  station_rejected: {
    causes: [
      'The station answered that it will not do it. Often it is busy, no cable is plugged in, or it is reserved.',
    ],
    remedies: ['Read the command’s error for the station’s own words, mend what it names, and try again once.'],
  },
  station_replaced: {
    causes: ['Other hardware answers under this station’s id; commands and numbers of the old one do not hold for it.'],
    remedies: ['Confirm the new hardware on the station, and send the command anew.'],
  },
  station_error: {
    causes: ['The station answered with a CALLERROR, or with something that is no answer to this message.'],
    remedies: ['Read the command’s error and the station’s problems; a firmware update or a reset may help.'],
  },
  station_timeout: {
    causes: ['The station is connected but did not answer in time: a slow network, or a station that hangs.'],
    remedies: [
      'Read the object before you send the command again: the station may have done it, though its answer is missing.',
      'If it comes often, reset the station.',
    ],
  },
  effect_timeout: {
    causes: ['The station said yes, but the transaction, status or profile that should follow did not come in time.'],
    remedies: [
      'Is a cable plugged in? A start waits for the car.',
      'The effect may still come: it is told as late_outcome on the command.',
    ],
  },
  expired: {
    causes: ['The station was not there, or had other commands in work, until the command’s expires_at.'],
    remedies: ['It was never sent. Send it anew, with a later expiry if it may wait.'],
  },
  outcome_unknown: {
    causes: ['The gateway was stopped between sending the command and hearing the answer.'],
    remedies: ['Read the station or the session first: the command may have been done. Only then send it again.'],
  },
  station_busy: {
    causes: ['Many commands for this one station wait already: stations take one at a time.'],
    remedies: ['Wait for those to settle, or cancel what is still queued. Send fewer commands to one station.'],
  },
  operation_not_persisted: {
    causes: [
      'The hash is of no text that was registered for this client, or for all: one character more is another text.',
      'The client runs persisted operations only, and this text is none of them.',
    ],
    remedies: [
      'Register it: POST /api/v1/persisted_operations, before the app that sends it is handed out.',
      'Or take persisted_operations_only from the client.',
    ],
  },
  payload_too_large: {
    causes: ['The body is larger than 256 kB.'],
    remedies: ['Split it into several requests.'],
  },
  request_timeout: {
    causes: ['The body did not come within ten seconds: a slow network, or a Content-Length that is too large.'],
    remedies: ['Send it again. If it comes often, look at proxies between you and the gateway.'],
  },
  precondition_failed: {
    causes: ['The ETag in If-Match is not that of the object now: somebody changed it since you read it.'],
    remedies: ['Read the object again, take its new ETag, and decide anew.'],
  },
  unavailable: {
    causes: ['The gateway starts or stops, or its store, queue or another part does not answer for now.'],
    remedies: [
      'Try again after Retry-After, with the same Idempotency-Key. If it lasts, GET /health/ready says which part.',
    ],
  },
  internal: {
    causes: ['A fault of the gateway, not of the request.'],
    remedies: ['Tell the operator the id in the answer: the log has what happened under it. Trying again may help.'],
  },
};
