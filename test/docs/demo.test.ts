/** `npm run demo` as its user meets it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStation } from '../../src/simulator/station.ts';
import { createVisitor } from '../support/visitor.ts';
import { type Demo, runDemo } from './support/demo.ts';
import { eventsUntil } from './support/event-stream.ts';
import { makeFolder, runBash } from './support/program.ts';

const CLOSE_WITHIN_MS = 10_000;

let folder: Awaited<ReturnType<typeof makeFolder>>;
const running: Demo[] = [];
const start = async (): Promise<Demo> => {
  const demo = await runDemo(folder.path);
  running.push(demo);
  return demo;
};

beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(async () => {
  await Promise.all(running.map((demo) => demo.interrupt()));
  await folder.remove();
});

describe('the demo', () => {
  it('starts a session by the line that it prints, shows its energy by the other, and ends in order', async () => {
    const demo = await start();
    expect(Number(new URL(demo.url).port)).toBeGreaterThan(0);

    const command = JSON.parse(await runBash(demo.startLine));
    expect(command).toMatchObject({ type: 'START_SESSION', status: 'SENT', station_id: 'DEMO-001' });
    await eventsUntil(
      demo,
      ({ data }) => data.session?.station_id === 'DEMO-001' && data.session.energy_wh > 0,
      'session.updated',
    );
    const [, login = '', password = ''] = / {2}(driver@\S+) +(\S+) /.exec(demo.stdout()) ?? [];
    const [, pages = ''] = /See the pages: (\S+)/.exec(demo.stdout()) ?? [];
    const driver = createVisitor([demo.url]);
    const consent = await driver.submit(await driver.open(pages), 'password', { login, password });
    expect((await driver.submit(consent, 'consent')).url).toMatch(/^http:\/\/localhost\/callback\?code=/);
    const sessions = JSON.parse(await runBash(demo.watchLine));
    expect(sessions).toHaveLength(1);
    expect(sessions[0]).toMatchObject({ status: 'ACTIVE', command_id: command.id });
    expect(sessions[0].energy_wh).toBeGreaterThan(0);

    const registered = await fetch(`${demo.url}/api/v1/stations/GUEST`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${demo.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ security_profile: 0 }),
    });
    expect(registered.status).toBe(201);
    const guest = createStation({
      id: 'GUEST',
      url: `${demo.url.replace(/^http/, 'ws')}/ocpp`,
      version: '1.6',
      reconnect: false,
    });
    await guest.connect();
    await guest.ready();
    const closed = guest.waitFor('disconnected');
    const interruptedAt = performance.now();
    const exitCode = await demo.interrupt();
    expect(performance.now() - interruptedAt).toBeLessThan(CLOSE_WITHIN_MS);
    expect(exitCode).toBe(0);
    expect((await closed).code).toBe(1001);
    await guest.close();
    expect(demo.stderr()).toBe('');
  });

  it('starts again on the same data, with what the stations have forgotten ended', async () => {
    const demo = await start();
    expect(JSON.parse(await runBash(demo.watchLine))).toEqual([]);
    const command = JSON.parse(await runBash(demo.startLine));
    const end = await fetch(`${demo.url}/api/v1/commands/${command.id}?wait=20`, {
      headers: { authorization: `Bearer ${demo.token}` },
    });
    expect(await end.json()).toMatchObject({ status: 'CONFIRMED' });
    expect(JSON.parse(await runBash(demo.watchLine))).toHaveLength(1);
    expect(await demo.interrupt()).toBe(0);
  });
});
