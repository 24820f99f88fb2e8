import { type SandboxAction, withConnector } from './action.ts';

export const fault: SandboxAction = {
  does: 'A connector breaks; a session on it ends.',
  takes: ['connectorId', 'errorCode'],
  needs: [],
  apply: (station, input) =>
    withConnector(station, input, (connector) => ({ ...connector, errorCode: input.errorCode ?? 'GroundFailure' })),
};
