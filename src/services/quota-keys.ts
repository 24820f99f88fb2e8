/**
 * Under what is counted that nobody vouches for: slots of a bounded number, so that it cannot fill a limiter's memory
 * however much of it comes. Two that share a slot share its quota; which do is told by a random key, so that nobody can
 * choose an address or a name for whose quota it uses up.
 */
import { createHmac } from 'node:crypto';
import { networkOf, siteOf } from './request-address.ts';

export type QuotaKeys = {
  /** One of 65,536. */
  readonly slotOf: (text: string) => string;
  readonly networkSlot: (address: string | null) => string;
  /** null: the address has no site around its network. */
  readonly siteSlot: (address: string | null) => string | null;
};

/** key: random, and the same on all nodes that count together. */
export const createQuotaKeys = (key: Uint8Array): QuotaKeys => {
  const slotOf = (text: string): string => createHmac('sha256', key).update(text).digest('hex').slice(0, 4);
  return {
    slotOf,
    networkSlot: (address) => slotOf(networkOf(address)),
    siteSlot: (address) => {
      const site = siteOf(address);
      return site === null ? null : slotOf(site);
    },
  };
};
