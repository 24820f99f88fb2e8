/** The queue's part of a command. Jobs carry its id; the record decides what they do. */
import type { Command } from '../../domain/command.ts';
import { effectDueAt } from '../../domain/command-rules.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { JobKinds, JobQueue } from '../jobs.ts';
import type { Job, JobOptions } from '../ports/queue.ts';

export const COMMAND_JOBS = {
  // One order may be many calls of half a minute each, and sends the older ones first.
  'command.send': { limitMs: 1_800_000 },
  // These only read and write.
  'command.expire': { limitMs: 60_000 },
  'command.effect_deadline': { limitMs: 60_000 },
} as const satisfies JobKinds;

export type CommandJobName = keyof typeof COMMAND_JOBS;
export type CommandJobQueue = JobQueue<CommandJobName>;

export type JobToAdd = { readonly job: Job<CommandJobName>; readonly options: JobOptions };

/** A busy station is tried again within the command's expiry, which bounds this in practice. */
const SEND_ATTEMPTS = 12;
const DEADLINE_ATTEMPTS = 20;

/**
 * One lane for each station: its commands leave in order, the next one after the answer to the one before.
 *
 * again: under a second id, for when the first id is taken by a job that may be at its end already. Two ids are enough,
 * because a lane runs one job at a time: of two that are there, one has yet to run.
 */
export const sendJob = (command: Command, now: Date, again = false): JobToAdd => ({
  job: {
    id: again ? `send-${command.id}-b` : `send-${command.id}`,
    name: 'command.send',
    lane: command.stationId,
    data: { commandId: command.id },
  },
  options: {
    atStation: true,
    expiresAt: command.expiresAt,
    attempts: SEND_ATTEMPTS,
    ...(isHeld(command, now) ? { delayMs: command.notBeforeAt.getTime() - now.getTime() } : {}),
  },
});

/** Whether its time to go out has not come yet. */
export const isHeld = (command: Command, now: Date): command is Command & { readonly notBeforeAt: Date } =>
  command.notBeforeAt !== undefined && command.notBeforeAt > now;

/** Whatever became of the jobs before: one that is still to run is there afterwards. */
export const addSendJob = async (queue: Pick<CommandJobQueue, 'add'>, command: Command, now: Date): Promise<void> => {
  const first = sendJob(command, now);
  if (await queue.add(first.job, first.options)) return;
  // That job may just have found the station offline and be at its end.
  const again = sendJob(command, now, true);
  await queue.add(again.job, again.options);
};

/** In a lane of its own: an expiry never waits behind a slow station. */
export const expireJob = (command: Command, now: Date): JobToAdd => ({
  job: {
    id: `expire-${command.id}`,
    name: 'command.expire',
    lane: `expire-${command.id}`,
    data: { commandId: command.id },
  },
  options: { delayMs: Math.max(0, command.expiresAt.getTime() - now.getTime()), attempts: DEADLINE_ATTEMPTS },
});

export const effectDeadlineJob = (command: Command, now: Date): JobToAdd => ({
  job: {
    id: `deadline-${command.id}`,
    name: 'command.effect_deadline',
    lane: `deadline-${command.id}`,
    data: { commandId: command.id },
  },
  options: { delayMs: Math.max(0, effectDueAt(command).getTime() - now.getTime()), attempts: DEADLINE_ATTEMPTS },
});

/** The command that a job is about; null when the job is not one of ours. */
export const commandIdOf = (data: JsonObject): string | null =>
  typeof data.commandId === 'string' ? data.commandId : null;
