/** What went between a station and the gateway, as an operator reads it afterwards. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../support/gateway.ts';
import { openStage, SECOND, START_ACTIONS, type Stage, untilAcknowledged, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const FRAMES = /* GraphQL */ `
  query ($id: ID!, $after: String, $commandId: ID) {
    station(id: $id) {
      messages(first: 2, after: $after, commandId: $commandId) {
        edges {
          node {
            direction
            kind
            action
            payload
            latencyMs
            commandId
            sessionId
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`;

const framesOf = (id: string, query = '', as?: string): Promise<readonly Json[]> =>
  stage.gateway().get(`/api/v1/stations/${id}/messages?limit=1000${query}`, as);

describe.each(VERSIONS)('the messages of a station on OCPP %s', (version) => {
  const action = version === '1.6' ? START_ACTIONS[0] : START_ACTIONS[1];

  it('are all there, in order, with the command and the session that they are about', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    const { id } = await stage.start(station, token);
    const { session_id: sessionId } = await stage.commandIn(id, 'CONFIRMED');
    await stage.advance(1 * SECOND);
    await stage.commandIn((await stage.stop(sessionId)).id, 'CONFIRMED');
    await untilAcknowledged(station);

    const frames = await framesOf(station.id);
    const boot = frames.find(({ action: its }) => its === 'BootNotification');
    expect(boot).toMatchObject({ direction: 'IN', kind: 'CALL', ocpp_version: version, cut: false, dropped: 0 });
    expect(JSON.parse(boot?.text)).toEqual([2, boot?.message_id, 'BootNotification', boot?.payload]);
    const answer = frames.find(({ message_id, kind }) => kind === 'RESULT' && message_id === boot?.message_id);
    expect(answer).toMatchObject({ direction: 'OUT', action: 'BootNotification', payload: { status: 'Accepted' } });
    expect(answer?.latency_ms).toBeGreaterThanOrEqual(0);
    // As the station has seen them.
    const own = station.log.map(({ text }) => JSON.stringify(JSON.parse(text))).sort();
    expect(frames.map(({ text }) => JSON.stringify(JSON.parse(text))).sort()).toEqual(own);

    const ofCommand = await framesOf(station.id, `&command_id=${id}`);
    expect(ofCommand.map(({ direction, kind, action: its }) => [direction, kind, its])).toEqual([
      ['OUT', 'CALL', action],
      ['IN', 'RESULT', action],
    ]);
    const about = frames.filter(({ session_id }) => session_id === sessionId).map(({ action: its }) => its);
    const expected = version === '1.6' ? ['StartTransaction', 'StopTransaction'] : ['TransactionEvent'];
    expect(about).toEqual(expect.arrayContaining(expected));

    expect(await framesOf(station.id, '&direction=OUT&action=BootNotification')).toEqual([answer]);
    const page = await stage.gateway().graphql(FRAMES, { id: station.id, commandId: id });
    expect(page.data.station.messages.edges.map(({ node }: Json) => node.payload)).toEqual(
      ofCommand.map(({ payload }) => payload),
    );
    const first = await stage.gateway().graphql(FRAMES, { id: station.id });
    const { endCursor: after } = first.data.station.messages.pageInfo;
    const second = await stage.gateway().graphql(FRAMES, { id: station.id, after });
    const walked = [first, second].flatMap(({ data }) =>
      data.station.messages.edges.map(({ node }: Json) => node.action),
    );
    expect(walked).toEqual(frames.slice(0, 4).map(({ action: its }) => its));
  });
});

it('hold no password, are refused to nobody who may see the station, and shown to none who is bound to tokens', async () => {
  const station = await stage.online('1.6');
  const gateway = stage.gateway();
  const set = { station_id: station.id, key: 'AuthorizationKey', value: 'a-password-of-sixteen' };
  await stage.commandIn((await stage.command('SET_CONFIGURATION', set)).id, 'CONFIRMED', 'REJECTED', 'FAILED');
  await station.call('DataTransfer', { vendorId: 'v', data: 'password=a-password-of-sixteen' });
  const text = JSON.stringify(await framesOf(station.id));
  expect(text).toContain('ChangeConfiguration');
  expect(text).toContain('DataTransfer');
  expect(text).not.toContain('a-password-of-sixteen');
  expect((await gateway.request('GET', '/api/v1/stations/NONE/messages')).status).toBe(404);
});

it('are none where the log is switched off', async () => {
  const off = await openStage({ OCPP_LOG_DAYS: 'off' });
  const station = await off.online('1.6');
  expect(await off.gateway().get(`/api/v1/stations/${station.id}/messages`)).toEqual([]);
  await off.clear();
  await off.close();
});
