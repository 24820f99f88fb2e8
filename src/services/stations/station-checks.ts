/** What is wrong with what an operator sets of a station, wherever in an input it stands. */
import type { Station } from '../../domain/station.ts';
import { isStationId } from '../../domain/station-rules.ts';
import { type Faults, isLineOrNull } from '../faults.ts';
import { isPassword } from './password.ts';

type Unless = Faults['unless'];

export const checkStationId = (unless: Unless, pointer: string, id: string): void =>
  unless(isStationId(id), pointer, 'An id has 1 to 48 characters, no slash or control character.');

/** at: the pointer of the object that both are in. */
export const checkHardware = (
  unless: Unless,
  at: string,
  { name, password }: { readonly name: string | null; readonly password?: string | null },
): void => {
  unless(isLineOrNull(name, 255), `${at}/name`, 'A name has 1 to 255 characters.');
  unless(
    password === undefined || password === null || isPassword(password),
    `${at}/password`,
    'A password has 16 to 40 visible characters of ASCII or spaces, or 16 to 40 bytes in hex.',
  );
};

/** Profiles 1 and 2 are Basic authentication: without a password the station could never come in. */
export const checkKey = (
  unless: Unless,
  at: string,
  { profile, hasPassword }: { readonly profile: Station['security']['profile']; readonly hasPassword: boolean },
): void => {
  const needed = profile === 1 || profile === 2;
  unless(!needed || hasPassword, `${at}/password`, `Security profile ${profile} needs a password.`);
};
