import { each } from '../../pages.ts';
import { type Command, text } from '../command.ts';
import { table } from '../table.ts';

export const stations: Command = {
  summary: 'stations, and what is free',
  usage: '[--location ID] [--online] [--json]',
  options: { location: { type: 'string' }, online: { type: 'boolean' }, json: { type: 'boolean' } },
  run: async ({ client, print }, _positionals, values) => {
    const location = text(values, 'location');
    const query = {
      ...(location === undefined ? {} : { location_id: location }),
      ...(values.online === true ? { online: true } : {}),
    };
    const found = [];
    for await (const station of each(await client(), 'listStations', { query })) {
      if (values.json === true) print(JSON.stringify(station));
      else found.push(station);
    }
    if (values.json === true) return;
    const rows = found.map(({ id, location_id, online, evses }) => [
      id,
      location_id ?? '',
      online ? 'online' : 'offline',
      evses.map(({ id: evse, status }) => `${evse} ${status}`).join(', '),
    ]);
    print(table(['STATION', 'LOCATION', '', 'EVSES'], rows));
  },
};
