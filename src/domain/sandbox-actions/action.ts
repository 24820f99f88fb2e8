/** What can be done to a simulated station, said once: one file each, and a line in actions.ts. */
import { DomainError } from '../error.ts';
import type { SandboxConnector, SandboxStation } from '../sandbox.ts';

/** What an action may be told; each says which of it, and what else is refused. */
export type ActionInput = {
  readonly connectorId?: number;
  readonly maxPowerW?: number;
  readonly tokenUid?: string;
  readonly errorCode?: string;
  readonly delayMs?: number;
};

export type SandboxAction = {
  /** For people. */
  readonly does: string;
  readonly takes: readonly (keyof ActionInput)[];
  readonly needs: readonly (keyof ActionInput)[];
  /** Throws DomainError('conflict') where it makes no sense now. */
  readonly apply: (station: SandboxStation, input: ActionInput) => SandboxStation;
};

export const refuse = (detail: string): never => {
  throw new DomainError('conflict', { detail });
};

/** The connector that is meant: the first where none is named. Throws invalid_request for one that is not there. */
export const withConnector = (
  station: SandboxStation,
  { connectorId = 1 }: ActionInput,
  change: (connector: SandboxConnector) => SandboxConnector,
): SandboxStation => {
  if (!station.connectors.some(({ id }) => id === connectorId)) {
    const detail = `The station has connectors 1 to ${station.connectors.length}.`;
    throw new DomainError('invalid_request', { detail, faults: [{ pointer: '/connectorId', detail }] });
  }
  return {
    ...station,
    connectors: station.connectors.map((connector) => (connector.id === connectorId ? change(connector) : connector)),
  };
};
