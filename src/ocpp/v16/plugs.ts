/**
 * What configuration keys tell of plugs. OCPP 1.6 has a key for the phases (9.1.7, ConnectorPhaseRotation) and none for what
 * a plug is; what vendors have of their own is known of those that are listed here.
 */
import type { ToldPlug } from '../../domain/told-plugs.ts';
import { wordsOf } from '../configuration.ts';
import { listOf, numberOf, objectOf, positiveOf, textOf } from '../payload.ts';
import type { PlugsTold } from '../protocol.ts';

/** In OCPP 1.6 a connector is an EVSE with connector 1. */
const CONNECTOR = 1;

/** `1.RST,2.RST`: three letters for each connector that has three phases. What has one, and direct current, say alike. */
const byRotation = (value: string): readonly ToldPlug[] =>
  wordsOf(value).flatMap((word): readonly ToldPlug[] => {
    const [, connector, turn = ''] = /^(\d{1,3})\.(\w+)$/.exec(word) ?? [];
    const evseId = positiveOf(connector);
    return evseId === null || !/^[rst]{3}$/.test(turn)
      ? []
      : [{ evseId, connectorId: CONNECTOR, facts: {}, phases: 3 }];
  });

const ofCurrent = (evseId: number | null, maxAmperageA: number | null): readonly ToldPlug[] =>
  evseId === null || maxAmperageA === null || maxAmperageA <= 0
    ? []
    : [{ evseId, connectorId: CONNECTOR, facts: { maxAmperageA } }];

type Key = { readonly name: RegExp; readonly tell: (value: string, found: RegExpExecArray) => readonly ToldPlug[] };

const KEYS: readonly Key[] = [
  { name: /^ConnectorPhaseRotation$/i, tell: byRotation },
  // Wallbox: what the installation gives the connector, in A.
  { name: /^chargingALimitConn(\d{1,3})$/i, tell: (value, [, id]) => ofCurrent(positiveOf(id), numberOf(value)) },
  // Growatt: one connector, in A.
  { name: /^G_MaxCurrent$/i, tell: (value) => ofCurrent(1, numberOf(value)) },
];

/** Keys are compared without regard to case (OCPP 1.6, CiString50Type). */
export const plugsTold: PlugsTold = new Map([
  [
    'GetConfiguration',
    ({ configurationKey }) =>
      listOf(configurationKey)
        .map(objectOf)
        .flatMap(({ key, value }) => {
          const name = textOf(key) ?? '';
          const said = textOf(value);
          if (said === null) return [];
          return KEYS.flatMap(({ name: known, tell }) => {
            const found = known.exec(name);
            return found === null ? [] : tell(said, found);
          });
        }),
  ],
]);
