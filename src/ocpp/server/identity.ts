/** The station's identity, out of the URL of its handshake. */

export type Identity =
  | { readonly kind: 'identity'; readonly stationId: string }
  | { readonly kind: 'bad_identity'; readonly detail: string }
  | { readonly kind: 'other_path' };

/** OCPP 2.0.1 part 2, identifierString[48]. */
const MAX_LENGTH = 48;

// A slash, a control character or a dot segment has no place in a URL's segment. A colon has: whether a station may be
// called so is the services' to say (isStationId).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const FORBIDDEN = /[/\\\u0000-\u001f\u007f-\u009f]|^\.{1,2}$|^\s|\s$/u;

const decode = (segment: string): string | null => {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A bad escape such as %E0%A4%A is the client's fault and is told to it as such.
    return null;
  }
};

/**
 * The last path segment, percent-decoded; one slash behind it is the station's way of appending, and no segment. A version
 * or anything else between means nothing. Never throws.
 */
export const readIdentity = (url: string, path: string): Identity => {
  const pathname = url.split('?', 1)[0] ?? '';
  if (!pathname.startsWith(path)) return { kind: 'other_path' };
  const named = pathname.length > path.length && pathname.endsWith('/') ? pathname.slice(0, -1) : pathname;
  const stationId = decode(named.slice(named.lastIndexOf('/') + 1));
  const bad = (detail: string): Identity => ({ kind: 'bad_identity', detail });
  if (stationId === null) return bad('The identity has a bad percent escape.');
  if (stationId === '') return bad('The URL lacks the identity.');
  if (stationId.length > MAX_LENGTH) return bad(`The identity is longer than ${MAX_LENGTH} characters.`);
  if (FORBIDDEN.test(stationId)) return bad('The identity has a character that it must not have.');
  return { kind: 'identity', stationId };
};
