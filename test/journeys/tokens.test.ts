/** Who may start, and who may stop. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VirtualStation } from '../../src/simulator/station.ts';
import type { Json } from '../support/gateway.ts';
import { HOUR, latestOf, MINUTE, openStage, type Stage, untilAcknowledged, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe.each(VERSIONS)('on OCPP %s', (version) => {
  /** A start and stop by the button of the station: no token is told. */
  const pressButton = async (station: VirtualStation, kind: 'start' | 'stop', at: Date, transactionId: Json) => {
    const startedAt = at.toISOString();
    if (version === '1.6') {
      return kind === 'start'
        ? station.call('StartTransaction', { connectorId: 1, idTag: '', meterStart: 1000, timestamp: startedAt })
        : station.call('StopTransaction', { transactionId, meterStop: 4000, timestamp: startedAt });
    }
    const energyWh = kind === 'start' ? 1000 : 4000;
    return station.call('TransactionEvent', {
      eventType: kind === 'start' ? 'Started' : 'Ended',
      timestamp: startedAt,
      triggerReason: kind === 'start' ? 'Authorized' : 'StopAuthorized',
      seqNo: kind === 'start' ? 0 : 1,
      transactionInfo: { transactionId: `button-${station.id}`, chargingState: 'Charging' },
      evse: { id: 1, connectorId: 1 },
      idToken: { idToken: '', type: 'NoAuthorization' },
      meterValue: [
        {
          timestamp: startedAt,
          sampledValue: [
            {
              value: energyWh,
              measurand: 'Energy.Active.Import.Register',
              context: kind === 'start' ? 'Transaction.Begin' : 'Transaction.End',
              unitOfMeasure: { unit: 'Wh' },
            },
          ],
        },
      ],
    });
  };

  it('a start by button makes a session without a token', async () => {
    const station = await stage.online(version);
    const started = await pressButton(station, 'start', stage.clock.now(), null);
    expect(started.kind).toBe('result');
    const [session] = await stage.sessionsOf(station);
    expect(session).toMatchObject({ status: 'ACTIVE', token: null, authorization: null });
    const { transaction } = session;
    await stage.advance(6 * MINUTE);
    await pressButton(station, 'stop', stage.clock.now(), version === '1.6' ? Number(transaction.id) : transaction.id);
    expect(await stage.session(session.id)).toMatchObject({
      status: 'COMPLETED',
      energy_wh: 3000,
      stop_reason: 'Local',
      flags: [],
    });
  });

  it.each([
    { what: 'unknown', says: version === '1.6' ? 'Invalid' : 'Unknown', fields: null },
    { what: 'blocked', says: 'Blocked', fields: { status: 'BLOCKED' } },
    { what: 'expired', says: 'Expired', fields: { expires_at: '2026-02-01T00:00:00Z' } },
  ])('a tag that is $what starts nothing', async ({ fields, says }) => {
    const station = await stage.online(version);
    const token = fields === null ? `STRANGE-${version}` : await stage.token(fields);
    station.plugIn(1);
    expect(await station.presentTag(token, 1)).toBe(says);
    expect(await stage.sessionsOf(station)).toEqual([]);
    const refused = await stage.post('START_SESSION', {
      station_id: station.id,
      evse_id: 1,
      token: { uid: token, type: 'RFID' },
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'token_not_valid' } });
  });

  it('a tag that expires in time is good until then', async () => {
    const station = await stage.online(version);
    const expiresAt = new Date(stage.clock.now().getTime() + HOUR);
    const token = await stage.token({ expires_at: expiresAt.toISOString() });
    expect(await station.presentTag(token, 1)).toBe('Accepted');
    await stage.clock.advance(2 * MINUTE);
    await stage.advance(HOUR);
    expect(await station.presentTag(token, 1)).toBe('Expired');
  });

  it('a session is stopped by another tag of its group, not by a stranger', async () => {
    const station = await stage.online(version);
    const group = `GROUP-${station.id}`;
    const [first, second, stranger] = [
      await stage.token({ group_id: group }),
      await stage.token({ group_id: group }),
      await stage.token(),
    ];
    station.plugIn(1);
    await station.presentTag(first, 1);
    await station.until(() => station.sessions[0]?.startAcknowledged === true);
    await stage.advance(6 * MINUTE);
    expect(await station.presentTag(stranger, 1)).toBe('Busy');
    expect(await stage.sessionsOf(station)).toMatchObject([{ status: 'ACTIVE', group_id: group }]);
    expect(await station.presentTag(second, 1)).toBe('Accepted');
    await untilAcknowledged(station);
    expect(latestOf(station).stopReason).toBe('Local');
    expect(await stage.sessionsOf(station)).toMatchObject([
      { status: 'COMPLETED', token: { uid: first }, energy_wh: 1100, group_id: group },
    ]);
  });

  it('a blocked tag still stops what it began', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    await station.presentTag(token, 1);
    await station.until(() => station.sessions[0]?.startAcknowledged === true);
    await stage.gateway().request('PUT', `/api/v1/tokens/${token}`, {
      body: { type: 'RFID', contract_id: 'NL-VGT-C1', status: 'BLOCKED' },
    });
    await station.presentTag(token, 1);
    await untilAcknowledged(station);
    expect(await stage.sessionsOf(station)).toMatchObject([{ status: 'COMPLETED', stop_reason: 'Local' }]);
  });

  it('tags are compared without regard to case', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    expect(await station.presentTag(token.toLowerCase(), 1)).toBe('Accepted');
    await station.until(() => station.sessions[0]?.startAcknowledged === true);
    expect(await stage.sessionsOf(station)).toMatchObject([{ token: { uid: token }, status: 'ACTIVE' }]);
  });
});
