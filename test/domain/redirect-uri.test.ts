import { describe, expect, it } from 'vitest';
import { isRedirectUri } from '../../src/domain/redirect-uri.ts';

describe('an address to come back to', () => {
  it.each([
    ['https://a.example/back?x=1', true, true],
    ['http://127.0.0.1/back', true, true],
    ['http://[::1]:9000/', true, true],
    ['http://localhost/', true, true],
    ['com.example.app:/back', false, true],
    ['http://a.example/', false, false],
    ['https://localhost/', false, false],
    ['https://a.example/#x', false, false],
    ['https://a.example@b.example/', false, false],
    ['https://*.example/', false, false],
    ['https://a.example\\@b.example/', false, false],
    ['javascript:alert(1)', false, false],
    ['data:text/html,x', false, false],
    ['app:/back', false, false],
    ['/back', false, false],
    [`https://a.example/${'x'.repeat(2048)}`, false, false],
  ])('%s: of a web server %s, of an app %s', (uri, ofWeb, ofApp) => {
    expect([isRedirectUri(uri, 'web'), isRedirectUri(uri, 'app')]).toEqual([ofWeb, ofApp]);
  });
});
