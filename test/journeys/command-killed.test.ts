/** A gateway that dies at each point of a command's straight way out: the station is asked at most once, whatever follows. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStation, type VirtualStation } from '../../src/simulator/station.ts';
import { type FaultPoint, faultEnvironment, killAt } from '../faults/gateway/fault-points.ts';
import type { Json } from '../support/gateway.ts';
import { type ChildGateway, startChildGateway } from './support/child-gateway.ts';
import { followEvents } from './support/event-log.ts';
import { orGiveUp } from './support/patience.ts';
import { callsAt, START_ACTIONS } from './support/stage.ts';

let folder: string;
let gateway: ChildGateway;
let station: VirtualStation;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voltgate-kill-'));
});
afterEach(async () => {
  await station.close();
  await gateway.close();
  await rm(folder, { recursive: true, force: true });
});

/** The station is there, ready, and has nothing waiting. */
const openAt = async (point: FaultPoint, armedBy: string): Promise<void> => {
  gateway = await startChildGateway(faultEnvironment({ point, count: 1, armedBy }), [killAt]);
  const { request, stationsUrl } = gateway.api();
  await request('PUT', '/api/v1/stations/CS1', { body: { security_profile: 0 } });
  await request('PUT', '/api/v1/tokens/T1', { body: { type: 'RFID', contract_id: 'NL-VGT-C1' } });
  station = createStation({ id: 'CS1', url: stationsUrl, version: '2.0.1', reconnect: { initialMs: 5, maxMs: 50 } });
  await station.connect();
  await station.ready();
};

const start = (expires_in_s = 600): Promise<{ readonly status: number; readonly body: Json }> =>
  gateway.api().request('POST', '/api/v1/commands/START_SESSION', {
    body: { station_id: 'CS1', evse_id: 1, token: { uid: 'T1', type: 'RFID' }, expires_in_s },
    headers: { 'Idempotency-Key': 'the-start' },
  });

/** The command when the station has answered it, or never will. */
const answered = async (id: string): Promise<Json> => {
  const events = await followEvents(gateway.api());
  try {
    for (;;) {
      const change = events.next();
      const command = await gateway.api().get(`/api/v1/commands/${id}`);
      if (!['QUEUED', 'SENT'].includes(command.status)) return command;
      await orGiveUp(change, () => command);
    }
  } finally {
    events.close();
  }
};

describe('a gateway that dies', () => {
  it.each([
    { where: 'before the commit', point: 'store.before_commit', stored: false, asked: 0 },
    { where: 'between the commit and the frame', point: 'socket.before_call', stored: true, asked: 0 },
    { where: 'after the frame', point: 'socket.after_call', stored: true, asked: 1 },
    { where: 'before its answer to the caller', point: 'http.before_answer', stored: true, asked: 1 },
  ] as const)('$where asks its station once at most', async ({ point, stored, asked }) => {
    const armedBy = join(folder, 'armed');
    await openAt(point, armedBy);
    await writeFile(armedBy, '');
    // A station's answer may come before the process has died.
    const refused = start().then(
      () => 'answered',
      () => 'cut off',
    );
    await gateway.died();
    await rm(armedBy);
    await refused;
    const back = station.waitFor('connected');
    await gateway.start();
    await back;
    await station.ready();
    expect(callsAt(station, ...START_ACTIONS)).toHaveLength(asked);
    const commands: readonly Json[] = await gateway.api().get('/api/v1/commands');
    expect(commands).toHaveLength(stored ? 1 : 0);
    // The caller asks again: of what is stored it is told, and otherwise this is the first request.
    const again = await start();
    expect(again.status).toBe(202);
    if (commands[0] !== undefined) {
      expect(again.body.id).toBe(commands[0].id);
      const { status, error } = await answered(commands[0].id);
      expect([status, error?.code]).toEqual(['FAILED', 'outcome_unknown']);
    } else {
      await answered(again.body.id);
    }
    expect(callsAt(station, ...START_ACTIONS)).toHaveLength(stored ? asked : 1);
  });
});
