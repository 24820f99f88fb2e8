/** The Authorization header of a station's handshake. */
import type { Knock } from '../../services/inbox.ts';

const COLON = 0x3a;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * User and password of a Basic header; null: there is no header; 'unreadable': it is not Basic, or not as RFC 7617 has it.
 * The password is bytes, may hold colons, and need not be UTF-8 (OCPP 1.6 security whitepaper: 20 bytes, any of them).
 */
export const readBasicCredentials = (header: string | undefined): Knock['credentials'] | 'unreadable' => {
  if (header === undefined) return null;
  const match = /^basic +(\S+)$/i.exec(header.trim());
  const encoded = match?.[1];
  if (encoded === undefined || !BASE64.test(encoded)) return 'unreadable';
  const bytes = Buffer.from(encoded, 'base64');
  const colon = bytes.indexOf(COLON);
  if (colon < 0) return 'unreadable';
  return { user: bytes.toString('utf8', 0, colon), password: new Uint8Array(bytes.subarray(colon + 1)) };
};
