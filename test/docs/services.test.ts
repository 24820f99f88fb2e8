/** README, "Many nodes", without Docker: `npm run services`, and a node with the settings that it prints. */
import { afterEach, expect, it } from 'vitest';
import { describeWithServices } from '../support/services.ts';
import { makeFolder, runProgram } from './support/program.ts';

describeWithServices('npm run services', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.reverse()) await end();
  });

  it('prints settings with which npm start is a node', async () => {
    const folder = await makeFolder();
    ends.push(folder.remove);
    const services = runProgram(['bash', '-c', 'npm run -s services']);
    ends.push(services.interrupt);
    const [, redisUrl = ''] = await services.printed(/export REDIS_URL=(\S+)/);
    const [, mongodbUrl = ''] = await services.printed(/export MONGODB_URL=(\S+)/);
    const node = runProgram(['bash', '-c', 'npm start'], {
      PORT: '0',
      DATA_DIR: folder.path,
      REDIS_URL: redisUrl,
      MONGODB_URL: mongodbUrl,
      ADMIN_CLIENT_SECRET: 'only-for-this-test-0123456789',
    });
    ends.push(node.interrupt);
    const [, port] = await node.printed(/"port":(\d+)/);
    const ready = await fetch(`http://localhost:${port}/health/ready`);
    expect(await ready.json()).toEqual({ status: 'ok', checks: { gateway: 'ok', store: 'ok', queue: 'ok' } });
  });
});
