/** AsyncAPI and OpenAPI's webhooks: every type of event, valid by their own tools, and true of what is sent. */
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { exampleEvents, exampleParties } from '../../scripts/gen/example-events.ts';
import { EVENT_TYPES } from '../../src/domain/event.ts';
import { createWebhookPayload } from '../../src/rest/webhook-payload.ts';
import type { Json } from '../support/gateway.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const openapi: Json = JSON.parse(read('openapi/voltgate.json'));

describe('webhooks in the contracts', () => {
  it('are valid AsyncAPI 3, one message for each type', async () => {
    const { document, diagnostics } = await new Parser().parse(read('webhooks/asyncapi.yaml'));
    expect(diagnostics.filter(({ severity }) => severity === 0).map(({ message }) => message)).toEqual([]);
    expect(document?.version()).toBe('3.0.0');
    const names = document?.channels().get('webhooks')?.messages().all();
    expect(names?.map((message) => message.name())).toEqual(EVENT_TYPES);
    expect(
      document
        ?.operations()
        .all()
        .map((operation) => operation.action()),
    ).toEqual(['send']);
  });

  it('stand in OpenAPI, each with what is sent', () => {
    expect(Object.keys(openapi.webhooks)).toEqual(EVENT_TYPES);
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'openapi', components: openapi.components });
    const payloadOf = createWebhookPayload({ names: exampleParties, publicUrl: 'https://charge.example' });
    for (const type of EVENT_TYPES) {
      const { schema } = openapi.webhooks[type].post.requestBody.content['application/json'];
      const check = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')));
      check(JSON.parse(payloadOf(exampleEvents[type])));
      expect(check.errors ?? [], type).toEqual([]);
      expect(check({ ...JSON.parse(payloadOf(exampleEvents[type])), type: 'other' }), type).toBe(false);
    }
  });
});
