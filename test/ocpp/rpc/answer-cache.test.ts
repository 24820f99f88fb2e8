import { describe, expect, it } from 'vitest';
import { AnswerCache, digestOf } from '../../../src/ocpp/rpc/answer-cache.ts';

const call = (frame: string) => ({ action: 'Echo', digest: digestOf(frame), connection: 1 });

describe('AnswerCache', () => {
  it('finds a call by its id and content', () => {
    const cache = new AnswerCache(2);
    cache.end(cache.begin('a', call('one')), 'answer', true);
    expect(cache.find('a', digestOf('one'))).toMatchObject({ done: true, answer: 'answer' });
    expect(cache.find('a', digestOf('two'))).toBeNull();
    expect(cache.find('b', digestOf('one'))).toBeNull();
  });

  it('forgets the oldest', () => {
    const cache = new AnswerCache(2);
    for (const id of ['a', 'b', 'c']) cache.begin(id, call(id));
    expect(['a', 'b', 'c'].map((id) => cache.find(id, digestOf(id)) !== null)).toEqual([false, true, true]);
  });

  it('hands the answer to those who wait, and forgets it when it is not to be kept', () => {
    const cache = new AnswerCache(2);
    const remembered = cache.begin('a', call('one'));
    const heard: (string | null)[] = [];
    remembered.waiting = [(answer) => heard.push(answer)];
    cache.end(remembered, 'error', false);
    expect(heard).toEqual(['error']);
    expect(cache.find('a', digestOf('one'))).toBeNull();
  });

  it('does not lose the newer call of an id when the older one ends', () => {
    const cache = new AnswerCache(2);
    const older = cache.begin('a', call('one'));
    cache.begin('a', call('two'));
    cache.end(older, null, false);
    expect(cache.find('a', digestOf('two'))).not.toBeNull();
  });
});
