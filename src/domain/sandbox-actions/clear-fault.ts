import { refuse, type SandboxAction, withConnector } from './action.ts';

export const clearFault: SandboxAction = {
  does: 'The connector is well again.',
  takes: ['connectorId'],
  needs: [],
  apply: (station, input) =>
    withConnector(station, input, (connector) =>
      connector.errorCode === null ? refuse('Nothing is wrong with it.') : { ...connector, errorCode: null },
    ),
};
