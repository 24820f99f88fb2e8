/** Commands for the bad stations while they are bad, so that the gateway has calls outstanding. */
import { restOperations } from '../contracts/support/operations.ts';
import type { TestApi } from '../support/gateway.ts';
import { KNOWN_TAG } from './examples.ts';
import { cutAll, type Findings } from './findings.ts';
import type { LaneStation } from './lane.ts';
import { randomFor } from './random.ts';

const PAUSE_MS = 15;
const AT_ONCE = 4;
const SETTLE_WITHIN_MS = 45_000;
const LOOK_EVERY_MS = 500;

export type CommandLoop = {
  readonly asked: () => number;
  /** Resolves when no command is still at a station that has not answered: a silent one has half a minute. */
  readonly stop: () => Promise<void>;
};

export const startCommands = (
  api: TestApi,
  stations: readonly LaneStation[],
  { seed, findings }: { readonly seed: number; readonly findings: Findings },
): CommandLoop => {
  let asked = 0;
  let stopping = false;
  const found = (fault: string, frame: string, answer: unknown): void =>
    findings.add({
      index: null,
      name: 'a command',
      fault,
      frames: cutAll([frame]),
      answers: cutAll([JSON.stringify(answer)]),
    });

  const one = async (): Promise<void> => {
    const random = randomFor(seed, asked, 3);
    const station = random.pickOf(stations);
    if (station === null) return;
    const operations = restOperations({
      location: 'fuzz',
      station: station.id,
      session: 'none',
      token: KNOWN_TAG,
      command: 'none',
      evse: 'none',
      quarantined: 'none',
      template: 'none',
      auditEntry: 'none',
      operation: '0'.repeat(64),
      sandbox: 'XS-000',
      party: 'ZZ-VGT',
      account: 'NOBODY',
      client: 'admin',
      event: 'none',
      webhook: 'none',
      delivery: 'none.1',
      firstEvent: 'none',
    });
    // A station that is held back may say what it was asked for, which the verdict on its frames knows nothing of.
    const isPending = station.registration === 'pending';
    const commands = Object.values(operations).filter(
      ({ path }) => /^\/commands\/[A-Z]/.test(path) && !(isPending && path.endsWith('/TRIGGER_MESSAGE')),
    );
    const command = random.pickOf(commands);
    if (command === null) return;
    asked += 1;
    const answer = await api.request('POST', `/api/v1${command.path}`, { body: command.body });
    // A station that is never sent anything has room for so many only.
    if (answer.status >= 500 && answer.body.code !== 'station_busy')
      found(`${command.path} was answered with ${answer.status}`, JSON.stringify(command.body), answer.body);
  };

  const ask = async (): Promise<void> => {
    while (!stopping) {
      await one().catch((error: unknown) => found('a request failed', '', String(error)));
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  const work = Promise.all(Array.from({ length: AT_ONCE }, ask));

  return {
    asked: () => asked,
    stop: async () => {
      stopping = true;
      await work;
      const deadline = performance.now() + SETTLE_WITHIN_MS;
      for (;;) {
        const sent = (await api.get('/api/v1/commands?status=SENT&limit=100')) as readonly { readonly id: string }[];
        if (sent.length === 0) return;
        if (performance.now() > deadline) {
          found(`${sent.length} commands are still SENT, long after every time-out`, '', sent.slice(0, 3));
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    },
  };
};
