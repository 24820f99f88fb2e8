import { type Command, Fault, needed } from '../command.ts';
import { follow, OUTCOME_OPTIONS } from '../outcome.ts';

export const limit: Command = {
  summary: 'limit the power of a session or, with --station, of a station; off takes the limit back',
  usage: 'SESSION|STATION WATTS|off [--station] [--no-wait] [--json]',
  options: { station: { type: 'boolean' }, ...OUTCOME_OPTIONS },
  run: async (context, positionals, values) => {
    const id = needed(positionals, 0, 'SESSION');
    const watts = needed(positionals, 1, 'WATTS');
    const target = values.station === true ? { station_id: id } : { session_id: id };
    const client = await context.client();
    if (watts === 'off') {
      await follow(client, await client.clearChargingLimit({ body: target }), context, values);
      return;
    }
    const limitW = Number(watts);
    if (!(limitW >= 0)) throw new Fault('WATTS is a number of watts, or off.');
    await follow(client, await client.setChargingLimit({ body: { ...target, limit_w: limitW } }), context, values);
  },
};
