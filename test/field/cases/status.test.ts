/** What stations tell of their state: whole stations, boots, faults with their vendors' words. */
import { describe, expect, it } from 'vitest';
import type { OcppVersion } from '../../../src/domain/station.ts';
import type { Json } from '../../support/gateway.ts';
import { type Field, type FieldStation, MINUTE, SECOND, startField } from '../support/field.ts';
import { bootPayload, statusPayload } from '../support/messages.ts';

const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1'];

const tell = (
  field: Field,
  station: FieldStation,
  evseId: number,
  status: string,
  more: Record<string, unknown> = {},
) => station.call('StatusNotification', statusPayload(station.version, evseId, status, field.now(), more));

/** EVSE 0 is the station; 2.x has connector 0 with it. */
const tellWhole = (field: Field, station: FieldStation, status: string, more: Record<string, unknown> = {}) =>
  tell(field, station, 0, status, station.version === '1.6' ? more : { connectorId: 0, ...more });

const EVSES =
  'status error { code vendorCode vendorId info } evses { status connectors { status errorCode error { code vendorCode vendorId info } } }';

/** The station's word and its EVSEs', which both faces tell alike. */
const shown = async (field: Field, { id }: FieldStation): Promise<{ station: Json; evses: Json }> => {
  const rest = await field.stationRecord(id);
  const { data } = await field.gateway().graphql(`query ($id: ID!) { station(id: $id) { ${EVSES} } }`, { id });
  const states = (station: Json) => station.evses.map((evse: Json) => [evse.status, evse.connectors[0].status]);
  expect(states(data.station)).toEqual(states(rest));
  expect(data.station.status).toBe(rest.status);
  return { station: rest.status, evses: rest.evses.map((evse: Json) => evse.status) };
};

const outagesOf = (field: Field, { id }: FieldStation): Promise<readonly Json[]> =>
  field.gateway().get(`/api/v1/stations/${id}/outages`);

