import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  callText,
  errorText,
  type FrameDialect,
  parseFrame,
  resultErrorText,
  resultText,
} from '../../../src/ocpp/rpc/frame.ts';

const V16: FrameDialect = { send: false, resultErrors: false, maxIdLength: 36 };
const V21: FrameDialect = { send: true, resultErrors: true, maxIdLength: 36 };
const read = (frame: unknown, dialect = V21) => parseFrame(JSON.stringify(frame), dialect);

describe('parseFrame', () => {
  it('reads the five kinds of message', () => {
    expect(read([2, 'a', 'Heartbeat', {}])).toEqual({ kind: 'call', id: 'a', action: 'Heartbeat', payload: {} });
    expect(read([3, 'a', { x: 1 }])).toEqual({ kind: 'result', id: 'a', payload: { x: 1 } });
    const error = { id: 'a', code: 'GenericError', description: 'd', details: { x: 1 } };
    expect(read([4, 'a', 'GenericError', 'd', { x: 1 }])).toEqual({ kind: 'error', ...error });
    expect(read([5, 'a', 'GenericError', 'd', { x: 1 }])).toEqual({ kind: 'result_error', ...error });
    expect(read([6, 'a', 'NotifyPeriodicEventStream', {}])).toMatchObject({ kind: 'send', id: 'a' });
  });

  it('takes a null payload as an empty one', () => {
    expect(read([2, 'a', 'Heartbeat', null], V16)).toMatchObject({ kind: 'call', payload: {} });
    expect(read([3, 'a', null], V16)).toMatchObject({ kind: 'result', payload: {} });
  });

  it('takes a CALLERROR without description and details', () => {
    expect(read([4, 'a', 'GenericError'])).toMatchObject({ kind: 'error', description: '', details: {} });
  });

  it.each([
    ['{', { reason: 'not_json', messageType: null, id: null }],
    ['', { reason: 'not_json', messageType: null, id: null }],
    ['{}', { reason: 'not_an_array' }],
    ['null', { reason: 'not_an_array' }],
    ['[]', { reason: 'bad_message_type', id: null }],
    ['["2","a","Heartbeat",{}]', { reason: 'bad_message_type', id: 'a' }],
    ['[7,"a"]', { reason: 'bad_message_type', id: 'a' }],
    ['[2]', { reason: 'bad_id', messageType: 2, id: null }],
    ['[2,7,"Heartbeat",{}]', { reason: 'bad_id', messageType: 2, id: null }],
    ['[2,"","Heartbeat",{}]', { reason: 'bad_id', id: null }],
    [`[2,"${'x'.repeat(37)}","Heartbeat",{}]`, { reason: 'bad_id', id: null }],
    ['[2,"a","Heartbeat"]', { reason: 'wrong_length', id: 'a' }],
    ['[2,"a","Heartbeat",{},{}]', { reason: 'wrong_length', id: 'a' }],
    ['[2,"a",7,{}]', { reason: 'bad_action', id: 'a' }],
    ['[2,"a","Heartbeat",[]]', { reason: 'payload_not_an_object', id: 'a' }],
    ['[2,"a","Heartbeat","x"]', { reason: 'payload_not_an_object', id: 'a' }],
    ['[3,"a"]', { reason: 'wrong_length', messageType: 3, id: 'a' }],
    ['[3,"a",7]', { reason: 'payload_not_an_object', messageType: 3, id: 'a' }],
    ['[4,"a"]', { reason: 'bad_error_code', messageType: 4, id: 'a' }],
  ])('tells what is wrong with %s', (text, fault) => {
    expect(parseFrame(text, V21)).toMatchObject({ kind: 'fault', ...fault });
  });

  it('refuses a frame that nests deeper than 64 levels, which nothing that recurses could take', () => {
    const nested = (levels: number) => `[2,"a","DataTransfer",{"data":${'['.repeat(levels)}${']'.repeat(levels)}}]`;
    expect(parseFrame(nested(62), V21)).toMatchObject({ kind: 'call', id: 'a' });
    expect(parseFrame(nested(63), V21)).toMatchObject({ reason: 'payload_too_deep', messageType: 2, id: 'a' });
    expect(parseFrame(nested(100_000), V21)).toMatchObject({ reason: 'payload_too_deep', id: 'a' });
    expect(parseFrame(nested(63).replace('[2', '[3'), V21)).toMatchObject({
      reason: 'payload_too_deep',
      messageType: 3,
    });
  });

  it('knows SEND and CALLRESULTERROR only where the version has them', () => {
    expect(read([6, 'a', 'X', {}], V16)).toMatchObject({ reason: 'bad_message_type', id: 'a' });
    expect(read([5, 'a', 'X', '', {}], V16)).toMatchObject({ reason: 'bad_message_type', id: 'a' });
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.array(fc.jsonValue()).map((a) => JSON.stringify(a)),
        ),
        (text) => {
          expect(parseFrame(text, V21)).toHaveProperty('kind');
        },
      ),
    );
    expect(parseFrame('['.repeat(200_000), V21)).toMatchObject({ reason: 'not_json' });
    expect(parseFrame(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, V21)).toMatchObject({ kind: 'fault' });
  });

  it('reads back what was written', () => {
    const id = fc.string({ minLength: 1, maxLength: 36 });
    const payload = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.parse(JSON.stringify(value)));
    fc.assert(
      fc.property(id, fc.string({ minLength: 1 }), payload, (anId, action, aPayload) => {
        expect(parseFrame(callText(anId, action, aPayload), V21)).toEqual({
          kind: 'call',
          id: anId,
          action,
          payload: aPayload,
        });
        expect(parseFrame(resultText(anId, aPayload), V21)).toEqual({ kind: 'result', id: anId, payload: aPayload });
      }),
    );
  });

  it('cuts a description to 255 characters and never through a pair of surrogates', () => {
    const said = JSON.parse(errorText('a', 'GenericError', `x${'😀'.repeat(200)}`, {}))[3];
    expect(said).toHaveLength(255);
    expect(said.isWellFormed()).toBe(true);
    expect(JSON.parse(resultErrorText('a', 'GenericError', 'x'.repeat(300), {}))[3]).toHaveLength(255);
  });
});
