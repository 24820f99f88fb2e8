import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createQuotaKeys } from '../../src/services/quota-keys.ts';

const networks = Array.from({ length: 300 }, (_, n) => `2001:db8:1:${n.toString(16)}::1`);

it('puts addresses into slots that nobody can tell without the key, and that nodes with the same key agree on', () => {
  const key = randomBytes(32);
  const slots = networks.map(createQuotaKeys(key).networkSlot);
  expect(networks.map(createQuotaKeys(key).networkSlot)).toEqual(slots);
  expect(networks.map(createQuotaKeys(randomBytes(32)).networkSlot)).not.toEqual(slots);
  expect(slots.every((slot) => /^[0-9a-f]{4}$/.test(slot))).toBe(true);
});

it('knows a site of IPv6 networks, and none of IPv4', () => {
  const { siteSlot } = createQuotaKeys(randomBytes(32));
  expect(new Set(networks.map(siteSlot)).size).toBe(1);
  expect(siteSlot('2001:db8:2::1')).not.toBe(siteSlot('2001:db8:1::1'));
  expect([siteSlot('192.0.2.1'), siteSlot('::ffff:192.0.2.1'), siteSlot(null)]).toEqual([null, null, null]);
});
