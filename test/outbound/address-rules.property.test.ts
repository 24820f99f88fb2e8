/** Which addresses are refused, over every way to write them; the ranges are counted here by themselves, without a library. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAddressRules } from '../../src/outbound/address-rules.ts';
import { readTarget } from '../../src/outbound/target.ts';

const number = (dotted: string): number => dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');

/** IANA's special-purpose registry for IPv4, multicast, and Azure's platform. */
const SPECIAL_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const isSpecial = (value: number): boolean =>
  SPECIAL_V4.some(([base, bits]) => Math.floor(value / 2 ** (32 - bits)) === number(base) / 2 ** (32 - bits));

const special = fc
  .constantFrom(...SPECIAL_V4)
  .chain(([base, bits]) => fc.integer({ min: 0, max: 2 ** (32 - bits) - 1 }).map((host) => number(base) + host));
const open = fc.integer({ min: 0, max: 2 ** 32 - 1 }).filter((value) => !isSpecial(value));

const part = fc.constantFrom(
  (value: number) => String(value),
  (value: number) => `0x${value.toString(16)}`,
  (value: number) => `0X${value.toString(16).toUpperCase()}`,
  (value: number) => `0${value.toString(8)}`,
  (value: number) => `000${value.toString(8)}`,
);

/** The host of a URL, in one of the spellings that WHATWG's parser takes for this address. */
const spelling = (value: number): fc.Arbitrary<string> => {
  const split = (count: number): number[] => [
    ...Array.from({ length: count - 1 }, (_, index) => (value >>> (24 - 8 * index)) & 255),
    value % 2 ** (8 * (5 - count)),
  ];
  return fc
    .tuple(
      fc
        .integer({ min: 1, max: 4 })
        .chain((count) => fc.tuple(...split(count).map((v) => part.map((write) => write(v))))),
      fc.constantFrom('', '.'),
      fc.constantFrom(
        (text: string) => text,
        (text: string) => text.replaceAll('.', '。'),
        (text: string) => text.replaceAll('1', '%31'),
      ),
    )
    .map(([parts, dot, disguise]) => disguise(parts.join('.')) + dot);
};

const groups = (value: number): string => `${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`;
/** IPv6 addresses by which a network would come to this IPv4 address. */
const carried = (value: number): fc.Arbitrary<string> =>
  fc.constantFrom(
    `[::ffff:${dotted(value)}]`,
    `[::ffff:${groups(value)}]`,
    `[0:0:0:0:0:FFFF:${groups(value)}]`,
    `[64:ff9b::${groups(value)}]`,
    `[64:ff9b::${dotted(value)}]`,
  );
/** IPv6 addresses that hold an IPv4 one and are always refused: mechanisms that the internet has given up. */
const tunnelled = (value: number): fc.Arbitrary<string> =>
  fc.constantFrom(
    `[2002:${groups(value)}::1]`,
    `[2001:0:4136:e378:8000:63bf:${groups(value ^ -1)}]`,
    `[::${groups(value)}]`,
    `[::ffff:0:${groups(value)}]`,
    `[64:ff9b:1::${groups(value)}]`,
  );

const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
const v6Of = (heads: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...heads), fc.array(group, { minLength: 8, maxLength: 8 }))
    .map(([head, rest]) => `[${[...head.split(':'), ...rest].slice(0, 8).join(':')}]`);
const specialV6 = v6Of([
  'fc00',
  'fd00:ec2',
  'fdff',
  'fe80',
  'febf',
  'fec0',
  'ff02',
  'ff0e',
  '2002',
  '2001:0',
  '2001:2:0',
  '2001:10',
  '2001:20',
  '2001:db8',
  '3fff:0',
  '5f00',
  '100:0:0:0',
  '4000',
  '8000',
  'e000',
  '0:0:0:0:0:0:0',
]);
const openV6 = v6Of(['2400', '2606:4700', '2a00', '2c0f', '2001:4860']);

