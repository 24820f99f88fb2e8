/** Messages that leave out which connector they are about: the only one of their station, or nobody's. */
import { describe, expect, it } from 'vitest';
import { type Field, startField } from '../support/field.ts';
import {
  eventPayload,
  meterPayload,
  registerValue,
  startPayload,
  statusPayload,
  stopPayload,
} from '../support/messages.ts';

const without = { connectorId: undefined };

/** The station when its record tells of that problem: it is stored behind the answer. */
const withProblem = (field: Field, id: string, kind: string, action: string) =>
  field.until(
    () => field.stationRecord(id),
    ({ problems }) =>
      problems.some(
        (problem: Record<string, unknown>) =>
          problem.kind === kind && problem.action === action && problem.property === '/connectorId',
      ),
  );

describe('a station with one connector that leaves connectorId out', () => {
  it('has its session, readings and status there', async () => {
    await using field = await startField();
    const station = await field.station('1.6');
    await station.call('StatusNotification', statusPayload('1.6', 1, 'Preparing', field.now()));
    const uid = await field.token('NOEVSE1');
    const { transactionId } = await station.call('StartTransaction', startPayload(uid, 100, field.now(), without));
    await station.call('StatusNotification', statusPayload('1.6', 1, 'Charging', field.now(), without));
    await field.advance(600_000);
    await station.call('MeterValues', meterPayload(1, 900, field.now(), without));
    expect(await field.sessionsOf(station.id)).toMatchObject([{ evse_id: 1, energy_wh: 800, status: 'ACTIVE' }]);
    const { evses } = await field.stationRecord(station.id);
    expect(evses).toMatchObject([{ connectors: [{ status: 'CHARGING' }] }]);
    await station.call('StopTransaction', stopPayload(transactionId, 1100, field.now()));
    expect(await field.sessionsOf(station.id)).toMatchObject([{ energy_wh: 1000, status: 'COMPLETED' }]);
    await withProblem(field, station.id, 'read_leniently', 'StartTransaction');
  });

  it('on 2.x has its status there', async () => {
    await using field = await startField();
    const station = await field.station('2.0.1');
    await station.call('StatusNotification', statusPayload('2.0.1', 1, 'Available', field.now()));
    await station.call('StatusNotification', statusPayload('2.0.1', 1, 'Occupied', field.now(), { evseId: undefined }));
    const { evses, status } = await field.stationRecord(station.id);
    expect(evses).toMatchObject([{ connectors: [{ status: 'OCCUPIED' }] }]);
    expect(status).not.toBe('OCCUPIED');
  });
});

it('a status of no connector changes nothing where there are two, and the operator is told', async () => {
  await using field = await startField();
  const station = await field.station('1.6');
  for (const evseId of [1, 2])
    await station.call('StatusNotification', statusPayload('1.6', evseId, 'Available', field.now()));
  await station.call('StatusNotification', statusPayload('1.6', 1, 'Faulted', field.now(), without));
  const { evses } = await field.stationRecord(station.id);
  expect(evses.map(({ status }: { status: string }) => status)).toEqual(['AVAILABLE', 'AVAILABLE']);
  await withProblem(field, station.id, 'message_refused', 'StatusNotification');
});

it.each(['2.0.1', '2.1'] as const)(
  '%s: a transaction that begins without an EVSE is on the only one',
  async (version) => {
    await using field = await startField();
    const station = await field.station(version);
    await station.call('StatusNotification', statusPayload(version, 4, 'Available', field.now()));
    const started = eventPayload('Started', 'T', 0, 100, field.now(), { evse: undefined });
    await station.call('TransactionEvent', started);
    await field.advance(600_000);
    await station.call('MeterValues', { meterValue: [registerValue(version, 900, field.now())] });
    expect(await field.sessionsOf(station.id)).toMatchObject([{ evse_id: 4, energy_wh: 800 }]);
  },
);

it.each(['1.6', '2.0.1', '2.1'] as const)(
  '%s: nobody charges at 0, so a start there is on the only one',
  async (version) => {
    await using field = await startField();
    const station = await field.station(version);
    await station.call('StatusNotification', statusPayload(version, 1, 'Available', field.now()));
    if (version === '1.6') {
      const uid = await field.token('ATZERO1');
      await station.call('StartTransaction', startPayload(uid, 100, field.now(), { connectorId: 0 }));
    } else {
      const evse = { id: 0 };
      await station.call('TransactionEvent', eventPayload('Started', 'T', 0, 100, field.now(), { evse }));
    }
    expect(await field.sessionsOf(station.id)).toMatchObject([{ evse_id: 1 }]);
  },
);
