/** What a tool answers when it could not: an agent reads it, and tries again by it. */
import { z } from 'zod';
import { type ErrorCode, isDomainError } from '../domain/error.ts';
import type { Log } from '../services/ports/observing.ts';
import type { NewId } from '../services/ports/time.ts';
import type { FaultShapes } from './shapes.ts';

export type Fault = {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly retry_after_s?: number;
  readonly request_id?: string;
};

const MOST_FAULTS = 50;

/** What is unknown is logged, once, under the id that the agent is given. */
export const createFaultOf =
  ({ log, newId, pointerOf }: Pick<FaultShapes, 'pointerOf'> & { readonly log: Log; readonly newId: NewId }) =>
  (error: unknown, tool: string): Fault => {
    if (error instanceof z.ZodError) {
      const errors = error.issues
        .slice(0, MOST_FAULTS)
        .map(({ path, message }) => ({ pointer: path.map((part) => `/${String(part)}`).join(''), detail: message }));
      return { code: 'invalid_request', detail: 'The arguments are not as the tool takes them.', errors };
    }
    if (isDomainError(error)) {
      const { code, detail, faults, retryAfterS } = error;
      return {
        code,
        detail,
        ...(faults.length === 0
          ? {}
          : { errors: faults.slice(0, MOST_FAULTS).map((fault) => ({ ...fault, pointer: pointerOf(fault.pointer) })) }),
        ...(retryAfterS === null ? {} : { retry_after_s: Math.max(1, Math.ceil(retryAfterS)) }),
      };
    }
    const requestId = newId();
    log.error({ requestId, err: error, tool }, 'mcp.failed');
    return { code: 'internal', detail: 'Something failed inside; the log has it under the id.', request_id: requestId };
  };
