import { type Abilities, NOTHING_TOLD } from '../../src/domain/abilities.ts';

/** What a station of 1.6 has told that it can do, that day at noon. */
export const abilitiesTold = (told: Partial<Abilities>): Abilities => ({
  ...NOTHING_TOLD,
  readAt: new Date('2026-03-01T12:00:00Z'),
  source: 'GetConfiguration',
  protocol: '1.6',
  firmwareVersion: null,
  failure: null,
  refusedPurposes: [],
  unknownCommands: [],
  ...told,
});
