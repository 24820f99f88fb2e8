import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLIC_URL } from '../support/face-parts.ts';
import { type RestFaceUnderTest, startRestFace } from '../support/rest-face.ts';

let face: RestFaceUnderTest;
beforeAll(async () => {
  face = await startRestFace();
});
afterAll(() => face.close());

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('/docs', () => {
  it('takes nothing from elsewhere', async () => {
    const { status, headers, text } = await face.call('GET', '/docs', { token: null });
    expect(status).toBe(200);
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '');
    expect(sources.length).toBeGreaterThan(2);
    for (const source of sources) {
      expect(source).toMatch(/^\/docs\//);
      expect((await face.call('GET', source, { token: null })).status).toBe(200);
    }
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('serves the contracts', async () => {
    expect((await face.call('GET', '/docs/openapi.yaml', { token: null })).text).toBe(file('openapi/voltgate.yaml'));
    const { body } = await face.call('GET', '/docs/openapi.json', { token: null });
    expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: `${PUBLIC_URL}/api/v1` }] });
    expect(body.components.securitySchemes.oauth.flows.clientCredentials.tokenUrl).toBe(`${PUBLIC_URL}/oauth/token`);
    expect((await face.call('GET', '/docs/schema.graphql', { token: null })).text).toBe(file('schema.graphql'));
  });
});
