/** What one operator has in a gateway: one object of each kind, all of whose texts carry its name. */
import type { Json, TestGateway } from '../../support/gateway.ts';
import { OFFERED_SCOPES } from '../../support/scopes.ts';
import { until } from '../../support/until.ts';
import type { Theirs } from './operations.ts';
import { enter } from './raw-station.ts';

export type OwnerWorld = {
  readonly ids: Theirs;
  readonly clientToken: string;
  /** What must never reach anybody else. */
  readonly secrets: RegExp;
  /** Of its objects alone, without the party's name. */
  readonly marks: RegExp;
  /** As POST /sandboxes answered. */
  readonly sandbox: Json;
  /** A whole session at its station, with all that it makes its events tell; the station is away again at the end. */
  readonly charge: () => Promise<void>;
};

const LOCATION = {
  country: 'NLD',
  coordinates: { latitude: '52.05', longitude: '5.10' },
  time_zone: 'Europe/Amsterdam',
};

/**
 * party: `NL-OWN`, of whose second half all markers are made, unless there is a name for them. The client that makes it
 * all is bound to it. The token is the driver's. The station is in a group of its own, named behind it: `…-GROUP`.
 */
export const createOwnerWorld = async (
  gateway: TestGateway,
  party: string,
  { name = party.slice(3), driverId = null }: { readonly name?: string; readonly driverId?: string | null } = {},
): Promise<OwnerWorld> => {
  const mark = `MARK-${name}`;
  const put = async (path: string, body: object, token?: string) => {
    const how = token === undefined ? { body } : { body, token };
    const answer = await gateway.request('PUT', `/api/v1/${path}`, how);
    if (answer.status !== 201) throw new Error(`PUT ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  const isParty = (await gateway.request('GET', `/api/v1/parties/${party}`)).status === 200;
  if (!isParty) await put(`parties/${party}`, { name: `${mark}-PARTY`, roles: ['CPO'] });
  const grants = { parties: [party] };
  const client = { name: `${mark}-CLIENT`, scopes: OFFERED_SCOPES, grants, rotate_secret: true };
  const { client_secret: secret } = await put(`clients/${mark}-CLIENT`, client);
  const clientToken = await gateway.token(`${mark}-CLIENT`, secret);

  const location = `${mark}-LOCATION`;
  const station = `${mark}-STATION`;
  const uid = `${mark}-TOKEN`;
  const place = { ...LOCATION, name: `${mark}-NAME`, address: `${mark}-STREET`, city: `${mark}-CITY` };
  await put(`locations/${location}`, place, clientToken);
  const hardware = {
    location_id: location,
    group_id: `${station}-GROUP`,
    registration: 'accepted',
    security_profile: 0,
    validation: 'strict',
  };
  await put(`stations/${station}`, { ...hardware, name: `${mark}-NAME` }, clientToken);
  const token = { type: 'RFID', contract_id: `${mark}-CONTRACT`, status: 'ACCEPTED', issuer: `${mark}-ISSUER` };
  await put(`tokens/${uid}`, { ...token, driver_id: driverId }, clientToken);

  const { body: hook } = await gateway.request('POST', '/api/v1/webhooks/endpoints', {
    body: { url: `http://127.0.0.1:1/${mark}-PATH`, description: `${mark}-HOOK` },
    token: clientToken,
  });
  const webhook: string = hook.endpoint.id;

  const charge = async (): Promise<void> => {
    const hardware = await enter(`${gateway.stationsUrl}/${station}`, ['ocpp1.6']);
    await hardware.call('BootNotification', { chargePointVendor: `${mark}-V`, chargePointModel: `${mark}-M` });
    await hardware.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' });
    const timestamp = new Date().toISOString();
    const start = { connectorId: 1, idTag: uid, meterStart: 0, timestamp };
    const [, , answer] = await hardware.call('StartTransaction', start);
    const { transactionId } = answer as { readonly transactionId: number };
    const signed = { signedMeterData: 'T0NNRg==', encodingMethod: 'OCMF', signingMethod: '', publicKey: `${mark}-KEY` };
    const sampledValue = [{ value: JSON.stringify(signed), format: 'SignedData' }, { value: '10' }];
    await hardware.call('MeterValues', { connectorId: 1, transactionId, meterValue: [{ timestamp, sampledValue }] });
    // Of a transaction that we never gave: it is kept in quarantine.
    await hardware.call('MeterValues', {
      connectorId: 1,
      transactionId: 999_999_999,
      meterValue: [{ timestamp, sampledValue }],
    });
    await hardware.call('StopTransaction', { transactionId, meterStop: 100, timestamp, reason: 'Local' });
    await hardware.call('StatusNotification', {
      connectorId: 1,
      errorCode: 'OtherError',
      status: 'Faulted',
      info: `${mark}-I`,
    });
    await hardware.close();
  };
  await charge();

  const [session] = await gateway.get(`/api/v1/sessions?station_id=${station}`, clientToken);
  const [quarantined] = await gateway.get(`/api/v1/quarantined_messages?station_id=${station}`, clientToken);
  await gateway.request('PATCH', `/api/v1/evses/${session.evse_uid}`, {
    body: { evse_id: `NL*${party.slice(3)}*E${name}1` },
    token: clientToken,
  });
  const { body: command } = await gateway.request('POST', '/api/v1/commands/UNLOCK_CONNECTOR', {
    // Longer than any table takes on a busy machine: what expires has been changed.
    body: { station_id: station, evse_id: 1, expires_in_s: 3600 },
    token: clientToken,
  });
  const { body: account } = await gateway.request('POST', '/api/v1/accounts', {
    body: { login: `${mark}-LOGIN`, name: `${mark}-NAME`, role: 'viewer' },
    token: clientToken,
  });
  const { body: operation } = await gateway.request('POST', '/api/v1/persisted_operations', {
    body: { document: `{ me { clientId } } # ${mark}-DOCUMENT`, client_id: `${mark}-CLIENT` },
    token: clientToken,
  });
  const { body: template } = await gateway.request('POST', '/api/v1/station_templates', {
    // Of no station: those that have the model would follow, some moments later.
    body: { vendor: `${mark}-V`, model: `${mark}-TEMPLATE`, evses: [{ start_order: 'PLUG_FIRST' }] },
    token: clientToken,
  });
  const sandbox = await gateway.request('POST', '/api/v1/sandboxes', { body: { name: `${mark}-SANDBOX` } });
  const [event] = await gateway.get(`/api/v1/events?limit=1&station_id=${station}`, clientToken);
  const sent = () => gateway.get('/api/v1/webhooks/deliveries?limit=1', clientToken);
  await until(async () => (await sent()).length === 1);
  const [delivery] = await sent();
  const [first] = await gateway.get('/api/v1/events?limit=1');
  const [entry] = await gateway.get(`/api/v1/audit_log?object=location&object_id=${location}`, clientToken);
  const marks = [
    mark,
    session.id,
    command.id,
    session.evse_uid,
    quarantined.id,
    template.id,
    account.id,
    entry.id,
    webhook,
  ];
  return {
    ids: {
      location,
      station,
      session: session.id,
      token: uid,
      command: command.id,
      evse: session.evse_uid,
      template: template.id,
      quarantined: quarantined.id,
      auditEntry: entry.id,
      party,
      account: account.id,
      operation: operation.id,
      sandbox: sandbox.body.id,
      client: `${mark}-CLIENT`,
      event: event.id,
      webhook,
      delivery: delivery.id,
      firstEvent: first.id,
    },
    clientToken,
    sandbox: sandbox.body,
    secrets: new RegExp([...marks, `NL\\*${party.slice(3)}`, party].join('|')),
    marks: new RegExp(marks.join('|')),
    charge,
  };
};
