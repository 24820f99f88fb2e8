/** GraphQL over HTTP, as the audit of graphql-http looks at it. */
import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GraphqlFaceUnderTest, startGraphqlFace } from '../support/graphql-face.ts';

let face: GraphqlFaceUnderTest;
beforeAll(async () => {
  face = await startGraphqlFace();
});
afterAll(() => face.close());

it('fails no audit that says MUST', async () => {
  const results = await auditServer({ url: face.url });
  const failed = results.filter(({ status }) => status === 'error').map(({ name }) => name);
  expect(results.length).toBeGreaterThan(50);
  expect(failed).toEqual([]);
});
