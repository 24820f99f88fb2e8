import type { JsonObject } from '../../domain/json.ts';
import type { ConfiguredKey } from '../../domain/meter-public-key.ts';
import { listOf, objectOf, positiveOf, textOf } from '../payload.ts';
import type { KeysTold } from '../protocol.ts';

/** Names are compared without regard to case (identifierString). */
const isNamed = (named: unknown, name: string): boolean => textOf(objectOf(named).name)?.toLowerCase() === name;

/** Of `PublicKey` of the component `FiscalMetering` (OCA, Signed Meter Values in OCPP, 4.3.2); else none. */
const keyAt = ({ component, variable }: JsonObject, value: unknown): readonly ConfiguredKey[] => {
  const publicKey = textOf(value);
  if (publicKey === null || !isNamed(component, 'fiscalmetering') || !isNamed(variable, 'publickey')) return [];
  const evse = objectOf(objectOf(component).evse);
  return [{ evseId: positiveOf(evse.id), connectorId: positiveOf(evse.connectorId), publicKey }];
};

/** The attribute that holds what is; its name is left out for it. */
const isActual = (type: unknown): boolean => (textOf(type) ?? 'Actual') === 'Actual';

const objectsIn = (list: unknown): readonly JsonObject[] => listOf(list).map(objectOf);

/** Monitors tell no text: of what is monitored, NotifyEvent brings the value. */
export const keysTold: KeysTold = new Map([
  [
    'GetVariables',
    ({ getVariableResult }) =>
      objectsIn(getVariableResult).flatMap((result) =>
        isActual(result.attributeType) ? keyAt(result, result.attributeValue) : [],
      ),
  ],
  [
    'NotifyReport',
    ({ reportData }) =>
      objectsIn(reportData).flatMap((variable) =>
        objectsIn(variable.variableAttribute).flatMap(({ type, value }) =>
          isActual(type) ? keyAt(variable, value) : [],
        ),
      ),
  ],
  ['NotifyEvent', ({ eventData }) => objectsIn(eventData).flatMap((event) => keyAt(event, event.actualValue))],
]);
