import { describe, expect, it } from 'vitest';
import { v16 } from '../../src/ocpp/v16/index.ts';
import { v21 } from '../../src/ocpp/v21/index.ts';
import { v201 } from '../../src/ocpp/v201/index.ts';
import { createJudge } from './support/judge.ts';
import { createRecordingInbox, heardOf } from './support/recording-inbox.ts';

/** What comes without an answer in its version. */
const UNANSWERED = new Set(['NotifyPeriodicEventStream']);

describe.each([v16, v201, v21])('every message that a station of OCPP $version may send', (protocol) => {
  const judge = createJudge(protocol.version);
  const rows = [...protocol.inbound.keys()].flatMap((action) =>
    (['least', 'all'] as const).map((extent) => [action, extent] as const),
  );

  it.each(rows)('%s (%s) gets an answer that both schemas accept', async (action, extent) => {
    const { say } = createRecordingInbox();
    const answer = await say(protocol, action, judge.example(action, extent));
    if (UNANSWERED.has(action)) return;
    expect(protocol.responseCheck(action)?.(answer)).toEqual([]);
    expect(judge.response(action, answer)).toBeNull();
  });

  it.each(rows.filter(([, extent]) => extent === 'least'))('%s tells the inbox of it', async (action) => {
    const { say, told } = createRecordingInbox();
    const request = judge.example(action, 'least');
    await say(protocol, action, request);
    if (action !== 'Heartbeat') expect(heardOf(told)).toHaveLength(1);
    expect(told.quarantined).toEqual([]);
    if (told.messages.length > 0) expect(told.messages).toEqual([{ action, payload: request }]);
  });

  it.each([...protocol.inbound.keys()])('%s without any property is answered, not thrown', async (action) => {
    // The lenient and off levels let such a payload through.
    const { say } = createRecordingInbox();
    await expect(say(protocol, action, {})).resolves.toBeTypeOf('object');
  });

  it('knows each action of the version in one direction, DataTransfer in both', () => {
    for (const action of protocol.inbound.keys()) expect(protocol.actions.has(action)).toBe(true);
    for (const action of protocol.beforeAccepted) expect(protocol.inbound.has(action)).toBe(true);
    expect(protocol.inbound.has('Reset')).toBe(false);
    expect(protocol.actions.has('Reset')).toBe(true);
  });
});

describe('version tables', () => {
  it('count all messages of their specifications', () => {
    const sizes = [v16, v201, v21].map((protocol) => [protocol.inbound.size, protocol.actions.size]);
    expect(sizes).toEqual([
      [14, 39],
      [25, 64],
      [38, 91],
    ]);
  });

  it('spell their error codes as their specification does', () => {
    expect(v16.errorCodes).toMatchObject({ format: 'FormationViolation', occurrence: 'OccurenceConstraintViolation' });
    for (const protocol of [v201, v21]) {
      expect(protocol.errorCodes).toMatchObject({
        format: 'FormatViolation',
        occurrence: 'OccurrenceConstraintViolation',
        message_type: 'MessageTypeNotSupported',
        framework: 'RpcFrameworkError',
      });
    }
  });
});
