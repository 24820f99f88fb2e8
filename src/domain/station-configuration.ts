/** A station's configuration as it told it: kept whole, but for secrets and what is too much. */
import type { VariableRef } from './commands/variable-ref.ts';
import { cutText } from './cut-text.ts';
import type { OcppVersion } from './station.ts';

/** One configuration key (1.6) or one attribute of a variable (2.x). */
export type ConfigurationEntry = {
  /** 1.6; null on 2.x. */
  readonly key: string | null;
  /** 2.x; null on 1.6. */
  readonly variable: VariableRef | null;
  /** null: it has none, or it is a secret and not kept. */
  readonly value: string | null;
  /** null: not told. */
  readonly readOnly: boolean | null;
};

export type StationConfiguration = {
  readonly stationId: string;
  readonly version: number;
  readonly protocol: OcppVersion;
  readonly firmwareVersion: string | null;
  readonly entries: readonly ConfigurationEntry[];
  /** What was asked for by name, and is not there. */
  readonly unknown: readonly string[];
  /** Whether it is all that the station would tell; else some of it was too much, or not answered. */
  readonly complete: boolean;
  readonly readAt: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

const MOST_ENTRIES = 500;
const LONGEST_VALUE = 2500;
/** Names, and values, of all entries together. */
const MOST_CHARACTERS = 64 * 1024;

/**
 * Names of what nobody but the station may know: passwords of networks and back ends, keys to authorise with, PINs. Public
 * keys of meters are none.
 */
const SECRET =
  /auth(orization|orisation|entication)?key|passw|passphrase|secret|privatekey|credential|apikey|sharedkey|(access|auth|api|bearer|refresh)token|authpass|(wpa|network|access)key|(^|[^a-z])(psk|pin|pwd|puk)([^a-z]|$)|(wifi|wlan|apn|sim)(psk|pin|pwd|key|pass)/i;

/** Whether what is under that name is for the station alone. */
export const isSecret = (name: string): boolean => SECRET.test(name) || SECRET.test(name.replace(/[\s_.-]/g, ''));

/**
 * `https://user:password@host?token=…` without what stands before the host, and without what such a query says. A station
 * may send a megabyte: neither pattern looks at a character twice.
 */
export const withoutSecretsOfUrls = (value: string): string =>
  value
    .replace(/(:\/\/)[^\s/]*@/g, '$1')
    .replace(
      /([?&;](?:password|passwd|passphrase|pass|pwd|pw|secret|token|access_token|api_?key|key)=)[^\s&;#]+/gi,
      '$1',
    );

const nameOf = ({ key, variable }: ConfigurationEntry): string =>
  key ?? `${variable?.component ?? ''}.${variable?.variable ?? ''}`;

/** Without values of secrets. */
export const withoutSecrets = (entries: readonly ConfigurationEntry[]): readonly ConfigurationEntry[] =>
  entries.map((entry) => {
    if (entry.value === null) return entry;
    return { ...entry, value: isSecret(nameOf(entry)) ? null : withoutSecretsOfUrls(entry.value) };
  });

/** As much as is kept of one station. */
export const bounded = (
  entries: readonly ConfigurationEntry[],
): { readonly entries: readonly ConfigurationEntry[]; readonly cut: boolean } => {
  const kept: ConfigurationEntry[] = [];
  let characters = 0;
  let cut = entries.length > MOST_ENTRIES;
  for (const entry of entries.slice(0, MOST_ENTRIES)) {
    const value = entry.value === null ? null : cutText(entry.value, LONGEST_VALUE);
    if (value !== entry.value) cut = true;
    characters += nameOf(entry).length + (value?.length ?? 0);
    if (characters > MOST_CHARACTERS) return { entries: kept, cut: true };
    kept.push({ ...entry, value });
  }
  return { entries: kept, cut };
};
