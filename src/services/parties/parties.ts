/** Parties as callers see and keep them. */
import { isCountryCode } from '../../domain/country-codes.ts';
import { inScope } from '../../domain/kinds/in-scope.ts';
import { type Party, type PartyCodes, type PartyNames, parsePartyName, partyName } from '../../domain/party.ts';
import { forbidden, found, requireScope, requireVersion, sees, visibilityOf } from '../access.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { Parties, PartyInput } from '../api/parties.ts';
import type { AuditedCommitter } from '../audit/audited-committer.ts';
import { collectFaults, isLine } from '../faults.ts';
import { listPage } from '../paging.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock } from '../ports/time.ts';

const TRIES = 5;

const isWebAddress = (text: string | null): boolean =>
  text === null || (isLine(text, 255) && /^https?:\/\//i.test(text) && URL.canParse(text));

/** Lengths as in OCPI 2.2.1 BusinessDetails; `ZZ` may be the country of none but the default party. */
const check = (input: PartyInput, codes: PartyCodes | null, known: Party | null): void => {
  const faults = collectFaults();
  faults.unless(
    known !== null || isCountryCode(input.countryCode.toUpperCase()),
    '/countryCode',
    'A country code is one of ISO 3166-1 alpha-2, such as NL.',
  );
  faults.unless(
    codes !== null || /^[a-z0-9]{3}$/i.test(input.partyId),
    '/partyId',
    'A party id has three letters and digits, such as VGT.',
  );
  faults.unless(input.roles.length > 0, '/roles', 'A party has a role, such as CPO.');
  faults.unless(new Set(input.roles).size === input.roles.length, '/roles', 'Each role is said once.');
  faults.unless(isLine(input.name, 100), '/name', 'A name has 1 to 100 characters.');
  faults.unless(isWebAddress(input.website), '/website', 'Must be an http or https address of up to 255 characters.');
  faults.unless(isWebAddress(input.logo), '/logo', 'Must be an http or https address of up to 255 characters.');
  faults.raise();
};

/**
 * Who is bound to parties sees and changes those, and makes none. The codes of a party do not change; those of the default
 * party are what DEFAULT_PARTY said at the first start.
 */
export const createParties = ({
  store,
  committer,
  names,
  clock,
}: {
  readonly store: Pick<DocumentStore, 'get' | 'list' | 'count'>;
  readonly committer: AuditedCommitter;
  readonly names: PartyNames;
  readonly clock: Clock;
}): Parties => {
  const byName = async (name: string): Promise<Party | null> => {
    const id = names.idOf(name);
    return id === null ? null : store.get('parties', id);
  };

  return {
    names,
    list: async (caller, page) => {
      requireScope(caller, 'parties:read');
      return listPage({
        kind: 'parties',
        page,
        keys: { shown: names.nameOf, stored: (name) => names.idOf(name) ?? name },
        scope: visibilityOf(caller),
        list: (query) => store.list('parties', { ...query, where: {} }),
        count: (query, upTo) => store.count('parties', { ...query, where: {} }, upTo),
      });
    },
    get: async (caller, name) => {
      requireScope(caller, 'parties:read');
      return found(await byName(name), sees(caller, 'parties'));
    },
    current: async (caller, name) => {
      requireScope(caller, 'parties:write');
      return found(await byName(name), sees(caller, 'parties'));
    },
    put: async (caller, input, ifVersion) => {
      requireScope(caller, 'parties:write');
      const name = partyName(input);
      const codes = parsePartyName(name);
      return againOnConflict(TRIES, async () => {
        const known = await byName(name);
        const now = clock.now();
        const object: Party = {
          id: names.idOf(name) ?? name,
          ...(codes ?? input),
          roles: input.roles,
          name: input.name,
          website: input.website,
          logo: input.logo,
          version: (known?.version ?? 0) + 1,
          createdAt: known?.createdAt ?? now,
          updatedAt: now,
        };
        // Also of one that is not there: which others there are is nothing to who is bound to some.
        if (!inScope('parties', visibilityOf(caller), object)) {
          forbidden('The party is not in the grants of the client.');
        }
        check(input, codes, known);
        requireVersion(known, ifVersion);
        await committer.write({ caller, operation: 'party.put' }, { parties: [object] });
        return { object, created: known === null };
      });
    },
  };
};
