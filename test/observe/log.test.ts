import { describe, expect, it } from 'vitest';
import { createLog, type LogOptions } from '../../src/observe/log.ts';
import { REDACTED } from '../../src/observe/redact.ts';

const recorded = (options: Partial<LogOptions> = {}) => {
  const written: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => written.push(line) }, ...options });
  return { log, written, lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

describe('log', () => {
  it('writes one JSON line with level, time, the name of the event and the fields', () => {
    const { log, written, lines } = recorded();
    log.info({ commandId: 'c-1', durationMs: 12 }, 'command.completed');
    expect(written).toHaveLength(1);
    expect(written[0]?.endsWith('\n')).toBe(true);
    expect(lines()[0]).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
      message: 'command.completed',
      commandId: 'c-1',
      durationMs: 12,
    });
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = recorded({ level: 'warn' });
    log.debug({}, 'a');
    log.info({}, 'b');
    log.warn({}, 'c');
    log.error({}, 'd');
    expect(lines().map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'c'],
      ['error', 'd'],
    ]);
  });

  it('takes tokens, idTags, passwords and keys out at any depth', () => {
    const { log, written } = recorded();
    const secret = 'S3CRET-VALUE';
    log.info(
      {
        idTag: secret,
        headers: { Authorization: `Bearer ${secret}`, cookie: secret },
        command: { parameters: { token: { uid: secret, type: 'RFID' } } },
        frame: [2, 'id', 'Authorize', { idToken: { idToken: secret, type: 'Central' }, group_id_token: secret }],
        deep: { a: [{ b: [{ client_secret: secret, password: secret, tokenUid: secret }] }] },
        setting: { key: 'AuthorizationKey', value: secret },
        variables: [
          { component: { name: 'SecurityCtrlr' }, variable: { name: 'BasicAuthPassword' }, attributeValue: secret },
        ],
        text: `got Authorization: Basic ${secret}==, url wss://user:${secret}@host/x?access_token=${secret}`,
        err: new Error(`Bearer ${secret}`, { cause: { refreshToken: secret } }),
      },
      'everything',
    );
    expect(written.join('')).not.toContain(secret);
    expect(written.join('')).toContain(REDACTED);
  });

  it('keeps settings, counts and ids that are no secrets', () => {
    const { log, lines } = recorded();
    log.info(
      { setting: { key: 'HeartbeatInterval', value: '300' }, tokens: 3, stationId: 'CP-1', token: null },
      'kept',
    );
    expect(lines()[0]).toMatchObject({
      setting: { key: 'HeartbeatInterval', value: '300' },
      tokens: 3,
      stationId: 'CP-1',
      token: null,
    });
  });

  it('writes errors with type, code, stack and cause, wherever they are', () => {
    const { log, lines } = recorded();
    const cause = new TypeError('inner');
    log.error({ err: Object.assign(new Error('outer', { cause }), { code: 'EBUSY' }) }, 'failed');
    expect(lines()[0]?.err).toMatchObject({
      type: 'Error',
      message: 'outer',
      code: 'EBUSY',
      stack: expect.any(String),
      cause: { type: 'TypeError', message: 'inner' },
    });
  });

  it('bounds what is long, deep, circular or no JSON', () => {
    const { log, lines, written } = recorded();
    const circle: Record<string, unknown> = { name: 'circle' };
    circle.self = circle;
    let deep: Record<string, unknown> = {};
    for (let i = 0; i < 100; i++) deep = { deep };
    log.info(
      {
        circle,
        deep,
        long: 'x'.repeat(100_000),
        list: Array.from({ length: 10_000 }, (_, i) => i),
        bytes: new Uint8Array(10_000),
        big: 12n,
        at: new Date(0),
        never: new Date(Number.NaN),
        set: new Set(['a']),
      },
      'odd',
    );
    expect(written[0]?.length).toBeLessThan(10_000);
    expect(lines()[0]).toMatchObject({
      circle: { name: 'circle', self: '[circular]' },
      bytes: '[10000 bytes]',
      big: '12',
      at: '1970-01-01T00:00:00.000Z',
      never: null,
      set: ['a'],
    });
  });

  it('does not let a field take the place of level, time or message', () => {
    const { log, lines } = recorded();
    log.warn({ level: 'fake', message: 'fake', time: 'fake' }, 'real');
    expect(lines()[0]).toMatchObject({ level: 'warn', message: 'real', field_message: 'fake', field_level: 'fake' });
  });

  it('writes for people when asked to', () => {
    const { log, written } = recorded({ pretty: true });
    log.info({ stationId: 'CP-1', password: 'S3CRET' }, 'station.online');
    expect(written.join('')).toContain('station.online');
    expect(written.join('')).toContain('CP-1');
    expect(written.join('')).not.toContain('S3CRET');
  });
});
