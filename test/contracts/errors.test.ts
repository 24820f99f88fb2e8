import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError, ERROR_CODES, type ErrorCode } from '../../src/domain/error.ts';
import { GRAPHQL_STATUS } from '../../src/graphql/errors.ts';
import { PROBLEMS } from '../../src/rest/problem.ts';
import { type GraphqlFaceUnderTest, startGraphqlFace } from '../support/graphql-face.ts';
import { type RestFaceUnderTest, startRestFace } from '../support/rest-face.ts';

let rest: RestFaceUnderTest;
let graphql: GraphqlFaceUnderTest;
beforeAll(async () => {
  rest = await startRestFace();
  graphql = await startGraphqlFace();
});
afterAll(() => Promise.all([rest.close(), graphql.close()]));

describe('every error code', () => {
  it.each(Object.keys(ERROR_CODES) as ErrorCode[])('%s is the same on both faces', async (code) => {
    rest.failNext('stations.get', new DomainError(code, { retryAfterS: 5 }));
    const problem = await rest.call('GET', '/api/v1/stations/S');
    expect(problem).toMatchObject({ status: PROBLEMS[code].status, body: { code, status: PROBLEMS[code].status } });
    expect(problem.headers.get('retry-after')).toBe('5');

    graphql.failNext('stations.get', new DomainError(code, { retryAfterS: 5 }));
    const answer = await graphql.run('{ station(id: "S") { id } }');
    expect(answer.status).toBe(GRAPHQL_STATUS[code] ?? 200);
    expect(answer.body.errors).toMatchObject([{ extensions: { code, retryAfterS: 5 } }]);
  });
});
