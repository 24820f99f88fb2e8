/** Plays the frames of one station, as they came and when they came, at a whole gateway. */
import type { OcppVersion } from '../../../src/domain/station.ts';
import type { Json } from '../../support/gateway.ts';
import { type Field, type FieldStation, startField } from './field.ts';

type Step = { readonly at: string } & (
  | { readonly says: string; readonly payload: Json }
  /** A frame that is none. */
  | { readonly raw: string }
  /** The socket ends without a word, or comes back. */
  | { readonly socket: 'drops' | 'opens' }
  /** An operator's command. */
  | { readonly asks: string; readonly body: object }
  /** Time alone. */
  | { readonly passes: true }
);

/** A file of test/field/sessions. */
export type Recording = {
  readonly make: string;
  /** Where a station of that make was seen to speak so. */
  readonly source: string;
  readonly protocol: OcppVersion;
  readonly tokens: readonly string[];
  /** How it answers calls of the gateway, by action; others it does not know. */
  readonly answers?: Readonly<Record<string, object>>;
  readonly steps: readonly Step[];
  /** What the sessions must be, oldest first: as much of each as is said. */
  readonly sessions: readonly Json[];
};

const STATION = 'FIELD-1';

/** `$1` is the first transaction id that the gateway gave, `$2` the second. */
const filledIn = (payload: Json, given: readonly number[]): Json =>
  JSON.parse(JSON.stringify(payload), (_key, value) => {
    const number = typeof value === 'string' ? /^\$(\d)$/.exec(value)?.[1] : undefined;
    return number === undefined ? value : given[Number(number) - 1];
  });

const connect = async (field: Field, { protocol, answers = {} }: Recording): Promise<FieldStation> => {
  const station = await field.station(protocol, { id: STATION, registered: null, boot: null });
  for (const [action, answer] of Object.entries(answers)) station.answer(action, () => answer);
  return station;
};

/** The station's sessions at the end, oldest first. Throws when anything that it says is refused. */
export const replay = async (recording: Recording): Promise<readonly Json[]> => {
  const { steps, tokens } = recording;
  await using field = await startField({}, new Date(steps[0]?.at ?? 0));
  await field.register({}, STATION);
  for (const uid of tokens) await field.token(uid);

  let station = await connect(field, recording);
  const given: number[] = [];
  for (const step of steps) {
    await field.advance(new Date(step.at).getTime() - field.now().getTime());
    if ('says' in step) {
      const { transactionId } = await station.call(step.says, filledIn(step.payload, given));
      if (typeof transactionId === 'number') given.push(transactionId);
    } else if ('raw' in step) station.send(step.raw);
    else if ('asks' in step) {
      const { id } = await field.command(step.asks, step.body);
      await field.commandIn(id, 'ACCEPTED', 'CONFIRMED');
    } else if ('socket' in step) {
      if (step.socket === 'opens') station = await connect(field, recording);
      else await station.drop();
    }
  }
  return await field.sessionsOf(STATION);
};
