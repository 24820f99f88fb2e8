/** Reads the variables that matter, in messages of the size that the station takes. */
import type { OCPP20 } from 'typed-ocpp';
import type { VariableRef } from '../../../domain/commands/variable-ref.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { ConfigurationTold } from '../../../services/ports/station-links.ts';
import { callAgain } from '../../answers.ts';
import { countOf } from '../../configuration.ts';
import { listOf, objectOf, textOf } from '../../payload.ts';
import type { ReadConfiguration } from '../../protocol.ts';
import { abilitiesOf, ITEMS_PER_MESSAGE, type VariableTold, variablesThatMatter } from '../abilities.ts';
import { addressOf, samePlace } from './variables.ts';

/** Of a station that does not say what it takes; and of one that takes any number. */
const ITEMS_UNLESS_TOLD = 10;
const MOST_ITEMS = 50;
/** Single variables that are answered with an error before no more are asked for. */
const MOST_ERRORS = 3;

/** null: it was left out, or cannot be told. */
const toldOf = (variable: VariableRef, results: readonly JsonObject[]): VariableTold | null => {
  const result = results.find((candidate) => samePlace(variable, candidate));
  if (result === undefined) return null;
  const status = textOf(result.attributeStatus);
  if (status === 'Accepted') return { variable, value: textOf(result.attributeValue), missing: false };
  const missing = status === 'UnknownComponent' || status === 'UnknownVariable';
  return missing || status === 'NotSupportedAttributeType' ? { variable, value: null, missing: true } : null;
};

const nameOf = ({ component, evseId, connectorId, variable, variableInstance }: VariableRef): string => {
  const place = [component, evseId, connectorId].filter((part) => part !== null).join('/');
  return `${place}.${variable}${variableInstance === null ? '' : `[${variableInstance}]`}`;
};

const configurationOf = (told: readonly VariableTold[], complete: boolean): ConfigurationTold => ({
  kind: 'told',
  source: 'GetVariables',
  entries: told
    .filter(({ missing }) => !missing)
    .map(({ variable, value }) => ({ key: null, variable, value, readOnly: null })),
  unknown: told.filter(({ missing }) => missing).map(({ variable }) => nameOf(variable)),
  complete,
  facts: abilitiesOf(told),
});

export const readConfiguration: ReadConfiguration = async ({ evses }, call) => {
  const asked = variablesThatMatter(evses);
  const told: VariableTold[] = [];
  let complete = true;
  let errors = 0;
  let isFirst = true;
  let refusal = '';
  // The first message asks for one: how many a message may ask for.
  let atOnce = 1;
  let next = 0;
  while (next < asked.length) {
    const batch = asked.slice(next, next + atOnce);
    const request: OCPP20.GetVariablesRequest = {
      getVariableData: batch.map(addressOf) as OCPP20.GetVariablesRequest['getVariableData'],
    };
    const outcome = isFirst ? await call('GetVariables', request) : await callAgain(call, 'GetVariables', request);
    isFirst = false;
    if (outcome.kind === 'timeout') {
      if (told.length === 0 && errors === 0) return { kind: 'unanswered' };
      complete = false;
      break;
    }
    if (outcome.kind === 'error') {
      complete = false;
      refusal = `${outcome.errorCode} ${outcome.description}`.trim();
      if (batch.length > 1) {
        // Too much for it, whatever it told.
        atOnce = Math.ceil(batch.length / 2);
        continue;
      }
      errors += 1;
      if (errors >= MOST_ERRORS || outcome.errorCode === 'NotImplemented' || outcome.errorCode === 'NotSupported')
        break;
      next += 1;
      continue;
    }
    const results = listOf(outcome.payload.getVariableResult).map(objectOf);
    told.push(...batch.map((variable) => toldOf(variable, results)).filter((one) => one !== null));
    next += batch.length;
    if (batch[0] === ITEMS_PER_MESSAGE) {
      const most = told.find(({ variable }) => variable === ITEMS_PER_MESSAGE)?.value ?? null;
      atOnce = Math.min(countOf(most) || ITEMS_UNLESS_TOLD, MOST_ITEMS);
    }
  }
  if (told.length > 0) return configurationOf(told, complete);
  return { kind: 'refused', reason: refusal === '' ? 'it told no variable' : refusal };
};
