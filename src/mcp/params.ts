/** Params that are not as their method takes them: the caller's fault, which the protocol's library tells as the server's. */
import {
  CallToolRequestSchema,
  InitializeRequestSchema,
  JSONRPCRequestSchema,
  ListResourcesRequestSchema,
  ListToolsRequestSchema,
  ErrorCode as McpErrorCode,
  PingRequestSchema,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { z } from 'zod';

/** Of the methods that are answered here. */
const REQUESTS: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['initialize', InitializeRequestSchema],
  ['ping', PingRequestSchema],
  ['tools/list', ListToolsRequestSchema],
  ['tools/call', CallToolRequestSchema],
  ['resources/list', ListResourcesRequestSchema],
  ['resources/read', ReadResourceRequestSchema],
]);

export type ParamsRefusal = {
  readonly jsonrpc: '2.0';
  readonly id: string | number;
  readonly error: { readonly code: number; readonly message: string };
};

/** What is answered to them; null: they are right, or the message is none that has params of a method. */
export const refusalOfParams = (message: unknown): ParamsRefusal | null => {
  const request = JSONRPCRequestSchema.safeParse(message);
  const schema = request.success ? REQUESTS.get(request.data.method) : undefined;
  if (!request.success || schema === undefined) return null;
  const { error } = schema.safeParse(message);
  if (error === undefined) return null;
  const faults = error.issues.map(({ path, message: what }) => `${path.join('/')}: ${what}`).join('; ');
  const { method, id } = request.data;
  const text = `The params are not as ${method} takes them: ${faults}`;
  return { jsonrpc: '2.0', id, error: { code: McpErrorCode.InvalidParams, message: text } };
};
