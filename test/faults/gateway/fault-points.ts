/** Where a gateway can be made to die, and how a process is told. */

/**
 * before/after: of the call that is named. What is committed is durable, and the answer to whoever asked is still to be
 * given then.
 */
const EMBEDDED_POINTS = [
  'store.before_commit',
  'store.after_commit',
  'queue.before_write',
  'queue.after_commit',
] as const;

/** Of many nodes' store: a commit is an entry of the log, then applied to the collections, then marked as applied. */
const LOG_POINTS = [
  'log.before_append',
  'log.after_append',
  'log.half_applied',
  'log.before_mark',
  'log.after_mark',
] as const;

const EDGE_POINTS = [
  'socket.before_call',
  'socket.after_call',
  'socket.before_answer',
  'socket.after_answer',
  'http.before_answer',
  'http.after_answer',
] as const;

export const POINTS_OF_ONE = [...EMBEDDED_POINTS, ...EDGE_POINTS] as const;
export const POINTS_OF_MANY = [...EDGE_POINTS, ...LOG_POINTS] as const;
export type FaultPoint = (typeof POINTS_OF_ONE | typeof POINTS_OF_MANY)[number];

/** How often such a point is come to at most before it is meant; some come with commands only. random: at least 0, less than 1. */
export const countAt = (point: FaultPoint, random: () => number): number => {
  const rare = ['http', 'queue'].some((kind) => point.startsWith(kind)) || point.endsWith('call');
  return 1 + Math.floor(random() * (rare ? 6 : 40));
};

/** The process kills itself at the count-th time at a point while the file is there. */
export type Fault = { readonly point: FaultPoint; readonly count: number; readonly armedBy: string };

export const faultEnvironment = ({ point, count, armedBy }: Fault): Record<string, string> => ({
  FAULT_POINT: point,
  FAULT_COUNT: String(count),
  FAULT_ARMED_BY: armedBy,
});

export const killAt = new URL('./kill-at.ts', import.meta.url);
export const shiftClock = new URL('./shift-clock.ts', import.meta.url);
export const breakStore = new URL('./break-store.ts', import.meta.url);
