/** The comparison after a fault finds what it is there to find: each test takes one thing away, or adds one. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../support/gateway.ts';
import { check } from './check/check.ts';
import type { Rule } from './check/difference.ts';
import type { Stored } from './check/stored.ts';
import type { Journal } from './load/journal.ts';

const NOW = new Date('2026-03-01T12:10:00Z');
const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 12, 0, second));
const text = (second: number) => at(second).toISOString().replace('.000', '');

type Case = { journal: Json; stored: Json };

/** One station, a session that an app started and stopped, and its commands: everything as it should be. */
const sound = (): Case => {
  const values = [10, 20].map((second) => ({ transactionId: '7', sampledAt: at(second), acknowledged: true }));
  const session = {
    id: 'S1',
    version: 2,
    station_id: 'CS1',
    evse_id: 1,
    status: 'COMPLETED',
    told_start_date_time: text(5),
    told_end_date_time: text(30),
    end_date_time: text(30),
    energy_wh: 500,
    token: { uid: 'T1', type: 'RFID' },
    command_id: 'C1',
    flags: [],
    transaction: { id: '7', protocol: '1.6' },
  };
  const commandOf = (id: string, type: string, parameters: object, status: string, version: number) => ({
    id,
    version,
    type,
    status,
    parameters,
    station_id: 'CS1',
    session_id: 'S1',
    error: null,
    late_outcome: null,
    sent_at: text(2),
    updated_at: text(3),
  });
  const start = (status: string, version: number) =>
    commandOf('C1', 'START_SESSION', { token: { uid: 'T1', type: 'RFID' } }, status, version);
  const stop = (status: string, version: number) => commandOf('C2', 'STOP_SESSION', {}, status, version);
  const station = { id: 'CS1', version: 1, online: true };
  const token = { uid: 'T1', version: 1 };
  const told = [
    { type: 'station.online', object_id: 'CS1', version: 1, data: { station } },
    { type: 'token.updated', object_id: 'T1', version: 1, data: { token } },
    ...[start('QUEUED', 1), start('SENT', 2)].map((command) => ({
      type: 'command.updated',
      object_id: 'C1',
      version: command.version,
      data: { command },
    })),
    {
      type: 'session.started',
      object_id: 'S1',
      version: 1,
      data: { session: { ...session, version: 1, status: 'ACTIVE', end_date_time: null } },
    },
    { type: 'command.updated', object_id: 'C1', version: 3, data: { command: start('CONFIRMED', 3) } },
    ...[stop('QUEUED', 1), stop('SENT', 2)].map((command) => ({
      type: 'command.updated',
      object_id: 'C2',
      version: command.version,
      data: { command },
    })),
    { type: 'session.ended', object_id: 'S1', version: 2, data: { session } },
    { type: 'command.updated', object_id: 'C2', version: 3, data: { command: stop('CONFIRMED', 3) } },
  ].map((event, index) => ({ id: `E${index}`, ...event }));
  const sent = told.map(({ id, type, object_id }) => ({ id, type, objectId: object_id }));
  const readers = told.map(({ id, type, data }) => ({ id, type, data }));
  return {
    journal: {
      stations: [
        {
          id: 'CS1',
          version: '1.6',
          sessions: [
            {
              transactionId: '7',
              connectorId: 1,
              idTag: 'T1',
              startedAt: at(5),
              endedAt: at(30),
              energyWh: 500,
              acknowledged: true,
            },
          ],
          received: [
            { action: 'RemoteStartTransaction', payload: { idTag: 'T1' } },
            { action: 'RemoteStopTransaction', payload: { transactionId: 7 } },
          ],
          values,
          startIds: new Map([['start', new Set(['7'])]]),
        },
      ],
      commands: [
        { type: 'START_SESSION', key: 'k1', stationId: 'CS1', mark: 'T1', commandId: 'C1', refused: null },
        { type: 'STOP_SESSION', key: 'k2', stationId: 'CS1', mark: 'S1', commandId: 'C2', refused: null },
      ],
      tokens: ['T1'],
      streamed: [...readers],
      listed: [...readers],
      delivered: { anyOrder: [...sent], ordered: [...sent] },
    },
    stored: {
      stations: [station],
      tokens: [token],
      sessions: [
        { ...session, readings: [5, 10, 20, 30].map((second) => ({ sampled_at: text(second), values: [second] })) },
      ],
      commands: [start('CONFIRMED', 3), stop('CONFIRMED', 3)],
      events: told,
      jobs: { waiting: [], dead: [] },
    },
  };
};

const rulesOf = ({ journal, stored }: Case): readonly Rule[] => {
  const told = journal as Journal;
  const found = check({ before: told, after: told, stored: stored as Stored, settled: true, nowAt: NOW });
  return [...new Set(found.map(({ rule }) => rule))];
};