describe.each(VERSIONS)('SAP simulator 2.0.1, VCP 1.6: on %s', (version) => {
  it.each(['Unavailable', 'Faulted'])(
    'a station that was %s as a whole is AVAILABLE by its connectors after a boot',
    async (word) => {
      await using field = await startField();
      const station = await field.station(version);
      for (const evseId of [1, 2]) await tell(field, station, evseId, 'Available');
      await tellWhole(field, station, word);
      const out = word === 'Faulted' ? 'OUTOFORDER' : 'INOPERATIVE';
      expect(await shown(field, station)).toEqual({ station: word.toUpperCase(), evses: [out, out] });

      await station.drop();
      await field.advance(SECOND);
      const again = await field.station(version, { id: station.id, registered: null });
      expect(await shown(field, again)).toEqual({ station: 'UNKNOWN', evses: ['UNKNOWN', 'UNKNOWN'] });
      for (const evseId of [1, 2]) await tell(field, again, evseId, 'Available');
      expect(await shown(field, again)).toEqual({ station: 'AVAILABLE', evses: ['AVAILABLE', 'AVAILABLE'] });
      expect((await outagesOf(field, again)).filter(({ ended_at }) => ended_at === null)).toEqual([]);
    },
  );

  it('a connector that was Faulted is AVAILABLE by its word after a boot, over the same connection, too', async () => {
    await using field = await startField();
    const station = await field.station(version);
    await tell(field, station, 1, 'Faulted');
    await station.call('BootNotification', bootPayload(version));
    await tell(field, station, 1, 'Available');
    expect(await shown(field, station)).toMatchObject({ evses: ['AVAILABLE'] });
    expect((await field.eventsOf(station.id, 'station.recovered')).length).toBe(1);
  });

  it('a later word of a connector goes before that of the station, without a boot', async () => {
    await using field = await startField();
    const station = await field.station(version);
    for (const evseId of [1, 2]) await tell(field, station, evseId, 'Available');
    await tellWhole(field, station, 'Unavailable');
    await tell(field, station, 1, 'Available');
    expect(await shown(field, station)).toEqual({ station: 'UNAVAILABLE', evses: ['AVAILABLE', 'INOPERATIVE'] });
    await tell(field, station, 2, 'Available');
    expect(await shown(field, station)).toEqual({ station: 'AVAILABLE', evses: ['AVAILABLE', 'AVAILABLE'] });
  });

  it('a fault that is told again after a boot has one outage, begins once and ends once', async () => {
    await using field = await startField();
    const station = await field.station(version);
    await tell(field, station, 1, 'Faulted');
    await station.call('BootNotification', bootPayload(version));
    await field.advance(SECOND);
    await tell(field, station, 1, 'Faulted');
    const lasting = await outagesOf(field, station);
    expect(lasting).toMatchObject([{ cause: 'FAULTED', evse_id: 1, ended_at: null }]);
    await tell(field, station, 1, 'Available');
    expect(await outagesOf(field, station)).toMatchObject([{ id: lasting[0].id, ended_at: field.now().toISOString() }]);
    expect((await field.eventsOf(station.id, 'station.faulted', 'station.recovered')).map(({ type }) => type)).toEqual([
      'station.faulted',
      'station.recovered',
    ]);
  });

  it('a change of availability is reached by what is told after a boot, not by what was told before', async () => {
    await using field = await startField();
    const station = await field.station(version);
    await tell(field, station, 1, 'Unavailable');
    station.answer('ChangeAvailability', () => ({ status: 'Scheduled' }));
    await station.call('BootNotification', bootPayload(version));
    const { id } = await field.command('CHANGE_AVAILABILITY', { station_id: station.id, operative: false });
    expect(await field.commandIn(id, 'ACCEPTED', 'CONFIRMED')).toMatchObject({ status: 'ACCEPTED' });
    await tell(field, station, 1, 'Unavailable');
    expect(await field.commandIn(id, 'CONFIRMED')).toMatchObject({ status: 'CONFIRMED' });
  });
});

describe('beside these', () => {
  it.each(['2.0.1', '2.1'] as const)('%s: connector 0 of an EVSE is the whole EVSE', async (version) => {
    await using field = await startField();
    const station = await field.station(version);
    for (const connectorId of [1, 2]) await tell(field, station, 1, 'Available', { connectorId });
    await tell(field, station, 1, 'Faulted', { connectorId: 0 });
    const { evses } = await field.stationRecord(station.id);
    expect(evses).toMatchObject([
      {
        status: 'OUTOFORDER',
        connectors: [
          { id: 1, status: 'FAULTED' },
          { id: 2, status: 'FAULTED' },
        ],
      },
    ]);
    await tell(field, station, 1, 'Available', { connectorId: 2 });
    expect(await shown(field, station)).toMatchObject({ evses: ['AVAILABLE'] });
  });

  it('the first boot of a station that was at work before it came to us makes nothing void', async () => {
    await using field = await startField();
    const station = await field.station('1.6', { boot: null });
    await tell(field, station, 1, 'Available');
    await station.call('BootNotification', bootPayload('1.6'));
    expect(await shown(field, station)).toMatchObject({ evses: ['AVAILABLE'] });
  });

  it('a BootNotification that was asked for makes nothing void', async () => {
    await using field = await startField();
    const station = await field.station('2.0.1');
    await tell(field, station, 1, 'Available');
    await station.call('BootNotification', bootPayload('2.0.1', { reason: 'Triggered' }));
    expect(await shown(field, station)).toMatchObject({ evses: ['AVAILABLE'] });
  });
});

