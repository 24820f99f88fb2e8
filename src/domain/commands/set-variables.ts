import { declareCommand } from './declaration.ts';
import { variableFaults } from './faults.ts';
import { list, required } from './fields.ts';
import { VARIABLE_REF, type VariableRef } from './variable-ref.ts';

export const setVariables = declareCommand({
  parameters: {
    variables: list<VariableRef & { readonly value: string }>({ ...VARIABLE_REF, value: required() }),
  },
  check: ({ variables }) => variableFaults(variables),
  scope: 'stations:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 14_400,
  beforeAccepted: true,
});
