/** How objects look outside: the same JSON as REST has. The composition gives it, for edges do not know each other. */
import type { Command } from '../domain/command.ts';
import type { CommandType } from '../domain/commands/commands.ts';
import type { ErrorCode } from '../domain/error.ts';
import type { DomainEvent } from '../domain/event.ts';
import type { Location } from '../domain/location.ts';
import type { Outage } from '../domain/outage.ts';
import type { Session } from '../domain/session.ts';
import type { Station } from '../domain/station.ts';
import type { Token } from '../domain/token.ts';
import type { CommandRequest } from '../services/api/commands.ts';
import type { FoundEvse } from '../services/api/evses.ts';

export type Shapes = {
  readonly location: (location: Location) => object;
  readonly station: (station: Station) => object;
  /** One by itself, with its problems. */
  readonly oneStation: (station: Station) => object;
  readonly evse: (evse: FoundEvse) => object;
  readonly session: (session: Session) => object;
  readonly command: (command: Command) => object;
  readonly token: (token: Token) => object;
  readonly outage: (outage: Outage) => object;
  readonly event: (event: DomainEvent) => object;
};

/** How faults look outside. */
export type FaultShapes = {
  /** HTTP's status of a code. */
  readonly statusOf: (code: ErrorCode) => number;
  /** From what services point at to what the agent has sent. */
  readonly pointerOf: (pointer: string) => string;
};

/** Commands as REST takes them. */
export type CommandInputs = {
  /** Throws DomainError('invalid_request') with all that is wrong with the input. */
  readonly read: (type: CommandType, input: Readonly<Record<string, unknown>>) => CommandRequest;
};
