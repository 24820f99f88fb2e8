/** Public keys of meters over real sockets: told with readings and in the configuration, read at REST and GraphQL. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter, type RawStation } from '../contracts/support/raw-station.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  await gateway.request('PUT', '/api/v1/tokens/TAG', { body: { type: 'RFID', contract_id: 'NL-VGT-C1' } });
});
afterAll(() => gateway.close());

/** One key as a meter shows it, as OCA wants it said, and as verifiers want it. */
const aKey = () => {
  const der = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ format: 'der', type: 'spki' });
  const hex = der.toString('hex').toUpperCase();
  return { hex, oca: Buffer.from(`oca:base16:asn1:${hex}`).toString('base64'), der: der.toString('base64') };
};

const connect = async (id: string, protocol: string): Promise<RawStation> => {
  await gateway.request('PUT', `/api/v1/stations/${id}`, { body: { security_profile: 0 } });
  return enter(`${gateway.stationsUrl}/${id}`, [protocol]);
};

/** A command that the station answers so. */
const asked = async (
  station: RawStation,
  { type, body, action, answer }: { type: string; body: object; action: string; answer: object },
): Promise<void> => {
  const { body: command } = await gateway.request('POST', `/api/v1/commands/${type}`, { body });
  const [, id, called] = await station.next();
  expect(called).toBe(action);
  station.send(JSON.stringify([3, id, answer]));
  const { status } = await gateway.get(`/api/v1/commands/${command.id}?wait=10`);
  expect(status).toBe('CONFIRMED');
};

const KEY = 'evseId evseUid connectorId publicKey subjectPublicKeyInfo encodingMethod sources toldAt lastToldAt';

/** As REST and GraphQL tell them alike, oldest first. */
const keysOf = async (id: string): Promise<readonly Json[]> => {
  const rows = await gateway.get(`/api/v1/stations/${id}/meter_public_keys`);
  expect(await gateway.get(`/api/v1/meter_public_keys?station_id=${id}`)).toEqual(rows);
  const { data, errors } = await gateway.graphql(
    `query ($id: ID!) {
      meterPublicKeys(stationId: $id) { totalCount edges { node { ${KEY} station { id } } } }
      station(id: $id) {
        meterPublicKeys { edges { node { ${KEY} } } }
        evses { uid meterPublicKeys { edges { node { evseUid publicKey } } } }
      }
    }`,
    { id },
  );
  expect(errors).toBe(undefined);
  const { meterPublicKeys, station } = data;
  expect(meterPublicKeys.totalCount).toBe(rows.length);
  const nodes = meterPublicKeys.edges.map(({ node: { station: of, ...node } }: Json) => {
    expect(of).toEqual({ id });
    return node;
  });
  expect(station.meterPublicKeys.edges.map(({ node }: Json) => node)).toEqual(nodes);
  for (const { uid, meterPublicKeys: own } of station.evses) {
    const ofEvse = nodes.filter(({ evseUid }: Json) => evseUid === uid);
    expect(own.edges.map(({ node }: Json) => node.publicKey)).toEqual(ofEvse.map((key: Json) => key.publicKey));
    const byUid = await gateway.get(`/api/v1/meter_public_keys?evse_uid=${uid}`);
    expect(byUid.map((key: Json) => key.public_key)).toEqual(ofEvse.map((key: Json) => key.publicKey));
  }
  expect(
    rows.map((row: Json) => ({
      evseId: row.evse_id,
      evseUid: row.evse_uid,
      connectorId: row.connector_id,
      publicKey: row.public_key,
      subjectPublicKeyInfo: row.subject_public_key_info,
      encodingMethod: row.encoding_method,
      sources: row.sources,
      toldAt: row.told_at,
      lastToldAt: row.last_told_at,
    })),
  ).toEqual(nodes);
  return nodes;
};

const nowText = () => new Date().toISOString();

