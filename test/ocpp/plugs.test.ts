/** What plugs are, in what stations tell of their configuration. */
import { describe, expect, it } from 'vitest';
import { v16 } from '../../src/ocpp/v16/index.ts';
import { v21 } from '../../src/ocpp/v21/index.ts';
import { v201 } from '../../src/ocpp/v201/index.ts';
import { createRecordingInbox } from './support/recording-inbox.ts';

describe('an answer to GetConfiguration of 1.6', () => {
  const plugsIn = (key: string, value: unknown) =>
    v16.plugsTold.get('GetConfiguration')?.({ configurationKey: [{ key, value, readonly: true }, null, 5] } as never);

  it('tells which connectors have three phases', () => {
    expect(plugsIn('connectorPhaseRotation', '0.RST,1.RTS, 2.NotApplicable,x.RST,3.Unknown')).toEqual([
      { evseId: 1, connectorId: 1, facts: {}, phases: 3 },
    ]);
  });

  it.each([
    ['chargingALimitConn2', '32', 2, 32],
    ['G_MaxCurrent', '25.00', 1, 25],
  ])("tells by a vendor's %s what a connector gives at the most", (key, value, evseId, maxAmperageA) => {
    expect(plugsIn(key, value)).toEqual([{ evseId, connectorId: 1, facts: { maxAmperageA } }]);
  });

  it.each([
    ['G_MaxCurrent', '0'],
    ['chargingALimitConn1', 'much'],
    ['MaxCurrent', '40000'],
    ['ConnectorPhaseRotation', 'RST'],
    ['ConnectorPhaseRotation', null],
  ])('tells nothing by %s of %s', (key, value) => {
    expect(plugsIn(key, value)).toEqual([]);
  });
});

describe.each([
  ['2.0.1', v201],
  ['2.1', v21],
] as const)('a station of %s', (_version, protocol) => {
  const at = (component: string, variable: string, evse: object | undefined, more: object) => ({
    component: { name: component, ...(evse === undefined ? {} : { evse }) },
    variable: { name: variable },
    ...more,
  });
  const is = (attributeValue: string, more: object = {}) => ({ attributeStatus: 'Accepted', attributeValue, ...more });

  it('tells its connectors and phases in the answer to GetVariables', () => {
    const getVariableResult = [
      at('Connector', 'ConnectorType', { id: 1, connectorId: 2 }, is('cCCS2')),
      at('connector', 'connectortype', { id: 2 }, is(' stype2')),
      at('EVSE', 'SupplyPhases', { id: 2 }, is('3')),
      at('Connector', 'ConnectorType', { id: 3, connectorId: 1 }, is('Unknown')),
      at('Connector', 'ConnectorType', undefined, is('cCCS2')),
      at('EVSE', 'SupplyPhases', { id: 4 }, is('7')),
      at('EVSE', 'SupplyPhases', { id: 5 }, is('3', { attributeType: 'MaxSet' })),
      at('EVSE', 'Power', { id: 6 }, is('11000')),
    ];
    expect(protocol.plugsTold.get('GetVariables')?.({ getVariableResult } as never)).toMatchObject([
      { evseId: 1, connectorId: 2, facts: { standard: 'IEC_62196_T2_COMBO', format: 'CABLE', powerType: 'DC' } },
      { evseId: 2, connectorId: null, facts: { standard: 'IEC_62196_T2', format: 'SOCKET', powerType: null } },
      { evseId: 2, connectorId: null, facts: {}, phases: 3 },
    ]);
  });

  it('tells what its EVSEs can give in its reports, which are passed on all the same', async () => {
    const { told, say } = createRecordingInbox();
    const power = (id: number, variableCharacteristics: object) =>
      at('EVSE', 'Power', { id }, { variableAttribute: [{ value: '0' }], variableCharacteristics });
    const reportData = [
      power(1, { unit: 'W', maxLimit: 22_000, dataType: 'decimal', supportsMonitoring: true }),
      power(2, { unit: 'kW', maxLimit: 150, dataType: 'decimal', supportsMonitoring: true }),
      power(3, { unit: 'W', dataType: 'decimal', supportsMonitoring: true }),
      at('Connector', 'ConnectorType', { id: 1, connectorId: 1 }, { variableAttribute: [{ value: 's309-3P-16A' }] }),
    ];
    const generatedAt = '2026-03-01T12:00:00Z';
    expect(await say(protocol, 'NotifyReport', { requestId: 1, seqNo: 0, generatedAt, reportData })).toEqual({});
    expect(told.plugs).toMatchObject([
      { evseId: 1, connectorId: null, facts: { maxPowerW: 22_000 } },
      { evseId: 2, connectorId: null, facts: { maxPowerW: 150_000 } },
      {
        evseId: 1,
        connectorId: 1,
        facts: { standard: 'IEC_60309_2_three_16', powerType: 'AC_3_PHASE', maxAmperageA: 16 },
      },
    ]);
    expect(told.messages).toMatchObject([{ action: 'NotifyReport' }]);
  });
});