/** What is done to the sound case, and the rule that must notice. */
const BROKEN: readonly (readonly [what: string, rule: Rule, wrong: (it: Case) => unknown])[] = [
  ['a session that is not stored', 'transaction lost', ({ stored }) => stored.sessions.pop()],
  [
    'a session that is stored twice',
    'transaction doubled',
    ({ stored }) => stored.sessions.push({ ...stored.sessions[0], id: 'S2' }),
  ],
  [
    'a start that was given two ids',
    'transaction doubled',
    ({ journal }) => journal.stations[0].startIds.get('start').add('8'),
  ],
  [
    'an id that two starts were given',
    'transaction id given twice',
    ({ journal }) => journal.stations[0].startIds.set('other', new Set(['7'])),
  ],
  [
    'a session that no station knows',
    'transaction invented',
    ({ stored }) =>
      stored.sessions.push({ ...stored.sessions[0], id: 'S2', transaction: { id: '9', protocol: '1.6' } }),
  ],
  ['energy that is not what was metered', 'transaction changed', ({ stored }) => (stored.sessions[0].energy_wh = 400)],
  ['an end that is not stored', 'transaction changed', ({ stored }) => (stored.sessions[0].told_end_date_time = null)],
  [
    'a stop that was never answered',
    'transaction unanswered',
    ({ journal }) => (journal.stations[0].sessions[0].acknowledged = false),
  ],
  ['a meter value that is not stored', 'reading lost', ({ stored }) => stored.sessions[0].readings.splice(1, 1)],
  [
    'a meter value that is stored twice',
    'reading doubled',
    ({ stored }) => stored.sessions[0].readings.push(stored.sessions[0].readings[1]),
  ],
  [
    'a meter value that nobody sent',
    'reading invented',
    ({ stored }) => stored.sessions[0].readings.push({ sampled_at: text(15), values: [1] }),
  ],
  [
    'a start that the station got twice',
    'command sent twice',
    ({ journal }) => journal.stations[0].received.push(journal.stations[0].received[0]),
  ],
  [
    'a confirmed stop that the station never got',
    'command not as the station saw it',
    ({ journal }) => journal.stations[0].received.pop(),
  ],
  [
    'a session that its start does not know of',
    'command not as the station saw it',
    ({ stored }) => (stored.sessions[0].command_id = null),
  ],
  ['an accepted command that is not stored', 'command lost', ({ stored }) => stored.commands.pop()],
  [
    'a request under one key that made two commands',
    'command doubled',
    ({ stored }) => stored.commands.push({ ...stored.commands[1], id: 'C3' }),
  ],
  ['a command that nobody asked for', 'command invented', ({ journal }) => journal.commands.splice(1, 1)],
  [
    'a command that waits although its station is there',
    'command unsettled',
    ({ stored }) => (stored.commands[1].status = 'SENT'),
  ],
  [
    'a command that went back after its end',
    'command in no legal order',
    ({ stored }) => (stored.events[3].data.command.status = 'EXPIRED'),
  ],
  ['a token that is not stored', 'token lost', ({ stored }) => stored.tokens.pop()],
  ['a station that is stored as offline', 'station not as it is', ({ stored }) => (stored.stations[0].online = false)],
  ['an event that the stream left out', 'event lost', ({ journal }) => journal.streamed.splice(4, 1)],
  ['the last event, that the stream left out', 'event lost', ({ journal }) => journal.streamed.pop()],
  [
    'an event that the log’s reader got twice',
    'event doubled',
    ({ journal }) => journal.listed.push(journal.listed[8]),
  ],
  [
    'two events in the wrong order',
    'event out of order',
    ({ journal }) => journal.streamed.push(...journal.streamed.splice(4, 1)),
  ],
  [
    'an event that was told and is not in the log',
    'event lost',
    ({ journal }) => journal.streamed.splice(3, 0, { id: 'X', type: 'x', data: {} }),
  ],
  ['an event that a webhook left out', 'event not delivered', ({ journal }) => journal.delivered.anyOrder.splice(4, 1)],
  ['the last event, that a webhook left out', 'event not delivered', ({ journal }) => journal.delivered.ordered.pop()],
  ['an endpoint that got nothing', 'event not delivered', ({ journal }) => journal.delivered.anyOrder.splice(0)],
  [
    'two events of one object in the wrong order, at an endpoint that asked for order',
    'event out of order',
    ({ journal }) => journal.delivered.ordered.push(...journal.delivered.ordered.splice(3, 1)),
  ],
  ['a change that is in nobody’s log', 'change without event', ({ stored }) => stored.events.splice(5, 1)],
  [
    'an event that tells another object than is stored',
    'change without event',
    ({ stored }) => (stored.commands[0].sent_at = text(9)),
  ],
  [
    'a command that waits for its effect, and has no job',
    'job lost',
    ({ stored }) => (stored.commands[1].status = 'ACCEPTED'),
  ],
  ['a dead job', 'job dead', ({ stored }) => stored.jobs.dead.push('send-C1')],
  [
    'a job that is not begun',
    'job late',
    ({ stored }) =>
      stored.jobs.waiting.push({ id: 'J', commandId: 'C1', name: 'command.send', running: false, runAt: at(0) }),
  ],
];

describe('the checker', () => {
  it('finds nothing where all is well', () => {
    expect(rulesOf(sound())).toEqual([]);
  });

  it('lets a 1.6 start miss its session only where the clock was set meanwhile', () => {
    const { journal, stored } = sound();
    const [start] = stored.commands;
    Object.assign(start, { status: 'TIMED_OUT', session_id: null, error: { code: 'effect_timeout' } });
    stored.sessions[0].command_id = null;
    const found = (clockSet: boolean) =>
      check({ before: journal, after: journal, stored: stored as Stored, settled: true, nowAt: NOW, clockSet })
        .map(({ rule }) => rule)
        .filter((rule) => rule === 'command not as the station saw it');
    expect(found(false)).toHaveLength(1);
    expect(found(true)).toEqual([]);
  });

  it.each(BROKEN)('finds %s: %s', (_what, rule, wrong) => {
    const it = sound();
    wrong(it);
    expect(rulesOf(it)).toContain(rule);
  });
});