describe("a fault with its vendor's words", () => {
  const WORDS = { vendorErrorCode: 'E-1003', vendorId: 'com.vendor', info: 'Contactor welded, phase 2' };
  const ERROR = {
    code: 'InternalError',
    vendor_code: 'E-1003',
    vendor_id: 'com.vendor',
    info: 'Contactor welded, phase 2',
    severity: null,
  };

  it("lbbrhzn 337: beside InternalError they are shown on the connector, the EVSE's outage and in the events", async () => {
    await using field = await startField();
    const station = await field.station('1.6');
    await tell(field, station, 1, 'Faulted', { errorCode: 'InternalError', ...WORDS });
    const { evses } = await field.stationRecord(station.id);
    expect(evses[0].connectors[0]).toMatchObject({ status: 'FAULTED', error_code: 'InternalError', error: ERROR });
    const events = await field.eventsOf(station.id, 'connector.status_changed', 'station.faulted');
    expect(events.map(({ data }) => [data.error_code, data.error])).toEqual([
      ['InternalError', ERROR],
      ['InternalError', ERROR],
    ]);
    expect(await outagesOf(field, station)).toMatchObject([{ evse_id: 1, error_code: 'InternalError', error: ERROR }]);
    const { data } = await field
      .gateway()
      .graphql(`query ($id: ID!) { station(id: $id) { ${EVSES} } }`, { id: station.id });
    const { severity: _, ...words } = {
      code: ERROR.code,
      vendorCode: ERROR.vendor_code,
      vendorId: ERROR.vendor_id,
      info: ERROR.info,
      severity: null,
    };
    expect(data.station.evses[0].connectors[0].error).toEqual(words);
  });

  it('lbbrhzn 337: the same on connector 0 is shown on the station', async () => {
    await using field = await startField();
    const station = await field.station('1.6');
    await tell(field, station, 1, 'Available');
    await tell(field, station, 0, 'Faulted', { errorCode: 'InternalError', ...WORDS });
    expect(await field.stationRecord(station.id)).toMatchObject({
      status: 'FAULTED',
      error: ERROR,
      evses: [{ status: 'OUTOFORDER', connectors: [{ status: 'FAULTED', error: ERROR }] }],
    });
    expect((await field.eventsOf(station.id, 'station.faulted')).map(({ data }) => data.error)).toEqual([ERROR]);
    await tell(field, station, 0, 'Available');
    expect(await field.stationRecord(station.id)).toMatchObject({ status: 'AVAILABLE', error: null });
  });

  it('that is told as a warning is shown on a connector that serves', async () => {
    await using field = await startField();
    const station = await field.station('1.6');
    await tell(field, station, 1, 'Available', { errorCode: 'HighTemperature', info: '81 C' });
    const { evses } = await field.stationRecord(station.id);
    expect(evses[0]).toMatchObject({
      status: 'AVAILABLE',
      connectors: [
        { status: 'AVAILABLE', error_code: 'HighTemperature', error: { code: 'HighTemperature', info: '81 C' } },
      ],
    });
    expect(await field.eventsOf(station.id, 'station.faulted')).toEqual([]);
    // Vendors who have no code write one of these.
    await tell(field, station, 1, 'Available', { vendorErrorCode: '0x0', info: 'idle' });
    expect((await field.stationRecord(station.id)).evses[0].connectors[0]).toMatchObject({
      error_code: null,
      error: null,
    });
  });

  it('that has only these is told in the outage all the same', async () => {
    await using field = await startField();
    const station = await field.station('1.6');
    await tell(field, station, 1, 'Faulted', { vendorErrorCode: 'F42' });
    expect(await outagesOf(field, station)).toMatchObject([
      { error_code: 'F42', error: { code: null, vendor_code: 'F42' } },
    ]);
  });

  it('outlives a restart', async () => {
    await using field = await startField();
    const station = await field.station('1.6');
    await tell(field, station, 1, 'Faulted', { errorCode: 'InternalError', ...WORDS });
    await field.restart();
    await station.closed;
    const { evses } = await field.stationRecord(station.id);
    expect(evses[0].connectors[0]).toMatchObject({ error: ERROR });
  });
});

