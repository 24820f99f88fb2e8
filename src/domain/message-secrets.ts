/**
 * Takes secrets out of a frame of OCPP before it is kept: passwords, keys and pass phrases, never the tokens, by which an
 * operator knows whose charging it was about.
 */
import type { JsonValue } from './json.ts';

const HIDDEN = '[redacted]';

/**
 * What gives a frame away that may hold a secret; all others are kept as they came, without being read again. An escape can
 * hide any word.
 */
const SUSPECT =
  /passw|passphrase|secret|authorizationkey|privatekey|apikey|api_key|credential|signingkey|simpin|pincode|bearer |\\u/i;

/** Compared in lower case without _, - and spaces. */
const SECRET_NAME =
  /^(.*password|.*passphrase|.*secret|authorizationkey|privatekey|apikey|credentials?|signingkey|simpin|pincode|pin)$/;

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_\-\s]/g, '');
const isSecretName = (name: unknown): boolean => typeof name === 'string' && SECRET_NAME.test(plain(name));

/** OCPP's settings: {key, value} in 1.6, {variable: {name}, attributeValue} in 2.x. */
const SETTING_VALUES: ReadonlySet<string> = new Set(['value', 'attributevalue', 'data']);

const namesASecret = (object: Readonly<Record<string, unknown>>): boolean => {
  const { key, name, variable, type } = object;
  const inner = typeof variable === 'object' && variable !== null && 'name' in variable ? variable.name : variable;
  return [key, name, type, inner].some(isSecretName);
};

/** Free text, or another format inside of it, that gives a secret a value. */
const SECRET_IN_TEXT =
  /(passw\w*|passphrase|secret|authorizationkey|private_?key|api_?key|simpin|pincode)["'\\\s]*[:=]/i;

const visit = (value: unknown): unknown => {
  if (typeof value === 'string') return SECRET_IN_TEXT.test(value) ? HIDDEN : value;
  if (Array.isArray(value)) return value.map(visit);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Readonly<Record<string, unknown>>;
  const isSetting = namesASecret(object);
  // OCPP 2.x SetNetworkProfile: a VPN's `key` stands beside its `password`.
  const isVpn = Object.hasOwn(object, 'password');
  return Object.fromEntries(
    Object.entries(object).map(([name, inner]) => {
      const hides =
        isSecretName(name) ||
        (isSetting && SETTING_VALUES.has(plain(name))) ||
        (isVpn && plain(name) === 'key' && typeof inner === 'string');
      return [name, hides && inner !== null && inner !== '' ? HIDDEN : visit(inner)];
    }),
  );
};

const SCHEME = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi;

/** The text without its secrets; text that is not JSON and may hold one is not kept. */
export const withoutSecrets = (text: string): string => {
  if (!SUSPECT.test(text)) return text;
  try {
    const frame: JsonValue = JSON.parse(text);
    return JSON.stringify(visit(frame)).replaceAll(SCHEME, `$1 ${HIDDEN}`);
  } catch {
    return HIDDEN;
  }
};
