import { expect, it } from 'vitest';
import { createDocumentCache } from '../../src/graphql/document-cache.ts';

it('forgets the document that was not used for longest when there are too many', () => {
  const cache = createDocumentCache<number>({ mostDocuments: 2 });
  cache.set('a', 1);
  cache.set('b', 2);
  cache.get('a');
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  expect(cache.size()).toBe(2);
});

it('forgets documents when they are too long together, and does not keep one that is too long alone', () => {
  const cache = createDocumentCache<number>({ mostCharacters: 10 });
  cache.set('aaaa', 1);
  cache.set('aaaa', 2);
  cache.set('bbbb', 3);
  cache.set('cccc', 4);
  expect([cache.get('aaaa'), cache.get('bbbb'), cache.get('cccc')]).toEqual([undefined, 3, 4]);
  cache.set('d'.repeat(11), 5);
  expect(cache.size()).toBe(0);
});