describe.each(VERSIONS)(
  'open kit TC_013: on %s, a Reset during which the socket drops without an answer',
  (version) => {
    const reset = async (field: Field, station: FieldStation) => {
      station.answer('Reset', () => null);
      const { id } = await field.command('RESET_STATION', { station_id: station.id, mode: 'IMMEDIATE' });
      await station.asked('Reset');
      return id;
    };

    it('waits for the boot, which comes a second later: CONFIRMED', async () => {
      await using field = await startField();
      const station = await field.station(version);
      const id = await reset(field, station);
      await station.drop();
      expect(await field.commandIn(id, 'ACCEPTED', 'TIMED_OUT')).toMatchObject({ status: 'ACCEPTED', result: null });
      await field.advance(SECOND);
      await field.station(version, { id: station.id, registered: null });
      expect(await field.commandIn(id, 'CONFIRMED')).toMatchObject({ error: null });
    });

    it('has failed when no boot came until the deadline of its effect', async () => {
      await using field = await startField();
      const station = await field.station(version);
      const id = await reset(field, station);
      await station.drop();
      await field.commandIn(id, 'ACCEPTED');
      await field.advance(9 * MINUTE);
      expect(await field.gateway().get(`/api/v1/commands/${id}`)).toMatchObject({ status: 'ACCEPTED' });
      await field.advance(2 * MINUTE);
      expect(await field.commandIn(id, 'TIMED_OUT')).toMatchObject({ error: { code: 'station_timeout' } });
    });

    it('waits on when the gateway stops in between', async () => {
      await using field = await startField();
      const station = await field.station(version);
      const id = await reset(field, station);
      await field.restart();
      await station.closed;
      expect(await field.commandIn(id, 'ACCEPTED')).toMatchObject({ result: null });
      await field.station(version, { id: station.id, registered: null });
      await field.commandIn(id, 'CONFIRMED');
    });
  },
);

describe('a trigger that makes no sense is refused at the API with the reason', () => {
  const trigger = (field: Field, { id }: FieldStation, message: string) =>
    field.gateway().request('POST', '/api/v1/commands/TRIGGER_MESSAGE', { body: { station_id: id, message } });

  it.each(VERSIONS)('BootNotification, to an accepted station of %s', async (version) => {
    await using field = await startField();
    const station = await field.station(version);
    const refused = await trigger(field, station, 'BootNotification');
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(refused.body.detail).toContain('has booted and was accepted');
    expect(await field.gateway().get(`/api/v1/commands?station_id=${station.id}`)).toEqual([]);
  });

  it('but not to one that connected and has not booted', async () => {
    await using field = await startField();
    const station = await field.station('1.6', { boot: null });
    station.answer('TriggerMessage', () => ({ status: 'Accepted' }));
    const { body } = await trigger(field, station, 'BootNotification');
    await field.commandIn(body.id, 'CONFIRMED');
  });

  it.each([
    ['1.6', 'TransactionEvent'],
    ['2.0.1', 'DiagnosticsStatusNotification'],
    ['2.0.1', 'SignV2G20Certificate'],
    ['2.1', 'SignChargePointCertificate'],
  ] as const)('%s: %s', async (version, message) => {
    await using field = await startField();
    const station = await field.station(version);
    const refused = await trigger(field, station, message);
    expect(refused).toMatchObject({ status: 422, body: { code: 'not_supported' } });
    expect(refused.body.detail).toContain(`OCPP ${version} triggers`);
  });
});

