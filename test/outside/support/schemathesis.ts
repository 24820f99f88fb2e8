/** schemathesis against a whole gateway: what it is told of the objects that are there, and what came of it. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { schemathesisCommand } from '../../../scripts/services/schemathesis.ts';

const DESCRIPTION = fileURLToPath(new URL('../../../openapi/voltgate.yaml', import.meta.url));
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
];

/** Of one operation, by its operationId. */
export type OperationSettings = {
  /** Values of a parameter or of a field of the body (`path.id`, `body.station_id`) that are there in the gateway. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** In these alone; what else is made of it would end the run's own client. */
  readonly always?: Readonly<Record<string, string>>;
  /** Not called with what other operations answered. */
  readonly alone?: boolean;
  readonly without?: readonly string[];
};

/** Of its report, what is read. */
export type Report = {
  readonly stop_reason: string;
  readonly exit_code: number;
  readonly operations: { readonly selected: number; readonly tested: number };
  readonly test_cases: { readonly generated: number };
  readonly failures: readonly unknown[];
  readonly errors: readonly unknown[];
  /** Operations (`GET /locations`) that answered nothing but 401 and 403, or 404. */
  readonly warnings: {
    readonly missing_auth: readonly unknown[];
    readonly missing_test_data: readonly unknown[];
  };
};

const text = (value: unknown): string => JSON.stringify(value);

/** A configuration in TOML, whose texts and lists are written as JSON's. */
const configuration = (options: {
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly operations: Readonly<Record<string, OperationSettings>>;
}): string => {
  const dictionaries: string[] = [];
  const bindings = (values: Readonly<Record<string, readonly string[]>>): string[] =>
    Object.entries(values).map(([place, list]) => {
      const name = `values-${dictionaries.length}`;
      dictionaries.push(`[dictionaries.${name}]`, `values = ${text(list)}`);
      return `${text(place)} = { dictionary = ${text(name)}, probability = 0.75 }`;
    });
  const everywhere = [
    // Each by itself: of those that its command line names, none can be left out for one operation.
    'checks.enabled = false',
    ...CHECKS.map((check) => `checks.${check}.enabled = true`),
    // Too large is refused before it is read.
    'checks.negative_data_rejection.expected-statuses = ["4XX"]',
    'output.truncation.max-payload-size = 600',
    // What one operation answered goes into the next: few such chains reach little.
    'phases.stateful.generation.max-examples = 40',
    'phases.stateful.max-steps = 8',
    '[parameters]',
    ...bindings(options.values),
  ];
  const operations = Object.entries(options.operations).flatMap(([id, { values, always, alone, without }]) => {
    const fixed = Object.entries(always ?? {}).map(([place, value]) => `${text(place)} = ${text(value)}`);
    return [
      '[[operations]]',
      `include-operation-id = ${text(id)}`,
      `parameters = { ${[...bindings(values ?? {}), ...fixed].join(', ')} }`,
      ...(alone === true ? ['phases.stateful.enabled = false'] : []),
      ...(without ?? []).map((check) => `checks.${check}.enabled = false`),
    ];
  });
  return [...everywhere, ...dictionaries, ...operations].join('\n');
};

/** Rejects with what it said when it made no report. The same options make the same requests, however fast they are answered. */
export const runSchemathesis = async (options: {
  /** http://…/api/v1 */
  readonly url: string;
  /** null: none is sent. */
  readonly token: string | null;
  /** Of each operation, beside those that follow from its description alone. */
  readonly examples: number;
  /** As `values` of an operation, for all that have such a place. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly operations: Readonly<Record<string, OperationSettings>>;
  readonly leftOut: readonly string[];
  readonly phases: readonly ('examples' | 'coverage' | 'fuzzing' | 'stateful')[];
}): Promise<{ readonly said: string; readonly report: Report }> => {
  const folder = await mkdtemp(join(tmpdir(), 'voltgate-schemathesis-'));
  const config = join(folder, 'schemathesis.toml');
  const reportPath = join(folder, 'report.json');
  await writeFile(config, configuration(options));
  const [program, ...first] = schemathesisCommand();
  const args = [
    ...[...first, '--config-file', config, 'run', DESCRIPTION, '--url', options.url],
    ...(options.token === null ? [] : ['--header', `Authorization: Bearer ${options.token}`]),
    ...['--phases', options.phases.join(',')],
    ...['--max-examples', String(options.examples), '--generation-deterministic'],
    ...['--request-timeout', '20', '--continue-on-failure', '--no-color'],
    ...['--report', 'json', '--report-json-path', reportPath],
    ...options.leftOut.flatMap((id) => ['--exclude-operation-id', id]),
  ];
  // It leaves files where it runs.
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
  }
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  try {
    return {
      said: said.replaceAll(/(?<=.{600}).+/g, '…'),
      report: JSON.parse(await readFile(reportPath, 'utf8')) as Report,
    };
  } catch (error) {
    throw new Error(said, { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
