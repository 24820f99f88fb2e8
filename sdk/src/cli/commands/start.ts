import { type Command, Fault, needed, text } from '../command.ts';
import { follow, OUTCOME_OPTIONS } from '../outcome.ts';

const TYPES = ['RFID', 'APP_USER', 'AD_HOC_USER', 'OTHER'] as const;

export const start: Command = {
  summary: 'start a session; prints its id',
  usage: 'STATION [EVSE] --token UID [--type RFID] [--no-wait] [--json]',
  options: { token: { type: 'string' }, type: { type: 'string' }, ...OUTCOME_OPTIONS },
  run: async (context, positionals, values) => {
    const uid = text(values, 'token');
    if (uid === undefined) throw new Fault('--token is missing: whose card or app pays?');
    const type = TYPES.find((known) => known === (text(values, 'type') ?? 'RFID'));
    if (type === undefined) throw new Fault(`--type is one of ${TYPES.join(', ')}.`);
    const evse = positionals[1];
    const client = await context.client();
    const command = await client.startSession({
      body: {
        station_id: needed(positionals, 0, 'STATION'),
        ...(evse === undefined ? {} : { evse_id: Number(evse) }),
        token: { uid, type },
      },
    });
    await follow(client, command, context, values);
  },
};
