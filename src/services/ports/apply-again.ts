import type { QuarantinedMessage } from '../../domain/quarantined-message.ts';
import type { Station } from '../../domain/station.ts';
import type { Applying } from '../inbox.ts';

/**
 * Has a quarantined message handled by its protocol version, at the level of its station as that is now. Resolves when
 * what it says is stored; `applying` is told how it ends, and what that throws comes out.
 */
export type ApplyAgain = (asked: {
  readonly message: QuarantinedMessage;
  readonly station: Station;
  readonly applying: Applying;
}) => Promise<void>;
