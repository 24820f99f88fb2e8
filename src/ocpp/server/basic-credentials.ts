/** The Authorization header of a station's handshake. */
import type { Knock } from '../../services/inbox.ts';

const COLON = 0x3a;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** How a station may write its identity as the user: as it is, or as it stands in its URL. */
const spellingsOf = (stationId: string): readonly string[] => {
  const encoded = encodeURIComponent(stationId);
  const lower = encoded.replaceAll(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase());
  return [stationId, encoded, lower];
};

/**
 * User and password of a Basic header; null: there is no header; 'unreadable': it is not Basic, or not as RFC 7617 has it.
 * The password is bytes, may hold colons, and need not be UTF-8 (OCPP 1.6 security whitepaper: 20 bytes, any of them).
 * An identity may hold colons, too (a MAC address); so where the user is the identity of the URL, it ends behind that, and
 * else at the first colon.
 */
export const readBasicCredentials = (
  header: string | undefined,
  stationId: string,
): Knock['credentials'] | 'unreadable' => {
  if (header === undefined) return null;
  const match = /^basic +(\S+)$/i.exec(header.trim());
  const encoded = match?.[1];
  if (encoded === undefined || !BASE64.test(encoded)) return 'unreadable';
  const bytes = Buffer.from(encoded, 'base64');
  for (const user of spellingsOf(stationId)) {
    const start = Buffer.from(`${user}:`);
    if (bytes.subarray(0, start.length).equals(start))
      return { user: stationId, password: new Uint8Array(bytes.subarray(start.length)) };
  }
  const colon = bytes.indexOf(COLON);
  if (colon < 0) return 'unreadable';
  return { user: bytes.toString('utf8', 0, colon), password: new Uint8Array(bytes.subarray(colon + 1)) };
};
