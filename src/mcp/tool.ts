/** A tool, said once: what an agent reads of it, who may use it, and what it does. */
import { z } from 'zod';
import type { Caller, Scope } from '../domain/access.ts';
import type { Services } from '../services/api/services.ts';
import type { Prepared } from './prepared.ts';
import type { CommandInputs, Shapes } from './shapes.ts';

/** What tools work with. */
export type ToolDependencies = {
  readonly services: Services;
  readonly shapes: Shapes;
  readonly commandInputs: CommandInputs;
  readonly prepared: Prepared;
};

/** One use of a tool. */
export type Use = ToolDependencies & {
  readonly caller: Caller;
  /** Ends with the request. */
  readonly signal: AbortSignal;
  /** From here on the request only waits. Throws as RequestGate does. */
  readonly beginWaiting: () => void;
};

export type ToolDeclaration<I extends z.ZodObject> = {
  readonly name: string;
  readonly title: string;
  /** For the agent: what it gives, and when to take it. */
  readonly description: string;
  /** What the token must hold for the tool to be there at all; more than one: any of them. */
  readonly scopes: readonly [Scope, ...Scope[]] | null;
  /** read: it changes nothing. write: it is there only for who asks for writes. */
  readonly access: 'read' | 'write';
  readonly input: I;
  /** Throws DomainError. */
  readonly run: (use: Use, input: z.output<I>) => Promise<Readonly<Record<string, unknown>>>;
};

export type Tool = Omit<ToolDeclaration<z.ZodObject>, 'input' | 'run'> & {
  /** JSON Schema of the input. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** Throws z.ZodError, and what the tool throws. */
  readonly call: (use: Use, input: unknown) => Promise<Readonly<Record<string, unknown>>>;
};

/** A strict object: a field that an agent has made up is told, not passed over. */
export const tool = <const S extends z.ZodRawShape>({
  fields,
  run,
  ...declaration
}: Omit<ToolDeclaration<z.ZodObject<S>>, 'input' | 'run'> & {
  readonly fields: S;
  readonly run: (use: Use, input: z.output<z.ZodObject<S>>) => Promise<Readonly<Record<string, unknown>>>;
}): Tool => {
  const input = z.strictObject(fields);
  const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { io: 'input' });
  return {
    ...declaration,
    inputSchema,
    call: (use, given) => run(use, input.parse(given) as z.output<z.ZodObject<S>>),
  };
};

/** Whether the token opens the tool. */
export const opens = ({ scopes }: Pick<Tool, 'scopes'>, caller: Pick<Caller, 'scopes'>): boolean =>
  scopes === null || scopes.some((scope) => caller.scopes.has(scope));
