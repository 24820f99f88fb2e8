/** GetVariables and SetVariables, in messages of bounded size. */
import type { OCPP20 } from 'typed-ocpp';
import type { StationAnswer } from '../../../domain/command.ts';
import type { VariableRef } from '../../../domain/commands/variable-ref.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { accepted, callAgain, failure, rejected } from '../../answers.ts';
import { listOf, objectOf, textOf } from '../../payload.ts';
import type { CallOutcome, Outbound, SendCall } from '../../protocol.ts';
import { evseOf } from './evse.ts';

/**
 * Items in one message. Stations tell their own bound (ItemsPerMessageGetVariables, ItemsPerMessageSetVariables),
 * which would itself have to be asked for; what is small enough for all costs little more.
 */
const ITEMS_PER_MESSAGE = 10;

export const addressOf = (ref: VariableRef) => ({
  ...(ref.attribute === null ? {} : { attributeType: ref.attribute }),
  component: {
    name: ref.component,
    ...(ref.componentInstance === null ? {} : { instance: ref.componentInstance }),
    ...evseOf(ref.evseId, ref.connectorId),
  },
  variable: {
    name: ref.variable,
    ...(ref.variableInstance === null ? {} : { instance: ref.variableInstance }),
  },
});

/** Names are compared without regard to case (identifierString). */
export const samePlace = (ref: VariableRef, result: JsonObject): boolean => {
  const component = objectOf(result.component);
  const variable = objectOf(result.variable);
  const same = (told: unknown, asked: string | null) =>
    (textOf(told) ?? '').toLowerCase() === (asked ?? '').toLowerCase();
  return (
    same(component.name, ref.component) &&
    same(component.instance, ref.componentInstance) &&
    same(objectOf(component.evse).id, ref.evseId === null ? null : String(ref.evseId)) &&
    same(variable.name, ref.variable) &&
    same(variable.instance, ref.variableInstance) &&
    (textOf(result.attributeType) ?? 'Actual') === (ref.attribute ?? 'Actual')
  );
};

/** One variable's answer, in our shape: its address as asked, and Unanswered where the station left it out. */
const resultOf = (ref: VariableRef, results: readonly JsonObject[]): JsonObject => {
  const result = results.find((candidate) => samePlace(ref, candidate)) ?? {};
  const info = objectOf(result.attributeStatusInfo);
  return {
    component: ref.component,
    componentInstance: ref.componentInstance,
    evseId: ref.evseId,
    connectorId: ref.connectorId,
    variable: ref.variable,
    variableInstance: ref.variableInstance,
    attribute: ref.attribute ?? 'Actual',
    status: textOf(result.attributeStatus) ?? 'Unanswered',
    detail: textOf(info.additionalInfo) ?? textOf(info.reasonCode),
    ...(typeof result.attributeValue === 'string' ? { value: result.attributeValue } : {}),
  };
};

type Batches =
  | { readonly kind: 'failed'; readonly answer: StationAnswer }
  | { readonly kind: 'answered'; readonly results: readonly JsonObject[] };

/** A first message that fails is the order's failure; a later one leaves its variables Unanswered. */
const inBatches = async <Ref extends VariableRef>(
  call: SendCall,
  action: string,
  refs: readonly Ref[],
  requestOf: (batch: readonly Ref[]) => object,
  resultField: string,
): Promise<Batches> => {
  const results: JsonObject[] = [];
  for (let from = 0; from < refs.length; from += ITEMS_PER_MESSAGE) {
    const batch = refs.slice(from, from + ITEMS_PER_MESSAGE);
    const outcome: CallOutcome =
      from === 0 ? await call(action, requestOf(batch)) : await callAgain(call, action, requestOf(batch));
    if (outcome.kind !== 'result' && from === 0) return { kind: 'failed', answer: failure(outcome) };
    const told = outcome.kind === 'result' ? listOf(outcome.payload[resultField]).map(objectOf) : [];
    results.push(...batch.map((ref) => resultOf(ref, told)));
    if (outcome.kind !== 'result') {
      results.push(...refs.slice(from + ITEMS_PER_MESSAGE).map((ref) => resultOf(ref, [])));
      break;
    }
  }
  return { kind: 'answered', results };
};

export const getVariables: Outbound<'GET_VARIABLES'> = async ({ command }, call) => {
  const { variables } = command.parameters;
  if (variables.length === 0) return rejected('no variable is named');
  const requestOf = (batch: readonly VariableRef[]): OCPP20.GetVariablesRequest => ({
    // The schema asks for at least one; batches are never empty.
    getVariableData: batch.map(addressOf) as OCPP20.GetVariablesRequest['getVariableData'],
  });
  const got = await inBatches(call, 'GetVariables', variables, requestOf, 'getVariableResult');
  return got.kind === 'failed' ? got.answer : accepted(true, { variables: got.results });
};

/** Rejected only when no variable was set; otherwise each has its own status. */
export const setVariables: Outbound<'SET_VARIABLES'> = async ({ command }, call) => {
  const { variables } = command.parameters;
  if (variables.length === 0) return rejected('no variable is named');
  const requestOf = (batch: typeof variables): OCPP20.SetVariablesRequest => ({
    setVariableData: batch.map((variable) => ({
      ...addressOf(variable),
      attributeValue: variable.value,
    })) as OCPP20.SetVariablesRequest['setVariableData'],
  });
  const set = await inBatches(call, 'SetVariables', variables, requestOf, 'setVariableResult');
  if (set.kind === 'failed') return set.answer;
  const result = {
    variables: set.results,
    rebootRequired: set.results.some((variable) => variable.status === 'RebootRequired'),
  };
  const some = set.results.some((variable) => variable.status === 'Accepted' || variable.status === 'RebootRequired');
  return some ? accepted(true, result) : rejected('no variable was set', result);
};
