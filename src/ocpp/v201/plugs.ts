/** What a device model tells of plugs: ConnectorType, SupplyPhases and EVSE.Power (OCPP 2.0.1 part 2, appendix 3). */
import type { JsonObject } from '../../domain/json.ts';
import type { ToldPlug } from '../../domain/told-plugs.ts';
import { listOf, numberOf, objectOf, positiveOf, textOf } from '../payload.ts';
import type { PlugsTold } from '../protocol.ts';
import { factsOfType } from './connector-types.ts';

/** Names are compared without regard to case (identifierString). */
const nameOf = (named: unknown): string => textOf(objectOf(named).name)?.toLowerCase() ?? '';

const PHASES = [0, 1, 2, 3];

/** Of a value that is (`Actual`), at an EVSE or a connector of it. */
const toldAt = ({ component, variable }: JsonObject, value: unknown): readonly ToldPlug[] => {
  const evse = objectOf(objectOf(component).evse);
  const evseId = positiveOf(evse.id);
  if (evseId === null) return [];
  const place = { evseId, connectorId: positiveOf(evse.connectorId) };
  switch (`${nameOf(component)}.${nameOf(variable)}`) {
    case 'connector.connectortype': {
      const facts = factsOfType(textOf(value));
      return facts === null ? [] : [{ ...place, facts }];
    }
    case 'evse.supplyphases':
    case 'connector.supplyphases': {
      const phases = PHASES.find((count) => count === numberOf(value));
      return phases === undefined ? [] : [{ ...place, facts: {}, phases }];
    }
    default:
      return [];
  }
};

/** What it can give at the most is the limit of its power; `Actual` is what it gives now. */
const powerAt = ({ component, variable, variableCharacteristics }: JsonObject): readonly ToldPlug[] => {
  const evseId = positiveOf(objectOf(objectOf(component).evse).id);
  const { maxLimit, unit } = objectOf(variableCharacteristics);
  const most = numberOf(maxLimit);
  if (evseId === null || most === null || most <= 0) return [];
  if (nameOf(component) !== 'evse' || nameOf(variable) !== 'power') return [];
  const maxPowerW = textOf(unit)?.toLowerCase() === 'kw' ? most * 1000 : most;
  return [{ evseId, connectorId: null, facts: { maxPowerW: Math.round(maxPowerW) } }];
};

const isActual = (type: unknown): boolean => (textOf(type) ?? 'Actual') === 'Actual';

const objectsIn = (list: unknown): readonly JsonObject[] => listOf(list).map(objectOf);

export const plugsTold: PlugsTold = new Map([
  [
    'GetVariables',
    ({ getVariableResult }) =>
      objectsIn(getVariableResult).flatMap((result) =>
        isActual(result.attributeType) ? toldAt(result, result.attributeValue) : [],
      ),
  ],
  [
    'NotifyReport',
    ({ reportData }) =>
      objectsIn(reportData).flatMap((variable) => [
        ...objectsIn(variable.variableAttribute).flatMap(({ type, value }) =>
          isActual(type) ? toldAt(variable, value) : [],
        ),
        ...powerAt(variable),
      ]),
  ],
]);
