/** What holds a request against its operation's description: parameters and body, compiled once for each operation. */
import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FieldFault } from '../domain/error.ts';
import type { DescribedOperation, DescribedParameter, Description } from './description.ts';
import { faultWords } from './fault-words.ts';
import { mediaTypeOf, mediaTypeText } from './media-type.ts';
import { isUnencoded, type Query, rawQueryOf, withoutBrackets } from './query.ts';
import { RequestFault } from './request-fault.ts';

/** A request as it came. What the description coerces and fills in is written into its query and its body. */
export type Checked = {
  /** Path and query as sent. */
  readonly url: string;
  readonly query: Query;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
};

/** What is wrong with items of the body, by their places: of an operation that refuses each by itself. */
export type ItemFaults = ReadonlyMap<number, readonly FieldFault[]>;

/** Throws RequestFault: 400 with all that is wrong, 415 for a body of another media type. */
export type RequestCheck = (request: Checked) => ItemFaults;

const NO_FAULTS: ItemFaults = new Map();

const OPTIONS: Options = {
  // The description has words of its own: example, discriminator.
  strict: false,
  // It is checked by a test; to do it here takes longer than all the rest.
  validateSchema: false,
  allErrors: true,
  useDefaults: true,
  // For what it says of forms that exclude each other.
  verbose: true,
};

const createAjv = ({ components }: Description, options: Options): Ajv2020 => {
  const ajv = new Ajv2020({ ...OPTIONS, ...options });
  addFormats.default(ajv, { mode: 'fast' });
  for (const [name, schema] of Object.entries(components.schemas)) {
    ajv.addSchema(schema, `#/components/schemas/${name}`);
  }
  return ajv;
};

/** The part of the request that parameters are in, in the order in which faults are told. */
const PARTS = { query: 'query', header: 'headers', path: 'params' } as const;

const parametersSchema = (parameters: readonly DescribedParameter[]): object => {
  const schemaOf = (place: keyof typeof PARTS): object => {
    const own = parameters.filter((parameter) => parameter.in === place);
    if (own.length === 0) return {};
    // Node has the names of header fields in lower case.
    const nameOf = ({ name }: DescribedParameter): string => (place === 'header' ? name.toLowerCase() : name);
    const required = own.filter((parameter) => parameter.required === true).map(nameOf);
    return {
      type: 'object',
      properties: Object.fromEntries(own.map((parameter) => [nameOf(parameter), parameter.schema])),
      ...(required.length === 0 ? {} : { required }),
    };
  };
  const places = Object.keys(PARTS) as (keyof typeof PARTS)[];
  return { properties: Object.fromEntries(places.map((place) => [PARTS[place], schemaOf(place)])) };
};

/** A body may only be left out when its schema asks for nothing. */
const bodySchema = (schema: { readonly required?: readonly string[] }): object => ({
  properties: { body: schema },
  ...(schema.required === undefined ? {} : { required: ['body'] }),
});

const pathOf = ({ instancePath, params }: ErrorObject): string => {
  const name: unknown = params.missingProperty || params.additionalProperty || params.unevaluatedProperty;
  return name === undefined || name === '' ? instancePath : `${instancePath}/${String(name)}`;
};

/** It fits several of the forms of a oneOf, of which it may fit one. */
const fitsMany = ({ keyword, params }: ErrorObject): boolean =>
  keyword === 'oneOf' && Array.isArray(params.passingSchemas);

/** What the forms need: each is told from the others by that. */
const neededBy = (schema: unknown): readonly string[] =>
  (Array.isArray(schema) ? schema : []).flatMap(({ required = [] }: { readonly required?: readonly string[] }) =>
    required.length === 0 ? [] : [required.join(' with ')],
  );

const messageOf = (error: ErrorObject): string => {
  const { keyword, message = '', params, schema } = error;
  if (fitsMany(error)) return `must have only one of ${neededBy(schema).join(', ')}`;
  return keyword === 'enum' && Array.isArray(params.allowedValues)
    ? `${message}: ${params.allowedValues.join(', ')}`
    : message;
};

/** Without what is wrong with the other forms, where one too many fits. */
const saidErrors = (errors: readonly ErrorObject[]): readonly ErrorObject[] => {
  const many = errors.filter(fitsMany);
  return errors.filter(
    ({ schemaPath, instancePath }) =>
      !many.some((one) => instancePath === one.instancePath && schemaPath.startsWith(`${one.schemaPath}/`)),
  );
};

