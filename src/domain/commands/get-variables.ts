import { declareCommand } from './declaration.ts';
import { variableFaults } from './faults.ts';
import { list } from './fields.ts';
import { VARIABLE_REF, type VariableRef } from './variable-ref.ts';

export const getVariables = declareCommand({
  parameters: {
    variables: list<VariableRef>(VARIABLE_REF),
  },
  check: ({ variables }) => variableFaults(variables),
  scope: 'stations:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 14_400,
  beforeAccepted: true,
});
