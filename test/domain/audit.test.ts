/** What the audit log keeps of documents, by the declarations of their kinds. */
import { describe, expect, it } from 'vitest';
import type { Client } from '../../src/domain/access.ts';
import { mergePatchOf } from '../../src/domain/audit.ts';
import { auditedDocument, spelled } from '../../src/domain/audit-rules.ts';
import type { Command } from '../../src/domain/command.ts';
import { KIND_NAMES, KINDS } from '../../src/domain/kinds/documents.ts';
import { aClient, aReset, aStation } from '../conformance/documents.ts';

const upper = (name: string) => name.toUpperCase();

describe('a document in the log', () => {
  it('tells that there is a secret and that it is another, never which', () => {
    const [before, after] = ['one', 'two'].map((secretHash) => aClient({ secretHash }));
    expect(auditedDocument('clients', null, before as Client)?.after?.secretHash).toBe('(secret)');
    expect(auditedDocument('clients', before as Client, after as Client)).toMatchObject({
      before: { secretHash: '(secret)' },
      after: { secretHash: '(secret, changed)' },
    });
    expect(auditedDocument('clients', null, aClient({ secretHash: null }))?.after?.secretHash).toBeNull();
  });

  it('keeps nothing of what stations tell, and nothing that its kind does not declare', () => {
    const station = { ...aStation({ id: 'S' }), ofANewerRelease: 'a secret' };
    const { after } = auditedDocument('stations', null, station) ?? {};
    expect(after).toMatchObject({ id: 'S', security: { profile: expect.any(Number) } });
    for (const name of ['evses', 'meterKeys', 'status', 'ofANewerRelease']) expect(after).not.toHaveProperty(name);
  });

  it.each<readonly [type: 'SET_CONFIGURATION' | 'SET_VARIABLES', parameters: object, kept: object]>([
    ['SET_CONFIGURATION', { key: 'AuthorizationKey', value: 'hush' }, { key: 'AuthorizationKey', value: '(secret)' }],
    ['SET_CONFIGURATION', { key: 'Interval', value: '60' }, { key: 'Interval', value: '60' }],
    [
      'SET_VARIABLES',
      { variables: [{ component: 'SecurityCtrlr', variable: 'BasicAuthPassword', value: 'hush' }] },
      { variables: [{ component: 'SecurityCtrlr', variable: 'BasicAuthPassword', value: '(secret)' }] },
    ],
  ])('has the parameters of %s without what only the station may know', (type, parameters, kept) => {
    const command = { ...aReset(), type, parameters } as Command;
    expect(auditedDocument('commands', null, command)?.after?.parameters).toEqual(kept);
  });

  it('is spelled as the face spells, but for names that are others', () => {
    const form = { name: 'A', jwks: { keys: [{ kty: 'EC' }] }, grants: { partyIds: null } };
    expect(spelled('client', form, upper)).toEqual({
      NAME: 'A',
      JWKS: { keys: [{ kty: 'EC' }] },
      GRANTS: { PARTYIDS: null },
    });
    expect(spelled('of a newer release', { a: { b: [{ c: 1 }] } }, upper)).toEqual({ A: { B: [{ C: 1 }] } });
  });

  it('is called otherwise for each kind', () => {
    const objects = KIND_NAMES.flatMap((name) => KINDS[name].audit?.object ?? []);
    expect(new Set(objects).size).toBe(objects.length);
    expect(objects.filter((object) => !/^[a-z_]+$/.test(object))).toEqual([]);
  });
});

it('tells changes as RFC 7396 says them', () => {
  const before = { same: 1, gone: 1, list: [1], inner: { same: 1, other: 1 } };
  const after = { same: 1, list: [1, 2], inner: { same: 1, other: 2 }, made: true };
  expect(mergePatchOf(before, after)).toEqual({ gone: null, list: [1, 2], inner: { other: 2 }, made: true });
});
