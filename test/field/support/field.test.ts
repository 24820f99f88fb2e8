import { expect, it } from 'vitest';
import { startField } from './field.ts';
import { eventPayload, startPayload, stopPayload } from './messages.ts';

it('lets stations of each version charge, and shows what clients see of it', async () => {
  await using field = await startField();
  const token = await field.token('CARD');
  const old = await field.station('1.6');
  const { transactionId } = await old.call('StartTransaction', startPayload(token, 1000, field.now()));
  await field.advance(60_000);
  await old.call('StopTransaction', stopPayload(transactionId, 3500, field.now()));
  expect(await field.sessionsOf(old.id)).toMatchObject([{ status: 'COMPLETED', energy_wh: 2500 }]);

  for (const version of ['2.0.1', '2.1'] as const) {
    const station = await field.station(version);
    const idToken = { idToken: token, type: 'ISO14443' };
    await station.call('TransactionEvent', eventPayload('Started', 'T', 0, 0, field.now(), { idToken }));
    await field.advance(60_000);
    await station.call('TransactionEvent', eventPayload('Ended', 'T', 1, 700, field.now()));
    expect(await field.sessionsOf(station.id)).toMatchObject([{ status: 'COMPLETED', energy_wh: 700 }]);
    expect((await field.eventsOf(station.id, 'session.ended')).map(({ data }) => data.session.energy_wh)).toEqual([
      700,
    ]);
  }
});

it('answers commands as a test says, and shows refusals with their code', async () => {
  await using field = await startField();
  const station = await field.station('1.6');
  station.answer('Reset', () => ({ status: 'Accepted' }));
  const { id } = await field.command('RESET_STATION', { station_id: station.id, mode: 'IMMEDIATE' });
  expect(await station.asked('Reset')).toEqual({ type: 'Hard' });
  expect(await field.commandIn(id, 'ACCEPTED')).toMatchObject({ station_id: station.id });
  await expect(station.call('Nonsense', {})).rejects.toMatchObject({ code: 'NotImplemented' });
});

it('keeps connections over hours, and data over a restart', async () => {
  await using field = await startField();
  const station = await field.station('1.6', { registered: { name: 'Old' } });
  await field.advance(3_600_000);
  expect(await field.stationRecord(station.id)).toMatchObject({ online: true, name: 'Old' });
  await field.restart();
  await station.closed;
  const again = await field.station('1.6', { id: station.id, registered: null });
  expect(await field.stationRecord(again.id)).toMatchObject({ online: true, name: 'Old' });
});
