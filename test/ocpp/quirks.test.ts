import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import type { StationProduct } from '../../src/ocpp/protocol.ts';
import type { Quirk, Transform } from '../../src/ocpp/quirks/quirk.ts';
import { connectorZeroIsOne } from '../../src/ocpp/quirks/transforms/connector-zero-is-one.ts';
import { tagSuffixAfterSemicolon } from '../../src/ocpp/quirks/transforms/tag-suffix-after-semicolon.ts';
import { correctPayload, QUIRKS } from '../../src/ocpp/quirks.ts';

/** Frames as they were captured from a product, and as they were meant. */
type Captured = {
  readonly product: StationProduct | null;
  readonly frames: readonly { readonly action: string; readonly payload: JsonObject; readonly becomes: JsonObject }[];
};

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const namesIn = async (path: string) => (await readdir(folder(path))).map((file) => file.replace(/\.\w+$/, ''));
const capturedOf = async (name: string): Promise<Captured> =>
  JSON.parse(await readFile(folder(`../field/quirks/${name}.json`), 'utf8'));

const quirk = (...transforms: readonly Transform[]): Quirk => ({
  vendor: /^acme$/i,
  model: /^One/,
  firmware: /^1\./,
  source: 'a test',
  transforms,
});
const acme = { vendor: 'ACME', model: 'One-22', firmwareVersion: '1.7.2' };
const PRODUCTS = await namesIn('../../src/ocpp/quirks/products');

describe('vendor quirks', () => {
  it('have captured frames, one file for each product, and each product is listed', async () => {
    expect(PRODUCTS.length).toBeGreaterThan(1);
    expect(await namesIn('../field/quirks')).toEqual(PRODUCTS);
    expect(QUIRKS).toHaveLength(PRODUCTS.length);
  });

  it.each(PRODUCTS)('%s: each captured frame becomes what was meant', async (name) => {
    const { product, frames } = await capturedOf(name);
    expect(frames.length).toBeGreaterThan(0);
    for (const { action, payload, becomes } of frames) {
      const before = structuredClone(payload);
      expect(correctPayload(QUIRKS, product, action, payload)).toEqual(becomes);
      expect(payload).toEqual(before);
    }
  });

  it.each(PRODUCTS)('%s: the same frames of others stay as they are', async (name) => {
    const { frames } = await capturedOf(name);
    for (const { action, payload } of frames) {
      expect(correctPayload(QUIRKS, { ...acme, vendor: 'Somebody else' }, action, payload)).toBe(payload);
      expect(correctPayload(QUIRKS, null, action, payload)).toBe(payload);
    }
  });

  it.each<[string, Transform, string, JsonObject, JsonObject]>([
    ['0 in a start', connectorZeroIsOne, 'StartTransaction', { connectorId: 0 }, { connectorId: 1 }],
    ['0 in readings', connectorZeroIsOne, 'MeterValues', { connectorId: 0 }, { connectorId: 1 }],
    ['0 in a status is the station', connectorZeroIsOne, 'StatusNotification', { connectorId: 0 }, { connectorId: 0 }],
    ['a tag of 1.6', tagSuffixAfterSemicolon, 'Authorize', { idTag: '04A1;x;y' }, { idTag: '04A1' }],
    [
      'a tag of 2.x',
      tagSuffixAfterSemicolon,
      'Authorize',
      { idToken: { idToken: '04A1;x', type: 'ISO14443' } },
      { idToken: { idToken: '04A1', type: 'ISO14443' } },
    ],
  ])('%s', (_name, transform, action, payload, corrected) => {
    expect(correctPayload([quirk(transform)], acme, action, payload)).toEqual(corrected);
  });

  it.each([
    ['another vendor', { ...acme, vendor: 'Other' }],
    ['another model', { ...acme, model: 'Two' }],
    ['another firmware', { ...acme, firmwareVersion: '2.0' }],
    ['an unknown firmware', { ...acme, firmwareVersion: null }],
    ['an unknown product', null],
  ])('leave %s alone', (_name, product) => {
    const payload = { connectorId: 0 };
    expect(correctPayload([quirk(connectorZeroIsOne)], product, 'StartTransaction', payload)).toBe(payload);
  });
});
