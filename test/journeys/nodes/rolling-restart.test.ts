/** What a deployment does: one node after the other goes and comes back, behind one address, while everyone works. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../src/simulator/clock.ts';
import { createStation, type VirtualStation } from '../../../src/simulator/station.ts';
import type { Answer, Json } from '../../support/gateway.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { describeWithEntry } from '../../support/services.ts';
import { until } from '../../support/until.ts';
import { callsAt, deliveredWh, MINUTE, START_ACTIONS, untilAcknowledged, VERSIONS } from '../support/stage.ts';
import { type Address, type Client, createClient, openAddress, readEvents } from './address.ts';

const STATIONS = 24;
const CLIENTS = 6;
/** At least so many are given before, while and after a node is away. */
const COMMANDS = 8;
const LONG_MS = 120_000;

type Given = { readonly id: string; readonly stationId: string; readonly type: string };

const START = 'START_SESSION';
const TRIGGER = 'TRIGGER_MESSAGE';

describeWithEntry('two gateways behind one nginx', () => {
  const clock = createManualClock(new Date());
  const stations: VirtualStation[] = [];
  const clients: Client[] = [];
  let address: Address;
  let token = '';

  const newClient = (): Client => {
    const client = createClient(address.url, token);
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    address = await openAddress();
    token = await address.b.api().token();
    const { ask } = newClient();
    const ids = Array.from({ length: STATIONS }, (_, n) => `ROLL-${n}`);
    await Promise.all(
      ids.map(async (id, n) => {
        await ask('PUT', `/api/v1/stations/${id}`, { body: { security_profile: 0 } });
        await ask('PUT', `/api/v1/tokens/T-${id}`, { body: { type: 'RFID', contract_id: 'NL-VGT-C1' } });
        const station = createStation({
          id,
          url: `${address.url.replace(/^http/, 'ws')}/ocpp`,
          version: VERSIONS[n % VERSIONS.length] ?? '2.0.1',
          connectors: 2,
          clock,
          networkClock: systemClock,
          reconnect: { initialMs: 5, maxMs: 50 },
          transactionRetryS: 0,
          logLength: 10_000,
        });
        stations.push(station);
        await station.connect();
        await station.ready();
        station.plugIn(1);
        await station.presentTag(`T-${id}`, 1);
        await station.until(() => station.sessions[0]?.startAcknowledged === true);
      }),
    );
  }, LONG_MS);
  afterAll(async () => {
    await Promise.all(stations.map((station) => station.close()));
    await address.close();
  });

  /** All pages, oldest first. */
  const allOf = async (path: string): Promise<readonly Json[]> => {
    const items: Json[] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const { body, headers }: Answer<Json> = await address.b.api().request('GET', next);
      items.push(...body);
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    return items;
  };

  it('go and come back one after the other: no command, session or event is lost or doubled', {
    timeout: LONG_MS,
  }, async () => {
    const reader = readEvents(address.url, token);
    const given: Given[] = [];
    const toStart = [...stations];
    let working = true;

    const give = async (client: Client, key: string, station: VirtualStation, type: string): Promise<void> => {
      const more =
        type === START ? { evse_id: 2, token: { uid: `T-${station.id}`, type: 'RFID' } } : { message: 'Heartbeat' };
      const asked = {
        body: { station_id: station.id, expires_in_s: 600, ...more },
        headers: { 'idempotency-key': key },
      };
      const { status, body } = await client.ask('POST', `/api/v1/commands/${type}`, asked);
      expect({ status, body }).toMatchObject({ status: 202 });
      given.push({ id: body.id, stationId: station.id, type });
      // One that is not sure whether it was heard.
      const again = await client.ask('POST', `/api/v1/commands/${type}`, asked);
      expect(again.body.id).toBe(body.id);
      let command = body;
      while (['QUEUED', 'SENT', 'ACCEPTED'].includes(command.status)) {
        command = (await client.ask('GET', `/api/v1/commands/${body.id}?wait=2`)).body;
      }
      expect(command).toMatchObject({ status: 'CONFIRMED' });
    };

    const work = async (number: number): Promise<void> => {
      const client = newClient();
      for (let n = 0; working; n += 1) {
        const key = `${number}-${n}`;
        // A start now and then, so that they are spread over everything that happens.
        const starting = n % 3 === 0 ? toStart.shift() : undefined;
        starting?.plugIn(2);
        const station = starting ?? stations[(number + n * CLIENTS) % STATIONS];
        if (station !== undefined) await give(client, key, station, starting === undefined ? TRIGGER : START);
      }
    };
    const worked = Promise.all(Array.from({ length: CLIENTS }, (_, number) => work(number)));
    const moreCommands = async (): Promise<void> => {
      const before = given.length;
      await Promise.race([worked, until(() => given.length >= before + COMMANDS)]);
    };

    for (const name of ['a', 'b'] as const) {
      const node = address[name];
      await moreCommands();
      const going = node.terminate();
      await clock.advance(6 * MINUTE);
      expect(await going).toBe(0);
      await moreCommands();
      await clock.advance(6 * MINUTE);
      await node.start();
      await address.leadsTo(name);
      await moreCommands();
    }
    await Promise.race([worked, until(() => toStart.length === 0)]);
    working = false;
    await worked;

    // What a client had to ask again for, it was told in a way that says so.
    const refusals = clients.flatMap((client) => client.refusals);
    expect(refusals.filter((refusal) => refusal !== 503 && refusal !== 'connection')).toEqual([]);
    expect(new Set(given.map(({ id }) => id)).size).toBe(given.length);
    for (const station of stations) {
      const own = given.filter(({ stationId }) => stationId === station.id);
      const count = (type: string) => own.filter((command) => command.type === type).length;
      expect(callsAt(station, 'TriggerMessage')).toHaveLength(count(TRIGGER));
      expect(callsAt(station, ...START_ACTIONS)).toHaveLength(1);
    }

    await Promise.all(stations.map((station) => station.until(() => station.online() && station.queued() === 0)));
    await clock.advance(6 * MINUTE);
    for (const station of stations) {
      expect(station.sessions).toHaveLength(2);
      station.unplug(1);
      station.unplug(2);
    }
    await Promise.all(stations.map(untilAcknowledged));
    for (const station of stations) {
      const stored = await address.b.api().get(`/api/v1/sessions?station_id=${station.id}`);
      const byTransaction = new Map(stored.map((session: Json) => [session.transaction.id, session]));
      expect(stored).toHaveLength(2);
      for (const session of station.sessions) {
        expect(byTransaction.get(session.transactionId)).toMatchObject({
          status: 'COMPLETED',
          energy_wh: deliveredWh(session),
          flags: [],
        });
      }
    }

    const { ask } = newClient();
    await ask('PUT', '/api/v1/tokens/MARK', { body: { type: 'OTHER', contract_id: 'NL-VGT-CMARK' } });
    await until(() => reader.told.some(({ type, data }) => type === 'token.updated' && data.token.uid === 'MARK'));
    await reader.close();
    const ids = (await allOf('/api/v1/events?limit=1000')).map(({ id }) => id);
    const told = reader.told.map(({ id }) => id);
    expect(told).toEqual(ids.slice(ids.indexOf(told[0] ?? '')));
    expect(reader.streams()).toBeGreaterThan(1);
  });
});
