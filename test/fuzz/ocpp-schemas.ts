/** The messages of each version: what a station may call, what the gateway may, and their schemas. */
import * as ocpp16 from 'typed-ocpp/dist/ocpp16/schemas.js';
import * as ocpp20 from 'typed-ocpp/dist/ocpp20/schemas.js';
import * as ocpp21 from 'typed-ocpp/dist/ocpp21/schemas.js';
import type { OcppVersion } from '../../src/domain/station.ts';
import type { OcppProtocol } from '../../src/ocpp/protocol.ts';
import { v16 } from '../../src/ocpp/v16/index.ts';
import { v21 } from '../../src/ocpp/v21/index.ts';
import { v201 } from '../../src/ocpp/v201/index.ts';

export type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly multipleOf?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
};

const SCHEMAS: Readonly<Record<OcppVersion, Readonly<Record<string, unknown>>>> = {
  '1.6': ocpp16,
  '2.0.1': ocpp20,
  '2.1': ocpp21,
};

export const PROTOCOLS: Readonly<Record<OcppVersion, OcppProtocol>> = { '1.6': v16, '2.0.1': v201, '2.1': v21 };
export const VERSIONS: readonly [OcppVersion, ...OcppVersion[]] = ['1.6', '2.0.1', '2.1'];

/** `<Action>Request`, or `<Action>` for what is never answered; null: there is none. */
export const requestSchema = (version: OcppVersion, action: string): Schema | null => {
  const schemas = SCHEMAS[version];
  return ((schemas[`${action}Request`] ?? schemas[action]) as Schema | undefined) ?? null;
};

export const responseSchema = (version: OcppVersion, action: string): Schema | null =>
  (SCHEMAS[version][`${action}Response`] as Schema | undefined) ?? null;

/** What a station may call. */
export const inboundActions = (version: OcppVersion): readonly string[] => [...PROTOCOLS[version].inbound.keys()];

/** What only the gateway may call. */
export const outboundActions = (version: OcppVersion): readonly string[] =>
  [...PROTOCOLS[version].actions].filter((action) => !PROTOCOLS[version].inbound.has(action));