describe('the keys of a station', () => {
  it('of OCPP 1.6 are told by its readings and by GetConfiguration, and kept once each', async () => {
    const [first, second] = [aKey(), aKey()];
    const station = await connect('KEYS-16', 'ocpp1.6');
    await station.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
    for (const connectorId of [1, 2])
      await station.call('StatusNotification', { connectorId, errorCode: 'NoError', status: 'Available' });
    const signed = { signedMeterData: 'T0NNRg==', signingMethod: '', encodingMethod: 'OCMF', publicKey: first.oca };
    await station.call('MeterValues', {
      connectorId: 1,
      meterValue: [{ timestamp: nowText(), sampledValue: [{ value: JSON.stringify(signed), format: 'SignedData' }] }],
    });
    const configured = [
      { key: 'MeterPublicKey1', readonly: true, value: first.hex },
      { key: 'MeterPublicKey[2]', readonly: true, value: second.oca },
      { key: 'HeartbeatInterval', readonly: false, value: '300' },
    ];
    await asked(station, {
      type: 'GET_CONFIGURATION',
      body: { station_id: 'KEYS-16' },
      action: 'GetConfiguration',
      answer: { configurationKey: configured },
    });
    const { evses } = await gateway.get('/api/v1/stations/KEYS-16');
    expect(await keysOf('KEYS-16')).toMatchObject([
      {
        evseId: 1,
        evseUid: evses[0].uid,
        publicKey: first.oca,
        subjectPublicKeyInfo: first.der,
        encodingMethod: 'OCMF',
        sources: ['READING', 'CONFIGURATION'],
      },
      {
        evseId: 2,
        evseUid: evses[1].uid,
        publicKey: second.oca,
        subjectPublicKeyInfo: second.der,
        encodingMethod: null,
        sources: ['CONFIGURATION'],
      },
    ]);
    await station.close();
  });

  it.each([
    ['2.0.1', 'ocpp2.0.1'],
    ['2.1', 'ocpp2.1'],
  ])('of OCPP %s are told by transactions, by GetVariables and by reports', async (version, protocol) => {
    const id = `KEYS-${version}`;
    const [first, second, third] = [aKey(), aKey(), aKey()];
    const station = await connect(id, protocol);
    const chargingStation = { vendorName: 'V', model: 'M' };
    await station.call('BootNotification', { reason: 'PowerUp', chargingStation });
    for (const evseId of [1, 2]) {
      const timestamp = nowText();
      const told = { timestamp, connectorStatus: 'Available', evseId, connectorId: 1 };
      await station.call('StatusNotification', told);
    }
    const variable = { name: 'PublicKey' };
    const fiscal = (evse?: object) => ({
      component: { name: 'FiscalMetering', ...(evse === undefined ? {} : { evse }) },
      variable,
    });
    await asked(station, {
      type: 'GET_VARIABLES',
      body: {
        station_id: id,
        variables: [{ component: 'FiscalMetering', evse_id: 1, variable: 'PublicKey' }],
      },
      action: 'GetVariables',
      answer: {
        getVariableResult: [{ ...fiscal({ id: 1 }), attributeStatus: 'Accepted', attributeValue: first.hex }],
      },
    });
    const signedMeterValue = { signedMeterData: 'T0NNRg==', signingMethod: '', encodingMethod: 'OCMF' };
    await station.call('TransactionEvent', {
      eventType: 'Started',
      timestamp: nowText(),
      triggerReason: 'Authorized',
      seqNo: 0,
      transactionInfo: { transactionId: `TX-${version}` },
      evse: { id: 1, connectorId: 1 },
      idToken: { idToken: 'TAG', type: 'ISO14443' },
      meterValue: [
        {
          timestamp: nowText(),
          sampledValue: [{ value: 0, signedMeterValue: { ...signedMeterValue, publicKey: first.oca } }],
        },
      ],
    });
    await station.call('NotifyReport', {
      requestId: 1,
      generatedAt: nowText(),
      seqNo: 0,
      reportData: [
        { ...fiscal({ id: 2, connectorId: 1 }), variableAttribute: [{ value: second.oca }] },
        { ...fiscal(), variableAttribute: [{ type: 'Actual', value: third.der }] },
        {
          component: { name: 'ClockCtrlr' },
          variable: { name: 'DateTime' },
          variableAttribute: [{ value: nowText() }],
        },
      ],
    });
    const { evses } = await gateway.get(`/api/v1/stations/${id}`);
    expect(await keysOf(id)).toMatchObject([
      { evseId: 1, evseUid: evses[0].uid, publicKey: first.hex, sources: ['CONFIGURATION', 'READING'] },
      { evseId: 2, evseUid: evses[1].uid, connectorId: 1, subjectPublicKeyInfo: second.der },
      { evseId: null, evseUid: null, publicKey: third.der, subjectPublicKeyInfo: third.der },
    ]);
    expect((await gateway.get(`/api/v1/events?station_id=${id}&types=station.message`)).length).toBeGreaterThan(0);
    await station.close();
  });

  it('are kept over a restart, and known again afterwards', async () => {
    const { hex } = aKey();
    const tell = async () => {
      const station = await connect('KEYS-AGAIN', 'ocpp1.6');
      await station.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
      await asked(station, {
        type: 'GET_CONFIGURATION',
        body: { station_id: 'KEYS-AGAIN', keys: ['MeterPublicKey1'] },
        action: 'GetConfiguration',
        answer: { configurationKey: [{ key: 'MeterPublicKey1', readonly: true, value: hex }] },
      });
      await station.close();
      return keysOf('KEYS-AGAIN');
    };
    const before = await tell();
    expect(before).toMatchObject([{ publicKey: hex, sources: ['CONFIGURATION'] }]);
    gateway = await gateway.restart();
    expect(await tell()).toEqual(before);
  });
});
