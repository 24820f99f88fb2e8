import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../../src/domain/message-secrets.ts';
import type { OcppMessage } from '../../../src/domain/ocpp-message.ts';
import { createIds } from '../../../src/observe/ids.ts';
import { createMessageRecorder, type FrameNews } from '../../../src/services/messages/recorder.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';
import { silentLog } from '../../support/silent-log.ts';

const clock = createManualClock();

const news = (text: string, stationId = 'CS1'): FrameNews => ({
  stationId,
  at: clock.now(),
  direction: 'IN',
  kind: 'CALL',
  version: '1.6',
  messageId: '1',
  action: 'Heartbeat',
  text,
  latencyMs: null,
  errorCode: null,
  commandId: null,
  transactionId: null,
});

const make = (appendMessages: (rows: readonly OcppMessage[]) => Promise<void>, mostWaiting = 1_000) => {
  const metrics = createRecordedMetrics();
  const recorder = createMessageRecorder({
    store: { appendMessages },
    clock,
    newId: createIds(clock),
    log: silentLog,
    metrics,
    mostWaiting,
  });
  return { metrics, recorder };
};

describe('the recorder of frames', () => {
  it('writes what came within a tenth of a second at once, and cuts what is long', async () => {
    const writes: (readonly OcppMessage[])[] = [];
    const { recorder } = make(async (rows) => void writes.push(rows));
    recorder.frame(news('[2,"1","Heartbeat",{}]'));
    recorder.frame(news(`[2,"2","DataTransfer",{"data":"${'x'.repeat(9_000)}"}]`));
    expect(writes).toEqual([]);
    await clock.advance(100);
    await recorder.flush();
    expect(writes).toHaveLength(1);
    expect(writes[0]?.map(({ isCut, text }) => [isCut, text?.length])).toEqual([
      [false, 22],
      [true, 8_192],
    ]);
  });

  it('never waits: what a slow store cannot take is counted, and shown as a gap of its station', async () => {
    const { promise: stuck, resolve: mend } = Promise.withResolvers<void>();
    const rows: OcppMessage[] = [];
    const { recorder, metrics } = make(async (appended) => {
      await stuck;
      rows.push(...appended);
    }, 3);
    recorder.frame(news('[2,"0","Heartbeat",{}]'));
    const flushing = recorder.flush();
    for (let n = 1; n <= 5; n += 1) recorder.frame(news(`[2,"${n}","Heartbeat",{}]`, n < 5 ? 'CS1' : 'CS2'));
    expect(metrics.counted('ocpp_log_dropped_total')).toBe(2);
    mend();
    await flushing;
    await recorder.flush();
    expect(rows.filter(({ kind }) => kind === 'CALL')).toHaveLength(4);
    expect(rows.filter(({ kind }) => kind === 'GAP').map(({ stationId, dropped }) => [stationId, dropped])).toEqual([
      ['CS1', 1],
      ['CS2', 1],
    ]);
  });

  it('goes on behind a store that refused, and says what is missing', async () => {
    let refuses = true;
    const rows: OcppMessage[] = [];
    const { recorder, metrics } = make(async (appended) => {
      if (refuses) throw new Error('away');
      rows.push(...appended);
    });
    recorder.frame(news('[2,"1","Heartbeat",{}]'));
    await recorder.flush();
    expect(metrics.counted('ocpp_log_dropped_total')).toBe(1);
    refuses = false;
    recorder.frame(news('[2,"2","Heartbeat",{}]'));
    await recorder.close();
    expect(rows.map(({ kind, dropped }) => [kind, dropped])).toEqual([
      ['CALL', 0],
      ['GAP', 1],
    ]);
  });
});

describe('a frame that is kept', () => {
  it.each([
    ['[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"0123456789abcdef"}]', '0123456789abcdef'],
    [
      '[2,"1","SetVariables",{"setVariableData":[{"attributeValue":"hunter2hunter2","component":{"name":"SecurityCtrlr"},"variable":{"name":"BasicAuthPassword"}}]}]',
      'hunter2hunter2',
    ],
    ['[3,"1",{"configurationKey":[{"key":"AuthorizationKey","readonly":false,"value":"s3cr3t"}]}]', 's3cr3t'],
    [
      '[2,"1","SetNetworkProfile",{"connectionData":{"vpn":{"server":"a","user":"b","password":"pw-one","key":"pre-shared","type":"IPSec"},"apn":{"apn":"x","apnPassword":"pw-two","simPin":1234}}}]',
      'pre-shared',
    ],
    ['[2,"1","DataTransfer",{"vendorId":"v","data":{"p\\u0061ssword":"hidden-one"}}]', 'hidden-one'],
    ['[2,"1","DataTransfer",{"vendorId":"v","data":"{\\"password\\": \\"hidden-two\\"}"}]', 'hidden-two'],
    ['[2,"1","DataTransfer",{"password":"cut of', 'cut of'],
  ])('holds no secret: %s', (text, secret) => {
    expect(withoutSecrets(text)).not.toContain(secret);
  });

  it('is as it went where it holds none, the token with it', () => {
    const text = '[2, "1", "Authorize", {"idTag":"04AA"}]';
    expect(withoutSecrets(text)).toBe(text);
    expect(withoutSecrets('[2,"1","ChangeConfiguration",{"key":"HeartbeatInterval","value":"60"}]')).toContain('60');
  });
});
