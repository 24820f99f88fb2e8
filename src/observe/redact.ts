/** Makes a value fit for a log line: plain JSON, bounded, without secrets at any depth. */

export const REDACTED = '[redacted]';

const DEEPEST = 8;
const LONGEST_TEXT = 4000;
const LONGEST_LIST = 100;

/** Compared in lower case without _ and -, so that idTag, id_tag and ID-TAG are one. */
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'accesstoken',
  'apikey',
  'assertion',
  'authorization',
  'authorizationkey',
  'basicauthpassword',
  'clientassertion',
  'clientsecret',
  'cookie',
  'credentials',
  'dpop',
  'groupid',
  'groupidtoken',
  'idtag',
  'idtoken',
  'masterpassgroupid',
  'parentidtag',
  'passphrase',
  'password',
  'passwordhash',
  'privatekey',
  'proxyauthorization',
  'refreshtoken',
  'secret',
  'secrets',
  'setcookie',
  'signingkey',
  'stoptoken',
  'token',
  'tokens',
  'tokenuid',
  'tokenuids',
  'uid',
]);

/** Authorization schemes inside free text, such as an error's message. */
const SCHEME_IN_TEXT = /\b(Bearer|Basic|DPoP)\s+[A-Za-z0-9._~+/=-]{8,}/gi;
/** Secrets in query strings and in a URL's user part. */
const PARAMETER_IN_TEXT = /\b(access_token|refresh_token|client_secret|password|token)=[^&\s"']+/gi;
const USER_IN_URL = /\/\/[^/\s:@]+:[^/\s@]+@/g;

const isSecretKey = (key: string): boolean => SECRET_KEYS.has(key.toLowerCase().replaceAll(/[_\-\s]/g, ''));

const text = (value: string): string => {
  const clean = value
    .replace(SCHEME_IN_TEXT, `$1 ${REDACTED}`)
    .replace(PARAMETER_IN_TEXT, `$1=${REDACTED}`)
    .replace(USER_IN_URL, `//${REDACTED}@`);
  return clean.length > LONGEST_TEXT ? `${clean.slice(0, LONGEST_TEXT)}… (${clean.length} characters)` : clean;
};

const property = (owner: object, key: string): unknown => (owner as Record<string, unknown>)[key];

/** OCPP settings: {key: 'AuthorizationKey', value} in 1.6, {variable: {name: 'BasicAuthPassword'}, attributeValue} in 2.x. */
const namesASecretSetting = (value: object): boolean => {
  const variable = property(value, 'variable');
  const name =
    typeof variable === 'object' && variable !== null
      ? property(variable, 'name')
      : (variable ?? property(value, 'key') ?? property(value, 'name'));
  return typeof name === 'string' && isSecretKey(name);
};
const SETTING_VALUES: ReadonlySet<string> = new Set(['value', 'attributeValue']);

const errorFields = (error: Error): Record<string, unknown> => ({
  type: error.name,
  message: error.message,
  ...('code' in error ? { code: error.code } : {}),
  stack: error.stack,
  ...(error.cause === undefined ? {} : { cause: error.cause }),
  ...(error instanceof AggregateError ? { errors: error.errors } : {}),
});

const visit = (value: unknown, depth: number, above: readonly object[]): unknown => {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (above.includes(value)) return '[circular]';
  if (depth >= DEEPEST) return '[deeper]';
  const path = [...above, value];
  if (value instanceof Error) return visit(errorFields(value), depth, path);
  if (value instanceof Set) return visit([...value], depth, path);
  if (value instanceof Map) return visit(Object.fromEntries(value), depth, path);
  if (Array.isArray(value)) {
    const kept = value.slice(0, LONGEST_LIST).map((item) => visit(item, depth + 1, path));
    return value.length > LONGEST_LIST ? [...kept, `… (${value.length} in all)`] : kept;
  }
  const hidesValue = namesASecretSetting(value);
  const clean: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const secret = isSecretKey(key) || (hidesValue && SETTING_VALUES.has(key));
    // Counts and flags (tokens: 3) tell nothing; text and objects may.
    const tells = typeof item === 'string' || (typeof item === 'object' && item !== null);
    clean[key] = secret && tells ? REDACTED : visit(item, depth + 1, path);
  }
  return clean;
};

/**
 * A copy without secrets: tokens, idTags, passwords, keys and Authorization values become `[redacted]`, by the name
 * of their property at any depth and by their form inside text. Errors keep type, code, message, stack and cause.
 */
export const redact = (fields: Record<string, unknown>): Record<string, unknown> =>
  visit(fields, 0, []) as Record<string, unknown>;
