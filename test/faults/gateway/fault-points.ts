/** Where a gateway can be made to die, and how a process is told. */

/**
 * before/after: of the call that is named. A store's commit is durable when it returns; the answer to whoever asked is
 * still to be given then.
 */
export const FAULT_POINTS = [
  'store.before_commit',
  'store.after_commit',
  'queue.before_write',
  'queue.after_commit',
  'socket.before_call',
  'socket.after_call',
  'socket.before_answer',
  'socket.after_answer',
  'http.before_answer',
  'http.after_answer',
] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

/** The process kills itself at the count-th time at a point while the file is there. */
export type Fault = { readonly point: FaultPoint; readonly count: number; readonly armedBy: string };

export const faultEnvironment = ({ point, count, armedBy }: Fault): Record<string, string> => ({
  FAULT_POINT: point,
  FAULT_COUNT: String(count),
  FAULT_ARMED_BY: armedBy,
});

export const killAt = new URL('./kill-at.ts', import.meta.url);
export const shiftClock = new URL('./shift-clock.ts', import.meta.url);
