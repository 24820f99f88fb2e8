/** What an operator sets of an EVSE's plugs, put into its station. */
import { isDeepStrictEqual } from 'node:util';
import { factFaults, tidyFacts } from '../../domain/evse-input.ts';
import type { EvseFacts } from '../../domain/plug.ts';
import type { Evse } from '../../domain/station.ts';
import type { EvseInput } from '../api/evses.ts';
import { collectFaults } from '../faults.ts';

/** Throws DomainError('invalid_request'). */
export const requireFacts = ({ startOrder, connectors }: EvseInput): void => {
  const faults = collectFaults();
  for (const { pointer, detail } of factFaults({ startOrder: startOrder ?? null, connectors: connectors ?? [] })) {
    faults.unless(false, pointer, detail);
  }
  faults.raise();
};

/** Whether the input sets anything of plugs: an EVSE that is on no station has none. */
export const saysFacts = ({ startOrder, connectors }: EvseInput): boolean =>
  (startOrder ?? null) !== null || (connectors ?? []).length > 0;

/** The EVSE with what was set; the same one where nothing changes. Throws invalid_request for connectors that it has not. */
export const withFactsSet = (evse: Evse, { startOrder, connectors }: EvseInput): Evse => {
  const faults = collectFaults();
  connectors?.forEach(({ id }, index) => {
    faults.unless(
      evse.connectors.some((connector) => connector.id === id),
      `/connectors/${index}/id`,
      'The EVSE has no such connector.',
    );
  });
  faults.raise();
  const before: EvseFacts = evse.facts?.set ?? {};
  const set = tidyFacts({
    startOrder: startOrder === undefined ? (before.startOrder ?? null) : startOrder,
    connectors: connectors ?? (connectors === undefined ? (before.connectors ?? []) : []),
  });
  if (isDeepStrictEqual(set, evse.facts?.set ?? null)) return evse;
  const { set: _, ...others } = evse.facts ?? {};
  return { ...evse, facts: set === null ? others : { ...others, set } };
};
