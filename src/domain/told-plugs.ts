/** What stations tell of their plugs, as it is kept with what else is learnt of their EVSEs. */
import { factFaults } from './evse-input.ts';
import type { ConnectorFacts, LearntFacts } from './plug.ts';
import { saySame } from './same-facts.ts';
import type { Evse, Station } from './station.ts';

export type ToldPlug = {
  readonly evseId: number;
  /** null: each connector of the EVSE. */
  readonly connectorId: number | null;
  readonly facts: Omit<ConnectorFacts, 'id'>;
  /** Alternating current phases; 0: direct current. Left out: not told. */
  readonly phases?: number;
};

/** A station may write anything: what no operator could set is not learnt. */
const believable = ({ facts }: ToldPlug): Omit<ConnectorFacts, 'id'> => {
  const said = Object.entries(facts).filter(([, value]) => value != null);
  return Object.fromEntries(
    said.filter(([property, value]) => factFaults({ connectors: [{ id: 1, [property]: value }] }).length === 0),
  );
};

/** What an EVSE has learnt after what was told, too. Of a connector that it has not nothing is kept. */
const learn = (known: Evse['connectors'], before: LearntFacts, told: ToldPlug): LearntFacts => {
  const own = believable(told);
  const meant = known.filter(({ id }) => told.connectorId === null || told.connectorId === id).map(({ id }) => id);
  const ids = Object.keys(own).length === 0 ? [] : meant;
  const others = (before.connectors ?? []).filter(({ id }) => !ids.includes(id));
  const learnt = ids.map((id) => ({ ...before.connectors?.find((one) => one.id === id), ...own, id }));
  const connectors = [...others, ...learnt].toSorted((one, other) => one.id - other.id);
  const { phases } = told;
  return {
    ...before,
    ...(connectors.length === 0 ? {} : { connectors }),
    ...(phases === undefined ? {} : { phases }),
  };
};

/** The station with what it told of EVSEs and connectors that it has; the same one where nothing is new. */
export const withToldPlugs = <S extends Pick<Station, 'evses'>>(station: S, told: readonly ToldPlug[]): S => {
  let changed = false;
  const evses = station.evses.map((evse) => {
    const before = evse.facts?.learnt ?? {};
    let learnt = before;
    for (const plug of told) if (plug.evseId === evse.id) learnt = learn(evse.connectors, learnt, plug);
    if (saySame(learnt, before)) return evse;
    changed = true;
    return { ...evse, facts: { ...evse.facts, learnt } };
  });
  return changed ? { ...station, evses } : station;
};

/** What another model under the same id was, says nothing of this one. */
export const withoutLearnt = (evses: readonly Evse[]): readonly Evse[] =>
  evses.some(({ facts }) => facts?.learnt !== undefined)
    ? evses.map(({ facts, ...evse }) => {
        const { learnt: _, ...others } = facts ?? {};
        return Object.keys(others).length === 0 ? evse : { ...evse, facts: others };
      })
    : evses;
