/** Jobs: nothing waits for ever because its job is gone. */
import type { Json } from '../../support/gateway.ts';
import { type Difference, difference } from './difference.ts';
import type { Jobs } from './stored.ts';

const SEND = 'command.send';

/** Which jobs take a command on from where it is: one of them must be there. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  QUEUED: ['command.expire'],
  ACCEPTED: ['command.effect_deadline'],
};

/** A job that is due begins within this. */
const LATE_MS = 5000;

/** nowAt: by the gateway's clock, when the jobs were read. */
export const lateJobs = ({ waiting }: Jobs, nowAt: Date): Jobs['waiting'] =>
  waiting.filter(({ running, runAt }) => !running && nowAt.getTime() - runAt.getTime() > LATE_MS);

/** nowAt: see lateJobs. Jobs are read before the commands; one that has ended since is no loss. */
export const checkJobs = (jobs: Jobs, commands: readonly Json[], nowAt: Date): readonly Difference[] => [
  ...jobs.dead.map((id) => difference('job dead', id)),
  ...lateJobs(jobs, nowAt).map(({ id, runAt }) => difference('job late', `${id} was due at ${runAt.toISOString()}`)),
  ...commands.flatMap(({ id, type, status, updated_at }) => {
    const needed = NEEDED[status];
    const recent = nowAt.getTime() - new Date(updated_at).getTime() < LATE_MS;
    if (needed === undefined || recent) return [];
    const there = jobs.waiting.some(({ commandId, name }) => commandId === id && [...needed, SEND].includes(name));
    return there ? [] : [difference('job lost', `${type} ${id} is ${status} and has none of ${needed}`)];
  }),
];
