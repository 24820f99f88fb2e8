import { type Field, optional, required } from './fields.ts';

/** OCPP 2.x device model address. attribute null: Actual. */
export type VariableRef = {
  readonly component: string;
  readonly componentInstance: string | null;
  readonly evseId: number | null;
  readonly connectorId: number | null;
  readonly variable: string;
  readonly variableInstance: string | null;
  readonly attribute: 'Actual' | 'Target' | 'MinSet' | 'MaxSet' | null;
};

/** An EVSE in the device model's address is part of the name, not what the command is about. */
export const VARIABLE_REF: { readonly [K in keyof VariableRef]: Field<VariableRef[K]> } = {
  component: required(),
  componentInstance: optional<string>(),
  evseId: optional<number>(),
  connectorId: optional<number>(),
  variable: required(),
  variableInstance: optional<string>(),
  attribute: optional<'Actual' | 'Target' | 'MinSet' | 'MaxSet'>(),
};