const toFault = (ajv: Ajv2020, errors: readonly ErrorObject[]): RequestFault => {
  const told = saidErrors(errors).map((error) => ({ ...error, message: messageOf(error) }));
  return new RequestFault(400, ajv.errorsText(told, { dataVar: 'request' }), {
    errors: told.map((error) => ({ path: pathOf(error), message: error.message })),
  });
};

const isList = ({ schema }: DescribedParameter): boolean => schema.type === 'array';

/** Lists come as one value each, or (explode: false) as one text with commas. */
const readQuery = (parameters: readonly DescribedParameter[], url: string, query: Query): void => {
  const raw = rawQueryOf(url);
  for (const parameter of parameters) {
    const { name, explode = true, allowReserved = false } = parameter;
    if (!allowReserved && isUnencoded(raw, name, !explode)) {
      const message = `Parameter '${name}' must be url encoded. Its value may not contain reserved characters.`;
      throw new RequestFault(400, message, { errors: [{ path: `/query/${name}`, message }] });
    }
    const value = query[name];
    if (!isList(parameter) || !value || Array.isArray(value)) continue;
    if (explode) query[name] = [value];
    else if (typeof value === 'string') query[name] = value.split(',');
  }
};

/**
 * The checks of a description. Each is compiled when it is first asked for; the start asks for all of them, one by one.
 * Of a request that is at fault in many ways all of them are told.
 */
export const createRequestChecks = (description: Description): ((operation: DescribedOperation) => RequestCheck) => {
  // What comes as text (a query) is read as the type that it should have; a body has types.
  const create = () => ({ ajv: createAjv(description, { coerceTypes: true }), bodyAjv: createAjv(description, {}) });
  let compilers: ReturnType<typeof create> | undefined;
  const made = new Map<string, RequestCheck>();

  /** Each as if it were the body. */
  const itemsCheck = (ajv: Ajv2020, items: object): ((body: unknown) => ItemFaults) => {
    const check = ajv.compile(bodySchema(items));
    return (body) =>
      new Map(
        (Array.isArray(body) ? body : []).flatMap((item, index): [number, readonly FieldFault[]][] => {
          if (check({ body: item })) return [];
          const faults = saidErrors(check.errors ?? []).map((error) => ({
            pointer: pathOf(error).replace(/^\/body/, ''),
            detail: faultWords(messageOf(error)),
          }));
          return [[index, faults]];
        }),
      );
  };

  const compile = ({ parameters, bodies, itemsAlone, needsBody }: DescribedOperation): RequestCheck => {
    compilers ??= create();
    const { ajv, bodyAjv } = compilers;
    const checkParameters = ajv.compile(parametersSchema(parameters));
    const checkBodies = new Map<string, ValidateFunction>();
    let checkItems: (body: unknown) => ItemFaults = () => NO_FAULTS;
    for (const [mediaType, schema] of bodies) {
      const whole = itemsAlone ? { ...schema, items: {} } : schema;
      checkBodies.set(mediaType, bodyAjv.compile(bodySchema(whole)));
      if (itemsAlone) checkItems = itemsCheck(bodyAjv, schema.items ?? {});
    }
    const inQuery = parameters.filter((parameter) => parameter.in === 'query');

    return (request) => {
      const contentType = request.headers['content-type'];
      const named = typeof contentType === 'string' ? contentType : undefined;
      const checkBody = checkBodies.get(mediaTypeOf(named) ?? '');
      const mayLack = !needsBody && named === undefined && request.body === undefined;
      if (checkBodies.size > 0 && checkBody === undefined && !mayLack) {
        throw new RequestFault(415, `unsupported media type ${mediaTypeText(named)}`);
      }
      readQuery(inQuery, request.url, withoutBrackets(request.query));
      const { query, headers, params, body } = request;
      const wrong = checkParameters({ query, headers, params }) ? [] : (checkParameters.errors ?? []);
      const wrongBody = checkBody === undefined || checkBody({ body }) ? [] : (checkBody.errors ?? []);
      if (wrong.length + wrongBody.length > 0) throw toFault(ajv, [...wrong, ...wrongBody]);
      return checkItems(body);
    };
  };

  return (operation) => {
    const known = made.get(operation.operationId);
    if (known !== undefined) return known;
    const check = compile(operation);
    made.set(operation.operationId, check);
    return check;
  };
};
