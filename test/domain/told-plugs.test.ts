import { describe, expect, it } from 'vitest';
import { connectorProperties } from '../../src/domain/plug.ts';
import type { Evse } from '../../src/domain/station.ts';
import { withoutLearnt, withToldPlugs } from '../../src/domain/told-plugs.ts';

const connector = (id: number) => ({
  id,
  status: 'AVAILABLE' as const,
  errorCode: null,
  standard: null,
  maxPowerW: null,
  statusAt: null,
});
const evse = (id: number, facts?: Evse['facts']): Evse => ({
  id,
  uid: `E${id}`,
  emi3Id: null,
  connectors: [connector(1), connector(2)],
  ...(facts === undefined ? {} : { facts }),
});
const known = ({ evses: [first] }: { readonly evses: readonly Evse[] }, id = 1) => {
  if (first === undefined) throw new Error('It has an EVSE.');
  const { standard, powerType, maxPowerW, sources } = connectorProperties(first, connector(id));
  return { standard, powerType, maxPowerW, sources };
};
const TYPE_2 = { evseId: 1, connectorId: 1, facts: { standard: 'IEC_62196_T2', powerType: null } } as const;
const PHASES = { evseId: 1, connectorId: null, facts: {}, phases: 1 } as const;

describe('what a station tells of its plugs', () => {
  it.each([
    ['type first', [TYPE_2, PHASES]],
    ['phases first', [PHASES, TYPE_2]],
  ])('makes the kind of its current from type and phases (%s)', (_name, told) => {
    const station = told.reduce((one, plug) => withToldPlugs(one, [plug]), { evses: [evse(1)] });
    expect(known(station)).toMatchObject({
      standard: 'IEC_62196_T2',
      powerType: 'AC_1_PHASE',
      sources: { standard: 'LEARNT', powerType: 'LEARNT' },
    });
    expect(known(station, 2)).toMatchObject({ standard: null, powerType: null });
  });

  it('says nothing of direct current by the phases that the station is fed with', () => {
    const facts = { template: { connectors: [{ id: 1, standard: 'CHADEMO' as const, powerType: 'DC' as const }] } };
    const station = withToldPlugs({ evses: [evse(1, facts)] }, [{ ...PHASES, phases: 3 }]);
    expect(known(station)).toMatchObject({ powerType: 'DC', sources: { powerType: 'TEMPLATE' } });
  });

  it('goes before a template and behind what was set', () => {
    const said = (powerType: 'AC_3_PHASE' | 'DC') => ({ connectors: [{ id: 1, powerType }] });
    const told = [TYPE_2, PHASES];
    const ofModel = withToldPlugs({ evses: [evse(1, { template: said('AC_3_PHASE') })] }, told);
    expect(known(ofModel)).toMatchObject({ powerType: 'AC_1_PHASE', sources: { powerType: 'LEARNT' } });
    const set = withToldPlugs({ evses: [evse(1, { set: said('DC') })] }, told);
    expect(known(set)).toMatchObject({ powerType: 'DC', sources: { powerType: 'SET' } });
  });

  it('is of all connectors of an EVSE, or of the one that it names, and of none that it has not', () => {
    const power = { evseId: 1, connectorId: null, facts: { maxPowerW: 22_000 } };
    const station = withToldPlugs({ evses: [evse(1), evse(2)] }, [power, { ...power, connectorId: 7 }]);
    expect([known(station), known(station, 2)]).toMatchObject([{ maxPowerW: 22_000 }, { maxPowerW: 22_000 }]);
    expect(station.evses[1]).toEqual(evse(2));
  });

  it('is not believed beyond what an operator could set, and leaves the very station when it is told again', () => {
    const first = withToldPlugs({ evses: [evse(1)] }, [TYPE_2, PHASES]);
    expect(withToldPlugs(first, [PHASES, TYPE_2])).toBe(first);
    expect(withToldPlugs(first, [{ evseId: 1, connectorId: 1, facts: { maxPowerW: 1e12 } }])).toBe(first);
  });

  it('goes with the model, and leaves what was set', () => {
    const set = { startOrder: 'EITHER' as const };
    const { evses } = withToldPlugs({ evses: [evse(1, { set }), evse(2)] }, [TYPE_2, { ...PHASES, evseId: 2 }]);
    expect(withoutLearnt(evses)).toEqual([evse(1, { set }), evse(2)]);
    const bare = [evse(3)];
    expect(withoutLearnt(bare)).toBe(bare);
  });
});
