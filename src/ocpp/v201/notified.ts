/** What the device model's events (NotifyEvent) tell of a station's state: its status, and what is wrong with it. */
import { cutText } from '../../domain/cut-text.ts';
import type { JsonObject } from '../../domain/json.ts';
import { stationError } from '../../domain/station-error.ts';
import type { AlertReport, StatusReport } from '../../services/inbox.ts';
import { connectorStatusOf } from '../connector-status.ts';
import { integerOf, objectOf, positiveOf, textOf } from '../payload.ts';

type Report = StatusReport | AlertReport;

/** The components that are the places themselves; a fault of a part of them need not put them out of order. */
const PLACES: ReadonlySet<string> = new Set(['chargingstation', 'evse', 'connector']);

/** 2.1: 0 danger, 1 hardware failure, 2 system failure: "unable to continue regular operations" (part 2, SetVariableMonitoring). */
const LEAST_THAT_FAULTS = 2;
/** 2.1: 7 notice, 8 informational, 9 debug: nothing is wrong. */
const NOTICE = 7;

/** What is wrong where these are false, not where they are true. */
const GOOD: ReadonlySet<string> = new Set(['available', 'enabled', 'operative']);

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');

const flagOf = (value: unknown): boolean | null => {
  const word = (textOf(value) ?? String(value)).trim().toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : null;
};

type Named = { readonly name: string; readonly full: string };

const named = (value: unknown): Named => {
  const { name, instance } = objectOf(value);
  const text = textOf(name) ?? '';
  const of = textOf(instance);
  return { name: letters(text), full: of === null ? text : `${text}(${of})` };
};

/** Keys are compared, not shown. */
const LONGEST_KEY = 250;

/** at: the time that the event names, null: none. null: it tells nothing of the station's state. */
export const reportOf = (stationId: string, event: JsonObject, at: Date | null): Report | null => {
  const [component, variable] = [named(event.component), named(event.variable)];
  const evse = objectOf(objectOf(event.component).evse);
  const evseId = positiveOf(evse.id);
  const place = { stationId, evseId, connectorId: evseId === null ? null : positiveOf(evse.connectorId) };
  const isPlace = PLACES.has(component.name);
  const severity = integerOf(event.severity);
  const of = `${component.full}/${variable.full}`;
  const words = { vendorCode: textOf(event.techCode), info: textOf(event.techInfo), severity };

  // OCPP 2.0.1 part 2, G01: a status is told by StatusNotification or by this.
  if (variable.name === 'availabilitystate') {
    const status = connectorStatusOf(textOf(event.actualValue));
    if (!isPlace || status === 'UNKNOWN') return null;
    const isTold = words.vendorCode !== null || words.info !== null;
    const error = isTold ? stationError({ code: of, ...words }) : null;
    return { ...place, status, errorCode: error?.code ?? null, error, at };
  }

  const isProblem = variable.name === 'problem';
  const isCleared = flagOf(event.cleared) === true;
  if (!isProblem && !isCleared && event.trigger !== 'Alerting') return null;
  const flag = flagOf(event.actualValue);
  const isOver = isCleared || (flag !== null && flag === GOOD.has(variable.name));
  if (!isOver && severity !== null && severity >= NOTICE) return null;
  // Two monitors of one variable alert of different things.
  const monitor = isProblem ? null : integerOf(event.variableMonitoringId);
  const key = cutText(`${of}${monitor === null ? '' : `#${monitor}`}`, LONGEST_KEY);
  if (isOver) return { ...place, key, error: null, faults: false };
  const value = flag === null ? textOf(event.actualValue) : null;
  return {
    ...place,
    key,
    error: stationError({ code: of, ...words, info: words.info ?? value }),
    faults: (isProblem && isPlace) || (severity !== null && severity <= LEAST_THAT_FAULTS),
  };
};
