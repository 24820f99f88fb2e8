/** GetConfiguration and ChangeConfiguration; a change is read back. */
import type { OCPP16 } from 'typed-ocpp';
import type { JsonObject, JsonValue } from '../../../domain/json.ts';
import { accepted, ask, callAgain, notSupported, rejected, statusOf } from '../../answers.ts';
import { listOf, objectOf, textOf } from '../../payload.ts';
import type { Outbound, SendCall } from '../../protocol.ts';
import type { ConfigurationKey } from '../abilities.ts';

export const keysOf = (answer: JsonObject): readonly ConfigurationKey[] =>
  listOf(answer.configurationKey)
    .map(objectOf)
    .map((entry) => ({
      key: textOf(entry.key) ?? '',
      readonly: entry.readonly === true,
      value: typeof entry.value === 'string' ? entry.value : textOf(entry.value),
    }));

export const getConfiguration: Outbound<'GET_CONFIGURATION'> = async ({ command }, call) => {
  const { keys } = command.parameters;
  const request: OCPP16.GetConfigurationRequest = keys.length === 0 ? {} : { key: [...keys] };
  return ask(call, 'GetConfiguration', request, (answer) =>
    accepted(true, {
      configuration: keysOf(answer),
      unknownKeys: listOf(answer.unknownKey).flatMap((key) => textOf(key) ?? []),
    }),
  );
};

/** The value that the station has now; null when it cannot or will not tell (AuthorizationKey is write-only). */
const readBack = async (call: SendCall, key: string): Promise<string | null> => {
  const request: OCPP16.GetConfigurationRequest = { key: [key] };
  const outcome = await callAgain(call, 'GetConfiguration', request);
  if (outcome.kind !== 'result') return null;
  // Keys are compared without regard to case (OCPP 1.6, CiString50Type).
  const entry = keysOf(outcome.payload).find((known) => known.key.toLowerCase() === key.toLowerCase());
  return entry?.value ?? null;
};

/** Stations write booleans and lists in their own way: `True` for `true`, spaces behind commas. */
const sameValue = (left: string, right: string): boolean => {
  const plain = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .split(',')
      .map((word) => word.trim())
      .join(',');
  return plain(left) === plain(right);
};

/**
 * result: status, rebootRequired, and after Accepted readBack (the value told, null when not told) and confirmed
 * (null when not told). Accepted, but another value read back: not done, for the change has not been seen.
 */
export const setConfiguration: Outbound<'SET_CONFIGURATION'> = async ({ command }, call) => {
  const { key, value } = command.parameters;
  const request: OCPP16.ChangeConfigurationRequest = { key, value };
  return ask(call, 'ChangeConfiguration', request, async (answer) => {
    const status = statusOf(answer);
    if (status === 'NotSupported') return notSupported(`the station has no configuration key ${key}`);
    // The old value rules, and is read, until the station has booted.
    if (status === 'RebootRequired') return accepted(true, { status, rebootRequired: true });
    if (status !== 'Accepted') return rejected(status || 'no status', { status });
    const now = await readBack(call, key);
    const confirmed = now === null ? null : sameValue(now, value);
    const result: JsonValue = { status, rebootRequired: false, readBack: now, confirmed };
    return accepted(confirmed !== false, result);
  });
};