const nothingListed = createAddressRules([]);
const refusalOf = (host: string, scheme = 'https') => {
  const target = readTarget(`${scheme}://${host}/hook`, nothingListed);
  return 'refused' in target ? target.refused : null;
};

describe('addresses', () => {
  it('are refused in every special range and every spelling', () => {
    fc.assert(
      fc.property(
        special.chain((value) => fc.oneof(spelling(value), carried(value))),
        fc.constantFrom('https', 'http', 'HTTPS'),
        (host, scheme) => {
          expect(refusalOf(host, scheme)).toBe('address');
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('are taken elsewhere, in every spelling', () => {
    fc.assert(
      fc.property(
        open.chain((value) => fc.oneof(spelling(value), carried(value))),
        (host) => {
          expect(refusalOf(host)).toBeNull();
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('are refused when they tunnel, whatever they carry', () => {
    fc.assert(
      fc.property(
        fc.oneof(special, open).chain((value) => tunnelled(value)),
        (host) => {
          expect(refusalOf(host)).toBe('address');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('of IPv6 are taken where they are global, and nowhere else', () => {
    fc.assert(fc.property(specialV6, (host) => refusalOf(host) === 'address'));
    fc.assert(fc.property(openV6, (host) => refusalOf(host) === null));
  });

  it('are judged the same when a name resolves to them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
        expect(nothingListed.forbiddenRange(dotted(value)) === null).toBe(!isSpecial(value));
        expect(nothingListed.forbiddenRange(`::ffff:${dotted(value)}`) === null).toBe(!isSpecial(value));
      }),
      { numRuns: 3_000 },
    );
    for (const odd of ['', '127.1', '0x7f000001', '127.0.0.1 ', 'localhost', '::1%lo', 'fe80::1%eth0']) {
      expect(nothingListed.forbiddenRange(odd)).not.toBeNull();
    }
  });

  it('are taken when they are listed, as IPv4 also in their mapped form', () => {
    fc.assert(
      fc.property(
        special.chain((value) => fc.tuple(fc.constant(value), fc.integer({ min: 1, max: 32 }))),
        ([value, bits]) => {
          const { forbiddenRange, isListed } = createAddressRules([`${dotted(value)}/${bits}`]);
          expect(forbiddenRange(dotted(value))).toBeNull();
          expect(isListed(`::ffff:${dotted(value)}`)).toBe(true);
          const other = (value ^ (2 ** (32 - bits))) >>> 0;
          expect(forbiddenRange(dotted(other)) === null).toBe(!isSpecial(other));
        },
      ),
    );
  });
});

describe('a URL', () => {
  it.each([
    ['not a url', 'bad_url'],
    ['/hook', 'bad_url'],
    ['ftp://partner.example/', 'bad_url'],
    ['file:///etc/passwd', 'bad_url'],
    ['gopher://127.0.0.1/', 'bad_url'],
    ['data:text/plain,x', 'bad_url'],
    ['https://partner..example/', 'bad_url'],
    ['https://partner.example../', 'bad_url'],
    ['https://user:secret@partner.example/', 'credentials_in_url'],
    ['https://user@partner.example/', 'credentials_in_url'],
    ['https://partner.example@127.0.0.1/', 'credentials_in_url'],
    ['https:127.0.0.1', 'address'],
    ['https:\\\\127.0.0.1\\', 'address'],
    ['https://127.0.0.1:443#@partner.example', 'address'],
    ['https://１２７.0.0.1/', 'address'],
    ['https://[fe80::1%25eth0]/', 'bad_url'],
  ])('%s is refused: %s', (text, why) => {
    expect(readTarget(text, nothingListed)).toMatchObject({ refused: why });
  });

  it('of the same host with a closing dot is the same target', () => {
    const plain = readTarget('https://partner.example:8443/a?b=1', nothingListed);
    expect(readTarget('https://PARTNER.example.:8443/a?b=1#c', nothingListed)).toEqual(plain);
    expect(plain).toMatchObject({ hostname: 'partner.example', host: 'partner.example:8443', path: '/a?b=1' });
  });
});
