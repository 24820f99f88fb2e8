/** Compares what everyone was told with what is stored. Every difference is a fault of the gateway. */
import type { Json } from '../../support/gateway.ts';
import type { Journal } from '../load/journal.ts';
import { checkCommands } from './commands.ts';
import { checkDelivered } from './delivered.ts';
import { type Difference, difference } from './difference.ts';
import { checkEvents, checkReader } from './events.ts';
import { checkJobs } from './jobs.ts';
import { checkSessions } from './sessions.ts';
import type { Stored } from './stored.ts';

const checkRest = (journal: Journal, stored: Stored): readonly Difference[] => {
  const uids = new Set(stored.tokens.map(({ uid }) => uid));
  return [
    ...journal.tokens.filter((uid) => !uids.has(uid)).map((uid) => difference('token lost', uid)),
    ...journal.stations.flatMap(({ id }) => {
      const station = stored.stations.find((one) => one.id === id);
      return station?.online === true ? [] : [difference('station not as it is', `${id} is online`)];
    }),
  ];
};

const isSettled = ({ status }: Json): boolean => !['QUEUED', 'SENT', 'ACCEPTED'].includes(status);

/**
 * before, after: the journal from before and from after the reading of the store, when the stations had nothing to say.
 * settled: every command must have ended by now. nowAt: by the gateway's clock, when the reading of the store began.
 */
export const check = ({
  before,
  after,
  stored,
  settled,
  nowAt,
  clockSet = false,
}: {
  readonly before: Journal;
  readonly after: Journal;
  readonly stored: Stored;
  readonly settled: boolean;
  readonly nowAt: Date;
  /** The gateway's clock was set while commands were on their way. */
  readonly clockSet?: boolean;
}): readonly Difference[] => [
  ...checkSessions(before.stations, after.stations, stored.sessions),
  ...checkCommands(before, after, stored, clockSet),
  ...checkEvents(stored),
  ...checkReader('the stream', after.streamed, stored.events),
  ...checkReader('the log’s reader', after.listed, stored.events),
  ...(after.delivered === null
    ? []
    : [
        ...checkDelivered('webhooks', after.delivered.anyOrder, stored.events, { ordered: false }),
        ...checkDelivered('webhooks in order', after.delivered.ordered, stored.events, { ordered: true }),
      ]),
  ...checkRest(before, stored),
  ...(stored.jobs === null ? [] : checkJobs(stored.jobs, stored.commands, nowAt)),
  ...stored.commands
    // At a quiet station nothing is sent or waits; only an effect may still be awaited.
    .filter((command) => !isSettled(command) && (settled || command.status !== 'ACCEPTED'))
    .map(({ id, type, status }) => difference('command unsettled', `${type} ${id} is ${status}`)),
];
