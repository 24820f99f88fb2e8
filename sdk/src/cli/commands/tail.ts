import { events } from '../../events.ts';
import { type Command, text } from '../command.ts';

export const tail: Command = {
  summary: 'events as they happen, a line of JSON each',
  usage: '[--types TYPE,TYPE] [--station ID] [--session ID] [--after EVENT] [--limit N]',
  options: {
    types: { type: 'string' },
    station: { type: 'string' },
    session: { type: 'string' },
    after: { type: 'string' },
    limit: { type: 'string' },
  },
  run: async ({ client, print, signal }, _positionals, values) => {
    const [types, stationId, sessionId, after] = ['types', 'station', 'session', 'after'].map((name) =>
      text(values, name),
    );
    let left = Number(text(values, 'limit') ?? Number.POSITIVE_INFINITY);
    const wanted = {
      ...(types === undefined ? {} : { types: types.split(',') }),
      ...(stationId === undefined ? {} : { stationId }),
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(after === undefined ? {} : { after }),
      signal,
    };
    for await (const event of events(await client(), wanted)) {
      print(JSON.stringify(event));
      left -= 1;
      if (left <= 0) return;
    }
  },
};