describe('steve 1211: a command without an EVSE', () => {
  it.each(VERSIONS)('goes to the only one of its station on %s', async (version) => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station(version);
    await tell(field, station, 1, 'Available');
    const [start, unlock] =
      version === '1.6'
        ? ['RemoteStartTransaction', 'UnlockConnector']
        : ['RequestStartTransaction', 'UnlockConnector'];
    station.answer(start, () => ({ status: 'Accepted' }));
    station.answer(unlock, () => ({ status: 'Unlocked' }));
    const started = await field.command('START_SESSION', {
      station_id: station.id,
      token: { uid: token, type: 'RFID' },
    });
    expect(started).toMatchObject({ evse_id: 1, parameters: { evse_id: 1 } });
    expect(await station.asked(start)).toMatchObject(version === '1.6' ? { connectorId: 1 } : { evseId: 1 });
    await field.command('UNLOCK_CONNECTOR', { station_id: station.id });
    expect(await station.asked(unlock)).toMatchObject(
      version === '1.6' ? { connectorId: 1 } : { evseId: 1, connectorId: 1 },
    );
  });

  it('leaves the choice to a station that has more, and needs one where one is needed', async () => {
    await using field = await startField();
    const token = await field.token('CARD');
    const station = await field.station('1.6');
    for (const evseId of [1, 2]) await tell(field, station, evseId, 'Available');
    station.answer('RemoteStartTransaction', () => ({ status: 'Accepted' }));
    await field.command('START_SESSION', { station_id: station.id, token: { uid: token, type: 'RFID' } });
    expect(await station.asked('RemoteStartTransaction')).not.toHaveProperty('connectorId');
    const refused = await field
      .gateway()
      .request('POST', '/api/v1/commands/UNLOCK_CONNECTOR', { body: { station_id: station.id } });
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});

type EventData = Record<string, unknown>;

describe.each(['2.0.1', '2.1'] as const)('a fault by NotifyEvent on %s', (version) => {
  let lastId = 0;
  const event = (
    field: Field,
    component: object,
    variable: string,
    actualValue: string,
    more: EventData = {},
  ): EventData => {
    lastId += 1;
    return {
      eventId: lastId,
      timestamp: field.now().toISOString(),
      trigger: 'Alerting',
      actualValue,
      eventNotificationType: 'HardWiredNotification',
      component,
      variable: { name: variable },
      ...more,
    };
  };
  const notify = (field: Field, station: FieldStation, ...eventData: readonly EventData[]) =>
    station.call('NotifyEvent', { generatedAt: field.now().toISOString(), seqNo: 0, eventData });
  const CONNECTOR = { name: 'Connector', evse: { id: 1, connectorId: 1 } };
  const STATION = { name: 'ChargingStation' };
  const types = async (field: Field, { id }: FieldStation) =>
    (await field.eventsOf(id, 'station.faulted', 'station.recovered')).map(({ type }) => type);

  it('puts the connector out of order with its words, until it is over', async () => {
    await using field = await startField();
    const station = await field.station(version);
    await tell(field, station, 1, 'Available');
    await notify(
      field,
      station,
      event(field, CONNECTOR, 'Problem', 'true', { techCode: 'E17', techInfo: 'Lock jammed' }),
    );
    const error = {
      code: 'Connector/Problem',
      vendor_code: 'E17',
      vendor_id: null,
      info: 'Lock jammed',
      severity: null,
    };
    expect((await field.stationRecord(station.id)).evses).toMatchObject([
      { status: 'OUTOFORDER', connectors: [{ status: 'FAULTED', error_code: 'Connector/Problem', error }] },
    ]);
    expect((await field.eventsOf(station.id, 'station.faulted')).map(({ data }) => data.error)).toEqual([error]);
    expect(await outagesOf(field, station)).toMatchObject([{ evse_id: 1, cause: 'FAULTED', error, ended_at: null }]);

    await notify(field, station, event(field, CONNECTOR, 'Problem', 'false', { trigger: 'Delta' }));
    expect((await field.stationRecord(station.id)).evses).toMatchObject([
      { status: 'AVAILABLE', connectors: [{ status: 'AVAILABLE', error_code: null, error: null }] },
    ]);
    expect(await types(field, station)).toEqual(['station.faulted', 'station.recovered']);
    expect(await outagesOf(field, station)).toMatchObject([{ ended_at: field.now().toISOString() }]);
    expect((await field.eventsOf(station.id, 'station.message')).map(({ data }) => data.action)).toEqual([
      'NotifyEvent',
      'NotifyEvent',
    ]);
  });

  it('of the whole station is over when it is cleared', async () => {
    await using field = await startField();
    const station = await field.station(version);
    await tell(field, station, 1, 'Available');
    await notify(field, station, event(field, STATION, 'Problem', 'true', { techInfo: 'Door open' }));
    expect(await shown(field, station)).toEqual({ station: 'FAULTED', evses: ['OUTOFORDER'] });
    expect(await field.stationRecord(station.id)).toMatchObject({
      error: { code: 'ChargingStation/Problem', info: 'Door open' },
    });
    await notify(field, station, event(field, STATION, 'Problem', 'true', { cleared: true }));
    // As its connectors say.
    expect(await shown(field, station)).toEqual({ station: 'AVAILABLE', evses: ['AVAILABLE'] });
    expect(await field.stationRecord(station.id)).toMatchObject({ error: null });
  });

  it('of a part is shown on a connector that serves, and none is a notice', async () => {
    await using field = await startField();
    const station = await field.station(version);
    await tell(field, station, 1, 'Available');
    const sensor = { name: 'TemperatureSensor', instance: 'Cable', evse: { id: 1, connectorId: 1 } };
    const monitor = { eventNotificationType: 'CustomMonitor', variableMonitoringId: 7 };
    await notify(field, station, event(field, sensor, 'Temperature', '93', monitor));
    expect((await field.stationRecord(station.id)).evses).toMatchObject([
      {
        status: 'AVAILABLE',
        connectors: [{ status: 'AVAILABLE', error: { code: 'TemperatureSensor(Cable)/Temperature', info: '93' } }],
      },
    ]);
    await notify(field, station, event(field, sensor, 'Temperature', '70', { ...monitor, cleared: true }));
    expect((await field.stationRecord(station.id)).evses[0].connectors[0].error).toBe(null);
    await notify(field, station, event(field, sensor, 'Temperature', '70', { trigger: 'Periodic' }));
    if (version === '2.1') await notify(field, station, event(field, sensor, 'Temperature', '71', { severity: 8 }));
    expect((await field.stationRecord(station.id)).evses[0].connectors[0].error).toBe(null);
    expect(await types(field, station)).toEqual([]);
  });

  it('is taken as a status where AvailabilityState says so', async () => {
    await using field = await startField();
    const station = await field.station(version);
    const state = (word: string, more: EventData = {}) =>
      notify(field, station, event(field, CONNECTOR, 'AvailabilityState', word, { trigger: 'Delta', ...more }));
    await state('Available');
    expect(await shown(field, station)).toMatchObject({ evses: ['AVAILABLE'] });
    await state('Faulted', { techCode: '0x21', techInfo: 'RCD' });
    expect((await field.stationRecord(station.id)).evses[0].connectors[0]).toMatchObject({
      status: 'FAULTED',
      error: { code: 'Connector/AvailabilityState', vendor_code: '0x21', info: 'RCD' },
    });
    await state('Occupied');
    expect(await shown(field, station)).toMatchObject({ evses: ['CHARGING'] });
    expect(await types(field, station)).toEqual(['station.faulted', 'station.recovered']);
    await notify(field, station, event(field, STATION, 'AvailabilityState', 'Unavailable', { trigger: 'Delta' }));
    expect(await shown(field, station)).toEqual({ station: 'UNAVAILABLE', evses: ['INOPERATIVE'] });
  });

  it('tells several things in one message, and what is void after a boot', async () => {
    await using field = await startField();
    const station = await field.station(version);
    await notify(
      field,
      station,
      event(field, CONNECTOR, 'AvailabilityState', 'Available', { trigger: 'Delta' }),
      event(field, { name: 'EVSE', evse: { id: 2 } }, 'Problem', 'true', { techCode: 'A' }),
      event(field, CONNECTOR, 'Problem', 'true', { techCode: 'B' }),
    );
    expect(await shown(field, station)).toMatchObject({ evses: ['OUTOFORDER', 'OUTOFORDER'] });
    await station.call('BootNotification', bootPayload(version));
    expect((await field.stationRecord(station.id)).evses).toMatchObject([
      { connectors: [{ status: 'UNKNOWN', error: null }] },
      { connectors: [{ status: 'UNKNOWN', error: null }] },
    ]);
    await tell(field, station, 1, 'Available');
    expect(await types(field, station)).toEqual(['station.faulted']);
    await tell(field, station, 2, 'Available');
    expect(await types(field, station)).toEqual(['station.faulted', 'station.recovered']);
  });

  if (version === '2.1') {
    it('of a severity that ends operation puts its place out of order, whatever part it is of', async () => {
      await using field = await startField();
      const station = await field.station(version);
      await tell(field, station, 1, 'Available');
      const rcd = { name: 'RCD', evse: { id: 1, connectorId: 1 } };
      await notify(field, station, event(field, rcd, 'Tripped', 'true', { severity: 1 }));
      expect(await shown(field, station)).toMatchObject({ evses: ['OUTOFORDER'] });
      await notify(field, station, event(field, rcd, 'Tripped', 'false', { severity: 1 }));
      expect(await shown(field, station)).toMatchObject({ evses: ['AVAILABLE'] });
    });
  }
});

/** Sightings are counted in memory first. */
const hasProblem = (field: Field, { id }: FieldStation, wanted: object) =>
  field.until(
    () => field.stationRecord(id),
    ({ problems }) =>
      problems.some((problem: Json) => Object.entries(wanted).every(([name, value]) => problem[name] === value)),
  );

describe.each(['2.0.1', '2.1'] as const)('lbbrhzn 2050: on %s, a StatusNotification in the shape of 1.6', (version) => {
  const former = (connectorId: number, status: string, more: object = {}) => ({
    connectorId,
    status,
    errorCode: 'NoError',
    ...more,
  });

  it('is understood, and told to the operator', async () => {
    await using field = await startField();
    const station = await field.station(version);
    await station.call('StatusNotification', former(2, 'Charging'));
    await station.call('StatusNotification', former(1, 'Faulted', { errorCode: 'GroundFailure', info: 'RCD' }));
    expect((await field.stationRecord(station.id)).evses).toMatchObject([
      { id: 1, status: 'OUTOFORDER', connectors: [{ id: 1, error: { code: 'GroundFailure', info: 'RCD' } }] },
      { id: 2, status: 'CHARGING', connectors: [{ id: 1, status: 'CHARGING' }] },
    ]);
    await station.call('StatusNotification', former(0, 'Unavailable'));
    expect(await shown(field, station)).toMatchObject({ station: 'UNAVAILABLE' });
    await hasProblem(field, station, { kind: 'read_leniently', action: 'StatusNotification', property: null });
  });

  it('is refused of a station that is held to the schema', async () => {
    await using field = await startField();
    const station = await field.station(version, { registered: { validation: 'strict' } });
    await expect(station.call('StatusNotification', former(1, 'Available'))).rejects.toMatchObject({
      code: 'OccurrenceConstraintViolation',
    });
    await hasProblem(field, station, { kind: 'message_refused', action: 'StatusNotification' });
  });
});

it('lbbrhzn 1248: status Faulted with errorCode `Error` is FAULTED, with the words told', async () => {
  await using field = await startField();
  const station = await field.station('1.6');
  await tell(field, station, 1, 'Faulted', { errorCode: 'Error', info: 'Residual current', vendorErrorCode: '' });
  expect((await field.stationRecord(station.id)).evses).toMatchObject([
    {
      status: 'OUTOFORDER',
      connectors: [{ status: 'FAULTED', error_code: 'Error', error: { code: 'Error', info: 'Residual current' } }],
    },
  ]);
});
