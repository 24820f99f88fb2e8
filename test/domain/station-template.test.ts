import { describe, expect, it } from 'vitest';
import { connectorProperties, startOrderOf } from '../../src/domain/plug.ts';
import type { Evse } from '../../src/domain/station.ts';
import {
  type TemplateEvse,
  templateFaults,
  templateIdFor,
  templateIdOf,
  tidyTemplate,
  withTemplate,
} from '../../src/domain/station-template.ts';

const connector = {
  id: 1,
  status: 'AVAILABLE' as const,
  errorCode: null,
  standard: null,
  maxPowerW: null,
  statusAt: null,
};
const evse = (id: number, facts?: Evse['facts']): Evse => ({
  id,
  uid: `E${id}`,
  emi3Id: null,
  connectors: [connector],
  ...(facts === undefined ? {} : { facts }),
});
const OF_ALL: TemplateEvse = {
  evseId: null,
  startOrder: 'EITHER',
  connectors: [{ id: 1, standard: 'IEC_62196_T2', format: 'SOCKET', maxPowerW: 22_000 }],
};
const OF_TWO: TemplateEvse = { evseId: 2, connectors: [{ id: 1, standard: 'CHADEMO' }] };

describe('a template of a station model', () => {
  it('is one of a party for a vendor and a model, whatever their case and the space around them', () => {
    const one = templateIdOf({ partyId: 'default', vendor: 'Vendor', model: 'Model' });
    expect(templateIdOf({ partyId: 'default', vendor: ' VENDOR', model: 'model ' })).toBe(one);
    expect(templateIdFor({ partyId: 'default', vendor: 'vendor', model: 'Model' })).toBe(one);
    expect(templateIdOf({ partyId: 'NL-TWO', vendor: 'Vendor', model: 'Model' })).not.toBe(one);
    expect(templateIdOf({ partyId: 'default', vendor: 'VendorM', model: 'odel' })).not.toBe(one);
    expect(templateIdFor({ partyId: 'default', vendor: null, model: null })).toBeNull();
  });

  it('says of each EVSE what its own entry says, else what the entry for all others does', () => {
    const { evses } = withTemplate({ evses: [evse(1), evse(2)] }, { evses: [OF_ALL, OF_TWO] });
    const [first, second] = evses.map((one) => connectorProperties(one, connector));
    expect(first).toMatchObject({
      standard: 'IEC_62196_T2',
      maxPowerW: 22_000,
      sources: { standard: 'TEMPLATE', format: 'TEMPLATE', maxPowerW: 'TEMPLATE' },
    });
    expect(second).toMatchObject({ standard: 'CHADEMO', format: null, sources: { standard: 'TEMPLATE' } });
    expect(evses.map((one) => startOrderOf(one))).toEqual([{ value: 'EITHER', source: 'TEMPLATE' }, null]);
  });

  it('gives way to what was set, and to what the station told', () => {
    const facts = {
      set: { connectors: [{ id: 1, format: 'CABLE' as const }] },
      learnt: { startOrder: 'PLUG_FIRST' as const, connectors: [{ id: 1, maxPowerW: 11_000 }] },
    };
    const [known] = withTemplate({ evses: [evse(1, facts)] }, { evses: [OF_ALL] }).evses;
    expect(known && connectorProperties(known, connector)).toMatchObject({
      standard: 'IEC_62196_T2',
      format: 'CABLE',
      maxPowerW: 11_000,
      sources: { standard: 'TEMPLATE', format: 'SET', maxPowerW: 'LEARNT' },
    });
    expect(known && startOrderOf(known)).toEqual({ value: 'PLUG_FIRST', source: 'LEARNT' });
  });

  it('leaves the very station where it says nothing new, and nothing of itself when it goes', () => {
    const bare = { evses: [evse(1), evse(2, { set: { startOrder: 'EITHER' } })] };
    const taken = withTemplate(bare, { evses: [OF_ALL] });
    expect(withTemplate(taken, { evses: [{ ...OF_ALL }] })).toBe(taken);
    expect(withTemplate(bare, null)).toBe(bare);
    expect(withTemplate(taken, null)).toEqual(bare);
  });

  it('is refused with the place of each fault', () => {
    expect(templateFaults([])).toMatchObject([{ pointer: '/evses' }]);
    expect(templateFaults([OF_ALL, OF_ALL])).toMatchObject([{ pointer: '/evses/1/evseId' }]);
    expect(templateFaults([{ evseId: 0, connectors: [{ id: 1, maxPowerW: -1 }] }])).toMatchObject([
      { pointer: '/evses/0/evseId' },
      { pointer: '/evses/0/connectors/0/maxElectricPower' },
    ]);
    expect(templateFaults([OF_ALL, OF_TWO])).toEqual([]);
  });

  it('is kept in one form, whatever the order in which it was said', () => {
    const said: TemplateEvse = {
      evseId: 2,
      startOrder: null,
      connectors: [{ id: 1, standard: 'CHADEMO', format: null }],
    };
    expect(tidyTemplate([said, OF_ALL])).toEqual([OF_ALL, OF_TWO]);
  });
});
