/** What /docs and GraphiQL show as examples is true, and goes through as it is in a gateway that has what the demo has. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCATIONS, STATION_PREFIX, STATIONS } from '../../src/demo/seed.ts';
import { GRAPHIQL_EXAMPLES } from '../../src/graphql/graphiql-examples.ts';
import { PROBLEMS } from '../../src/rest/problem.ts';
import { stationIdOf } from '../../src/simulator/fleet.ts';
import type { Json } from '../support/gateway.ts';
import { answersOf, readAnswers, staleAnswers } from './examples/answers.ts';
import { exampledOperations, rawDescription } from './examples/described.ts';
import { goThrough, type Journey, type Stage, startStage } from './examples/journey.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
addFormats.default(ajv);
ajv.addSchema(rawDescription, 'description');

const checks = new Map<string, ValidateFunction>();

const faultOf = (schema: object, value: unknown): string | null => {
  const text = JSON.stringify(schema).replaceAll('"#/', '"description#/');
  const check = checks.get(text) ?? ajv.compile(JSON.parse(text));
  checks.set(text, check);
  return check(value) ? null : ajv.errorsText(check.errors, { dataVar: 'example' });
};

/** Every value of one of these names, wherever it is. */
const valuesOf = (value: Json, names: readonly string[]): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries<Json>(value).flatMap(([name, one]) =>
    typeof one === 'string' && names.includes(name) ? [one] : valuesOf(one, names),
  );
};

describe('the examples of the reference', () => {
  it('has one for each body, and for each answer', () => {
    const without = exampledOperations.flatMap(({ operationId, bodies, answers }) => [
      ...bodies.filter(({ example }) => example === undefined).map(() => `${operationId}: its body`),
      ...answers.filter(({ example }) => example === undefined).map(({ status }) => `${operationId}: ${status}`),
    ]);
    expect(without).toEqual([]);
  });

  it('shows only bodies and answers that are as their schemas say', () => {
    const faults = exampledOperations.flatMap(({ operationId, bodies, answers }) =>
      [...bodies, ...answers].flatMap(({ schema, example }) => {
        const fault = example === undefined ? null : faultOf(schema, example);
        return fault === null ? [] : [`${operationId}: ${fault}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('shows a problem with the title and the status of its code', () => {
    const { content } = rawDescription.components.responses.Problem;
    const { code, status, title, type } = content['application/problem+json'].example;
    expect({ status, title }).toEqual(PROBLEMS[code as keyof typeof PROBLEMS]);
    expect(type).toMatch(new RegExp(`/docs/errors/${code}$`));
  });

  it('names the same things by the same ids in bodies and answers', () => {
    const bodies = exampledOperations.flatMap(({ bodies: all }) => all.map(({ example }) => example));
    const answers = readAnswers();
    const known = (names: readonly string[]) => new Set(valuesOf([answers, bodies], names));
    const ids = known(['id', 'uid']);
    for (const { id } of LOCATIONS) ids.add(id);
    for (let n = 1; n <= STATIONS; n += 1) ids.add(stationIdOf(STATION_PREFIX, n));
    const named = valuesOf([answers, bodies], ['session_id', 'station_id', 'location_id', 'command_id', 'endpoint_id']);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
    expect(answers.getSession).toMatchObject({ id: valuesOf(bodies, ['session_id'])[0] });
    expect(answers.getCommand).toMatchObject({ id: answers.startSession.id, session_id: answers.getSession.id });
    expect(answers.getSession.evse_uid).toBe(answers.getEvse.uid);
  });
});

describe('in a gateway with what the demo has', () => {
  let stage: Stage;
  let journey: Journey;
  beforeAll(async () => {
    stage = await startStage();
    journey = await goThrough(stage);
  }, 90_000);
  afterAll(() => stage?.close());

  it('each request of the reference goes through as it is, with ids of what runs', () => {
    const failed = journey.answered.filter(({ went }) => !went);
    expect(failed.map(({ operationId, status, body }) => `${operationId} ${status} ${JSON.stringify(body)}`)).toEqual(
      [],
    );
  });

  it('each answer is made of what its example is made of; if not, run `npm run examples`', () => {
    const now = answersOf(stage, journey);
    expect(staleAnswers(readAnswers(), now)).toEqual([]);
    // Nothing of this run alone is in them.
    expect(JSON.stringify(now)).not.toMatch(/127\.0\.0\.1:|localhost:(?!8080)/);
  });

  it.each(GRAPHIQL_EXAMPLES.map((document) => [/(?:query|mutation) (\w+)/.exec(document)?.[1] ?? '', document]))(
    'GraphiQL can run what it opens with: %s',
    async (name, document) => {
      if (name !== '') {
        const { data, errors } = await stage.gateway.graphql(document, {}, stage.operator);
        expect(errors).toBe(undefined);
        expect(JSON.stringify(data)).not.toMatch(/"edges":\[\]/);
        return;
      }
      const told = await fetch(`${stage.gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${stage.operator}`,
          'content-type': 'application/json',
          accept: 'text/event-stream',
        },
        body: JSON.stringify({ query: document }),
      });
      let text = '';
      for await (const chunk of (told.body ?? []) as AsyncIterable<Uint8Array>) {
        text += Buffer.from(chunk).toString('utf8');
        if (text.includes('"sessionUpdated"')) break;
      }
      const [, id = ''] = /"sessionUpdated":\{"id":"(\w+)"/.exec(text) ?? [];
      const session = await stage.gateway.get(`/api/v1/sessions/${id}`, stage.operator);
      expect(session).toMatchObject({ station_id: 'DEMO-004', token: { uid: 'DEMO-CARD-3' } });
    },
  );
});
