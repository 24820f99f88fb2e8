/** Reads a station's configuration: all of it in one message, or the keys that matter in small ones. */
import type { OCPP16 } from 'typed-ocpp';
import type { ConfigurationTold } from '../../../services/ports/station-links.ts';
import { callAgain } from '../../answers.ts';
import { countOf } from '../../configuration.ts';
import { listOf, textOf } from '../../payload.ts';
import type { CallOutcome, ReadConfiguration, SendCall } from '../../protocol.ts';
import { abilitiesOf, type ConfigurationKey, KEYS_THAT_MATTER } from '../abilities.ts';
import { keysOf } from './configuration.ts';

/** Keys in one message to a station that has not told how many it takes. */
const KEYS_PER_MESSAGE = 4;
const MOST_KEYS_PER_MESSAGE = 50;
/** Looked at of one answer, and of what is not there; more than is kept. */
const MOST_KEYS = 1000;
const LONGEST_NAME = 200;

type Told = { readonly keys: readonly ConfigurationKey[]; readonly unknown: readonly string[] };

const plain = (name: string): string => name.trim().toLowerCase();
const same = (left: string, right: string): boolean => plain(left) === plain(right);

const toldBy = (outcome: CallOutcome): Told =>
  outcome.kind === 'result'
    ? {
        keys: keysOf(outcome.payload)
          .filter(({ key }) => key !== '')
          .slice(0, MOST_KEYS),
        unknown: listOf(outcome.payload.unknownKey)
          .slice(0, MOST_KEYS)
          .flatMap((key) => textOf(key)?.slice(0, LONGEST_NAME) ?? []),
      }
    : { keys: [], unknown: [] };

const together = (one: Told, other: Told): Told => {
  const known = new Set(one.keys.map(({ key }) => plain(key)));
  const keys = [...one.keys, ...other.keys.filter(({ key }) => !known.has(plain(key)))];
  return {
    keys: keys.slice(0, MOST_KEYS),
    unknown: [...new Set([...one.unknown, ...other.unknown])].slice(0, MOST_KEYS),
  };
};

const maxKeysOf = ({ keys }: Told): number | null => {
  const entry = keys.find(({ key }) => same(key, 'GetConfigurationMaxKeys'));
  return countOf(entry?.value ?? null) || null;
};

/** What matters and was not told, key by key; a message that is not answered well ends it. */
const askMissing = async (
  call: SendCall,
  before: Told,
): Promise<{ readonly told: Told; readonly last: CallOutcome | null }> => {
  const atOnce = Math.min(maxKeysOf(before) ?? KEYS_PER_MESSAGE, MOST_KEYS_PER_MESSAGE);
  const isTold = (name: string): boolean =>
    before.keys.some(({ key }) => same(key, name)) || before.unknown.some((key) => same(key, name));
  const missing = KEYS_THAT_MATTER.filter((key) => !isTold(key));
  let told = before;
  let last: CallOutcome | null = null;
  for (let from = 0; from < missing.length; from += atOnce) {
    const request: OCPP16.GetConfigurationRequest = { key: missing.slice(from, from + atOnce) };
    last = await callAgain(call, 'GetConfiguration', request);
    if (last.kind !== 'result') break;
    told = together(told, toldBy(last));
  }
  return { told, last };
};

const reasonOf = (outcome: CallOutcome | null): string =>
  outcome?.kind === 'error' ? `${outcome.errorCode} ${outcome.description}`.trim() : 'it told no key';

const configurationOf = ({ keys, unknown }: Told, complete: boolean): ConfigurationTold => ({
  kind: 'told',
  source: 'GetConfiguration',
  entries: keys.map(({ key, value, readonly }) => ({ key, variable: null, value, readOnly: readonly })),
  unknown,
  complete,
  facts: abilitiesOf(keys),
});

export const readConfiguration: ReadConfiguration = async ({ brief }, call) => {
  let whole: Told = { keys: [], unknown: [] };
  if (!brief) {
    const request: OCPP16.GetConfigurationRequest = {};
    const outcome = await call('GetConfiguration', request);
    if (outcome.kind === 'timeout') return { kind: 'unanswered' };
    whole = toldBy(outcome);
    const maxKeys = maxKeysOf(whole);
    // Some tell only as many as they take by name.
    const isAll = whole.keys.length > 0 && whole.keys.length !== maxKeys;
    if (isAll) return configurationOf(whole, true);
  }
  const { told, last } = await askMissing(call, whole);
  if (told.keys.length > 0) return configurationOf(told, !brief && last?.kind !== 'timeout' && whole.keys.length > 0);
  return last?.kind === 'timeout' ? { kind: 'unanswered' } : { kind: 'refused', reason: reasonOf(last) };
};
