import { refuse, type SandboxAction, withConnector } from './action.ts';

export const unplug: SandboxAction = {
  does: 'The vehicle is unplugged; a session that runs ends.',
  takes: ['connectorId'],
  needs: [],
  apply: (station, input) =>
    withConnector(station, input, (connector) =>
      connector.pluggedIn ? { ...connector, pluggedIn: false } : refuse('No vehicle is plugged in there.'),
    ),
};
