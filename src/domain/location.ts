/** A place with stations. Shapes follow OCPI 2.2.1 mod_locations. */
export type Location = {
  readonly id: string;
  /** Grows by one with each stored change. */
  readonly version: number;
  readonly name: string | null;
  readonly address: string;
  readonly city: string;
  readonly postalCode: string | null;
  /** ISO 3166-1 alpha-3. */
  readonly country: string;
  /** Decimal degrees, WGS 84. */
  readonly coordinates: { readonly latitude: number; readonly longitude: number };
  /** IANA name, such as Europe/Amsterdam. */
  readonly timeZone: string;
  readonly publish: boolean;
  /** Whose it is, see party.ts. */
  readonly partyId: string;
  /** Of one that is shown though it was deleted, see retired.ts; never of one in use. */
  readonly retiredAt?: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
