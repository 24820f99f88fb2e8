/** Deviations of what has meaning here, over real sockets into a store: nothing behind the edge stumbles over one. */
import { expect, it } from 'vitest';
import { PROTOCOLS, requestSchema, VERSIONS } from '../fuzz/ocpp-schemas.ts';
import { deviationsOf } from './support/deviations.ts';
import { MINUTE, startField } from './support/field.ts';
import { rightPayload } from './support/right-payload.ts';

const MEANT = [
  'Authorize',
  'BootNotification',
  'FirmwareStatusNotification',
  'MeterValues',
  'SecurityEventNotification',
  'SignedFirmwareStatusNotification',
  'StartTransaction',
  'StatusNotification',
  'StopTransaction',
  'TransactionEvent',
];

it.each(VERSIONS)('a station of OCPP %s is answered, whatever deviates', { timeout: 120_000 }, async (version) => {
  await using field = await startField();
  const { inbound, essential } = PROTOCOLS[version];
  const station = await field.station(version);
  const wrong: unknown[] = [];
  const kept: unknown[] = [];
  for (const action of MEANT.filter((name) => inbound.has(name))) {
    const schema = requestSchema(version, action);
    if (schema === null) continue;
    const named = essential.get(action) ?? [];
    for (const { payload, meant, way, property } of deviationsOf(rightPayload(schema), schema, version)) {
      if (property.includes('/customData')) continue;
      const frame = await station.ask(action, payload);
      const refused = named.some((name) => !(name in meant));
      if (frame[0] !== (refused ? 4 : 3) || frame[2] === 'InternalError') wrong.push({ action, property, way, frame });
      if (refused && action === 'MeterValues') kept.push(payload);
    }
  }
  expect(wrong.slice(0, 20)).toEqual([]);
  const quarantined = await field.eventsOf(station.id, 'station.message_quarantined');
  const payloads = quarantined.map(({ data }) => data.payload);
  for (const payload of kept) expect(payloads).toContainEqual(payload);
  // They are stored behind the answers, together.
  await field.advance(10 * MINUTE);
  await field.until(
    () => field.stationRecord(station.id),
    ({ online, problem_count }) => online && problem_count > 20,
  );
});
