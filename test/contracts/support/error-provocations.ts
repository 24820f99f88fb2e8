/** What it takes to be told of time, of crowds and of a process that died: real requests, at real faces and gateways. */
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeFile } from '../../../src/backends/embedded.ts';
import { BODY_WITHIN_MS } from '../../../src/services/body-time.ts';
import { backUp } from '../../../src/store/sqlite/backup.ts';
import { type Json, startTestGateway, type TestGateway } from '../../support/gateway.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import type { RecordedMetrics } from '../../support/recorded-metrics.ts';
import type { CodeFace, Told } from './code-asks.ts';
import type { RawStation } from './raw-station.ts';

/** Less than the gateway's ping interval: a station that is heard in each step is not taken for dead. */
const STEP_S = 20;

/** Moves the gateway's time on, with a station that stays alive meanwhile. */
export const pass = async (clock: ManualClock, seconds: number, station: Pick<RawStation, 'call'>): Promise<void> => {
  for (let leftS = seconds; leftS > 0; leftS -= STEP_S) {
    await clock.advance(Math.min(leftS, STEP_S) * 1000);
    await station.call('Heartbeat', {});
  }
};

const PATHS: Readonly<Record<CodeFace, string>> = {
  rest: '/api/v1/commands/RESET_STATION',
  graphql: '/graphql',
  mcp: '/mcp',
};

type Face = { readonly url: string; readonly clock: ManualClock; readonly metrics: RecordedMetrics };

/** A request whose body stops behind its first byte, until its time is over. */
export const stopInBody = async (face: CodeFace, { url, clock, metrics }: Face): Promise<Told> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (data) => {
    text += data.toString();
  });
  const ended = new Promise((resolve) => socket.once('close', resolve));
  const type = 'application/json';
  socket.write(
    `POST ${PATHS[face]} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer all\r\nAccept: ${type}, text/event-stream\r\n` +
      `Content-Type: ${type}\r\nContent-Length: 100\r\n\r\n{`,
  );
  while (metrics.read('api_requests_being_read') !== 1) await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(BODY_WITHIN_MS);
  await ended;
  const [, status = ''] = text.split(' ', 2);
  const body: Json = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  const code = body.code ?? body.errors?.[0]?.extensions?.code ?? body.error?.data?.code ?? null;
  return { status: Number(status), code, body };
};

/** A gateway on the data as they are now, as after a process that was killed. */
export const startAfterDeath = async (dataDir: string): Promise<TestGateway> => {
  const folder = await mkdtemp(join(tmpdir(), 'voltgate-test-'));
  backUp(storeFile(dataDir), storeFile(folder), true);
  const gateway = await startTestGateway({ dataDir: folder });
  return {
    ...gateway,
    close: async () => {
      await gateway.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
