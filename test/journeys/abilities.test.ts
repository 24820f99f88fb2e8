/** What a simulated station of each version tells of itself, as the demo shows it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callsAt, openStage, SECOND, type Stage, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ OCPP_CONFIGURATION_AFTER_S: '20' });
});
afterAll(async () => {
  await stage.clear();
  await stage.close();
});

it.each(VERSIONS)('a station of OCPP %s tells what it can do, in a few messages', async (version) => {
  const station = await stage.online(version, { connectors: 2 });
  // In steps in which it can answer: a message that is not answered within 15 s is given up.
  for (let step = 0; step < 12; step += 1) await stage.advance(5 * SECOND);
  const { abilities } = await stage.until(
    () => stage.stationRecord(station),
    (record) => record.abilities !== null,
  );
  expect(abilities).toMatchObject({
    source: version === '1.6' ? 'GetConfiguration' : 'GetVariables',
    failure: null,
    features: expect.arrayContaining(['SMART_CHARGING']),
    lacking: [],
    remote_start_authorizes: false,
    max_stack_level: 8,
    charging_rate_units: expect.arrayContaining(['A', 'W']),
    max_periods: 24,
    max_profiles: 32,
    heartbeat_interval_s: expect.any(Number),
    connectors: version === '1.6' ? 2 : null,
    phases: 3,
  });
  const { evses } = await stage.stationRecord(station);
  expect(evses[0].connectors[0]).toMatchObject(
    version === '1.6'
      ? { standard: null, power_type: null, sources: {} }
      : {
          standard: 'IEC_62196_T2',
          format: 'CABLE',
          power_type: 'AC_3_PHASE',
          sources: { standard: 'LEARNT', format: 'LEARNT', power_type: 'LEARNT' },
        },
  );
  const configuration = await stage.gateway().get(`/api/v1/stations/${station.id}/configuration`);
  expect(configuration).toMatchObject({ complete: true, protocol: version });
  expect(configuration.entries.length).toBeGreaterThan(15);
  const asked = callsAt(station, 'GetConfiguration', 'GetVariables');
  expect(asked.length).toBeLessThan(5);
});
