/** Who may see an event, as a column's value: one index then finds what a limited scope shows. */
import type { EventType } from '../../domain/event.ts';
import { uidKey } from './json.ts';

/** Events about a place or a station are for everybody who may see that place. */
export const EVERYBODY = '*';

/** The sign keeps a token or driver that is called `*` from being everybody. */
export const onlyToken = (uid: string): string => `=${uidKey(uid)}`;
export const onlyDriver = (id: string): string => `=${id}`;

/** Whether events of a type tell of someone's session, command or token. */
export const isAboutSomeone = (type: EventType): boolean => /^(session|command|token)\./.test(type);
