/** Why a command brought nothing, in words that a driver or an operator can act on. The list is closed; codes are stable. */

type Words = { readonly text: string; readonly advice: string };

export const COMMAND_REASONS = {
  no_plug: {
    text: 'The station waited for a cable, and none was plugged in.',
    advice: 'Plug in the vehicle, then start again.',
  },
  vehicle_not_asking: {
    text: 'The cable is in, but charging did not begin: the vehicle asked for none.',
    advice: 'Wake the vehicle and look at its charging timer; else unplug it, plug it in and start again.',
  },
  unplug_first: {
    text: 'The cable of the last session is still in.',
    advice: 'Unplug the vehicle, plug it in again, then start.',
  },
  token_not_authorized: {
    text: 'The station asked whether the token may charge, and was told no.',
    advice: 'Look at the token: whether it is blocked, has expired, or charges elsewhere.',
  },
  token_rejected_by_station: {
    text: 'The station itself refused the token.',
    advice: "Look at the station's local list, authorisation cache and authorisation settings.",
  },
  occupied: {
    text: 'Another session was running there.',
    advice: 'Take another EVSE, or wait for the end of that session.',
  },
  reserved: {
    text: 'It is reserved for somebody else.',
    advice: 'Take another EVSE, or wait for the end of the reservation.',
  },
  faulted: {
    text: 'It is out of order, as the station says.',
    advice: "Take another EVSE. An operator finds the station's error in its record.",
  },
  unavailable: {
    text: 'It is out of service.',
    advice: 'Take another EVSE. An operator puts it into service by CHANGE_AVAILABILITY.',
  },
  offline: {
    text: 'The station was not connected.',
    advice: "Try again when it is online. An operator looks at the station's network and power.",
  },
  not_ready: {
    text: 'The station was connected, but had not booted, was not adopted, or was busy with what came before.',
    advice: 'Try again in a minute. An operator looks at its registration and its boots.',
  },
  connection_lost: {
    text: 'The connection ended before the station answered; it may do it all the same.',
    advice: 'Look whether it did; then try again when it is online.',
  },
  restarted: {
    text: 'The station restarted in between.',
    advice: 'Try again. An operator looks at why it restarts.',
  },
  no_answer: {
    text: 'The station is connected and did not answer.',
    advice: 'Try again in a minute. An operator may restart the station.',
  },
  no_effect: {
    text: 'The station said yes, and nothing of it was seen.',
    advice: 'Try again. An operator finds what the station said in its messages.',
  },
  station_refused: {
    text: 'The station refused, and did not say why.',
    advice: 'For a start, plug in first, then try again. An operator finds its answer in its messages.',
  },
  station_error: {
    text: 'The station answered with an error.',
    advice: "An operator finds it in the command's error and in the station's messages.",
  },
  not_supported: {
    text: 'The station, or its protocol version, cannot do this.',
    advice: 'Ask for it in another way, or of another station.',
  },
  session_ended: {
    text: 'Its session had ended before it could be sent.',
    advice: 'Nothing is to be done.',
  },
  station_replaced: {
    text: 'The station was replaced by other hardware before it could be sent.',
    advice: 'Ask the station that has its EVSEs now.',
  },
  station_deleted: {
    text: 'The station was deleted before it could be sent.',
    advice: 'Ask another station.',
  },
  outcome_unknown: {
    text: 'The gateway stopped while it was at the station: nobody knows what came of it.',
    advice: 'Look whether it was done; then ask again.',
  },
  internal: {
    text: 'It failed inside the gateway.',
    advice: 'The log has it under the id of the command.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type CommandReason = keyof typeof COMMAND_REASONS;
export const COMMAND_REASON_CODES = Object.keys(COMMAND_REASONS) as readonly CommandReason[];

export const OBSERVED = [
  'CONNECTOR_STATUS',
  'STATION_ANSWER',
  'AUTHORIZE',
  'TRANSACTION',
  'ONLINE',
  'OFFLINE',
  'BOOT',
] as const;

/** Whose token an Authorize or a transaction was about; the token itself is not told. */
export const WHOSE = ['own_token', 'other_token', 'no_token'] as const;

/**
 * Something seen between a request and its end. value: the status of the connector; what the station answered; what it was
 * told of a token; the charging state of a transaction; why the connection ended.
 */
export type Observation = {
  readonly seenAt: Date;
  readonly what: (typeof OBSERVED)[number];
  readonly evseId: number | null;
  readonly connectorId: number | null;
  readonly value: string | null;
  readonly detail: string | null;
};
