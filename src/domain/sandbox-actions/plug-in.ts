import { refuse, type SandboxAction, withConnector } from './action.ts';

export const plugIn: SandboxAction = {
  does: 'A vehicle is plugged in.',
  takes: ['connectorId', 'maxPowerW'],
  needs: [],
  apply: (station, input) =>
    withConnector(station, input, (connector) =>
      connector.pluggedIn
        ? refuse('A vehicle is plugged in there already.')
        : { ...connector, pluggedIn: true, maxPowerW: input.maxPowerW ?? null },
    ),
};
