/** The schemas that ocpp-rpc carries, as a judge that shares nothing with ours, and requests made from them. */
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { OcppVersion } from '../../../src/domain/station.ts';

type Schema = {
  readonly $id?: string;
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
};

const load = createRequire(import.meta.url);
const FILES: Readonly<Record<OcppVersion, string>> = {
  '1.6': 'ocpp1_6.json',
  '2.0.1': 'ocpp2_0_1.json',
  '2.1': 'ocpp2_1.json',
};

const idsOf = (action: string, kind: 'request' | 'response'): readonly string[] => {
  const words = kind === 'request' ? ['Request', '.req', ''] : ['Response', '.conf'];
  return words.map((word) => `urn:${action}${word}`);
};

export const createJudge = (version: OcppVersion) => {
  const schemas = load(`ocpp-rpc/lib/schemas/${FILES[version]}`) as readonly Schema[];
  // 0.1 is no binary fraction: without a precision, 21.4 is no multiple of it.
  const ajv = new Ajv({ strict: false, multipleOfPrecision: 6, formats: { ...fullFormats } });
  const compiled = new Map<Schema, ValidateFunction>();
  const byId = new Map(schemas.map((schema) => [schema.$id ?? '', schema]));
  const find = (action: string, kind: 'request' | 'response'): Schema | null => {
    const id = idsOf(action, kind).find((candidate) => byId.has(candidate));
    return id === undefined ? null : (byId.get(id) ?? null);
  };
  const verdict = (action: string, kind: 'request' | 'response') => (payload: unknown) => {
    const schema = find(action, kind);
    if (schema === null) return `no schema for ${action}`;
    const { $id: _id, ...body } = schema;
    const validate = compiled.get(schema) ?? ajv.compile(body);
    compiled.set(schema, validate);
    return validate(payload) ? null : `${action}: ${ajv.errorsText(validate.errors)}`;
  };
  return {
    knows: (action: string, kind: 'request' | 'response') => find(action, kind) !== null,
    /** null: right; else what is wrong. */
    request: (action: string, payload: unknown) => verdict(action, 'request')(payload),
    response: (action: string, payload: unknown) => verdict(action, 'response')(payload),
    required: (action: string): readonly string[] => find(action, 'request')?.required ?? [],
    /** A valid request: with all properties, or only those that must be there. */
    example: (action: string, extent: 'least' | 'all'): Record<string, unknown> => {
      const schema = find(action, 'request');
      return schema === null ? {} : (exampleOf(schema, schema, extent, 0) as Record<string, unknown>);
    },
  };
};

const exampleOf = (schema: Schema, root: Schema, extent: 'least' | 'all', depth: number): unknown => {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return exampleOf(root.definitions?.[name] ?? {}, root, extent, depth);
  }
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'object': {
      const names = Object.keys(schema.properties ?? {}).filter(
        (name) => (schema.required ?? []).includes(name) || (extent === 'all' && depth < 4 && name !== 'customData'),
      );
      return Object.fromEntries(
        names.map((name) => [name, exampleOf(schema.properties?.[name] ?? {}, root, extent, depth + 1)]),
      );
    }
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () =>
        exampleOf(schema.items ?? {}, root, extent, depth + 1),
      );
    case 'string':
      if (schema.format === 'date-time') return '2026-03-01T10:00:00Z';
      return schema.format === 'uri' ? 'ftp://files.example/a' : 'x';
    case 'integer':
    case 'number':
      return Math.min(schema.maximum ?? 1, Math.max(1, schema.minimum ?? 1));
    case 'boolean':
      return true;
    default:
      return 'x';
  }
};
