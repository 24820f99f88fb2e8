import { each } from '../../pages.ts';
import { type Command, text } from '../command.ts';
import { table } from '../table.ts';

const MOST = 20;

export const sessions: Command = {
  summary: 'sessions, the newest first',
  usage: '[--active] [--station ID] [--limit N] [--json]',
  options: {
    active: { type: 'boolean' },
    station: { type: 'string' },
    limit: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async ({ client, print }, _positionals, values) => {
    const station = text(values, 'station');
    const query = {
      order: 'newest_first' as const,
      ...(values.active === true ? { status: 'ACTIVE' as const } : {}),
      ...(station === undefined ? {} : { station_id: station }),
    };
    const most = Number(text(values, 'limit') ?? MOST);
    const found = [];
    for await (const session of each(await client(), 'listSessions', { query })) {
      found.push(session);
      if (found.length >= most) break;
    }
    if (values.json === true) {
      for (const session of found) print(JSON.stringify(session));
      return;
    }
    const rows = found.map(({ id, station_id, status, start_date_time, energy_wh, power_w }) => [
      id,
      station_id,
      status,
      start_date_time,
      `${energy_wh ?? 0} Wh`,
      power_w === null ? '' : `${power_w} W`,
    ]);
    print(table(['SESSION', 'STATION', '', 'STARTED', 'ENERGY', 'POWER'], rows));
  },
};
