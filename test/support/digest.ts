import { createHash } from 'node:crypto';

/** SHA-256 in base64url, as RFC 9449 wants it of an access token. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
