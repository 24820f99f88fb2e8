import { expect, it } from 'vitest';
import { energyDoubt } from '../../src/domain/energy-doubts.ts';

it('says what a change newly raises doubts of, and nothing of what is not about energy', () => {
  expect(energyDoubt(null, { flags: [] })).toBeNull();
  expect(energyDoubt(null, { flags: ['late_messages', 'missing_messages'] })).toBeNull();
  expect(energyDoubt({ flags: ['meter_negative'] }, { flags: ['meter_negative', 'unit_not_understood'] })).toBe(
    'energy or power was told in a unit that is not known, or is none of theirs',
  );
  expect(energyDoubt({ flags: [] }, { flags: ['meter_jumped_back', 'meter_stop_below_start'] })).toBe(
    'a register fell while a session ran; the register at the end of a session was below that of its begin',
  );
  expect(energyDoubt({ flags: ['meter_negative'] }, { flags: ['meter_negative'] })).toBeNull();
});
