/** Who can sign in to the demo: each is invited over the API, and opens the link as anybody would. */
import { randomInt } from 'node:crypto';
import type { AccountInput, AccountWithLink } from '../services/api/accounts.ts';
import type { Services } from '../services/api/services.ts';
import { ADMIN } from './seed.ts';

export type SeededPerson = { readonly login: string; readonly password: string; readonly name: string };

const somebody = (login: string, name: string, role: AccountInput['role'], driverId: string | null): AccountInput => ({
  login,
  name,
  email: null,
  role,
  driverId,
  party: null,
  grants: {},
  // So that it can be tried without a phone.
  totpRequired: false,
});

const PEOPLE: readonly AccountInput[] = [
  somebody('driver@demo.example', 'Driver of the card DEMO-APP-1', 'driver', 'demo-driver'),
  somebody('operator@demo.example', 'Operator at a console', 'administrator', null),
];

const WORDS = [
  'amber',
  'birch',
  'cedar',
  'delta',
  'ember',
  'fjord',
  'grove',
  'heron',
  'inlet',
  'juniper',
  'kelp',
  'larch',
];

/** To be read off a terminal and typed: 36 bits, for a demo. */
const makePassword = (): string =>
  Array.from({ length: 5 }, () => WORDS[randomInt(WORDS.length)] ?? '')
    .concat(String(randomInt(1_000_000)))
    .join('-');

const linkFor = async ({ accounts }: Services, input: AccountInput): Promise<AccountWithLink> => {
  const page = { cursor: null, newestFirst: false, updatedFromAt: null, updatedToAt: null, withTotal: false };
  const { items } = await accounts.list(ADMIN, { ...page, limit: 1000 }, { role: input.role, status: null });
  const known = items.find(({ login }) => login === input.login);
  if (known === undefined) return accounts.create(ADMIN, input);
  if (known.status === 'locked') await accounts.unlock(ADMIN, known.id);
  return accounts.resetPassword(ADMIN, known.id);
};

/** Passwords are new at each start. localUrl: where the gateway is reached from here. */
export const seedPeople = (services: Services, localUrl: string): Promise<readonly SeededPerson[]> =>
  Promise.all(
    PEOPLE.map(async (input) => {
      const { link } = await linkFor(services, input);
      const password = makePassword();
      const { pathname, searchParams } = new URL(link.url);
      const answer = await fetch(`${localUrl}${pathname}`, {
        method: 'POST',
        body: new URLSearchParams({ code: searchParams.get('code') ?? '', password, again: password }),
      });
      if (!answer.ok) throw new Error(`no password for ${input.login}: ${answer.status} ${await answer.text()}`);
      return { login: input.login, password, name: input.name ?? '' };
    }),
  );
