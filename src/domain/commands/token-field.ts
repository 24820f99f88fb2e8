import type { TokenRef } from '../token.ts';
import { type Field, object, orElse, required } from './fields.ts';

/** The token that a command is about: it must be valid, and the command is its holder's to see. */
export const token: Field<TokenRef> = {
  ...object<TokenRef>({ uid: required(), type: orElse<TokenRef['type']>('RFID') }),
  names: 'token',
};
