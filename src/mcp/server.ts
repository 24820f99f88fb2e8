/** The Model Context Protocol for one request: what the caller may see of it, and nothing else. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ListResourcesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ErrorCode as McpErrorCode,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { isDomainError } from '../domain/error.ts';
import type { Fault } from './fault.ts';
import type { Resources } from './resources.ts';
import { opens, type Tool, type Use } from './tool.ts';

const INSTRUCTIONS =
  'Voltgate drives EV charging stations. Lists are short and newest first: use filters and next_cursor. ' +
  'Commands need two steps: prepare_command, the consent of the person that you work for, confirm_command. ' +
  'The resources voltgate://docs/… say how things are meant.';

const READ_ONLY = ' This connection only reads: for commands connect to the same address with ?access=write.';

export type ServerDependencies = {
  readonly tools: readonly Tool[];
  readonly resources: Resources;
  readonly faultOf: (error: unknown, tool: string) => Fault;
  readonly told: (use: { readonly tool: string; readonly outcome: string }) => void;
  readonly version: string;
};

const result = (content: Readonly<Record<string, unknown>>, isError = false) => ({
  content: [{ type: 'text' as const, text: JSON.stringify(content) }],
  structuredContent: content,
  ...(isError ? { isError } : {}),
});

/** writes: whether the caller asked for tools that change something. */
export const createServer = (
  { tools, resources, faultOf, told, version }: ServerDependencies,
  use: Use,
  { writes }: { readonly writes: boolean },
): Server => {
  const offered = tools.filter((tool) => (writes || tool.access === 'read') && opens(tool, use.caller));
  const server = new Server(
    { name: 'voltgate', title: 'Voltgate', version },
    { capabilities: { tools: {}, resources: {} }, instructions: writes ? INSTRUCTIONS : INSTRUCTIONS + READ_ONLY },
  );

  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: offered.map(({ name, title, description, inputSchema, access }) => ({
      name,
      title,
      description,
      inputSchema: inputSchema as { type: 'object' },
      annotations: { readOnlyHint: access === 'read', destructiveHint: access === 'write', openWorldHint: false },
    })),
  }));

  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = offered.find(({ name }) => name === params.name);
    if (tool === undefined) {
      const there = offered.map(({ name }) => name).join(', ');
      throw new McpError(McpErrorCode.InvalidParams, `There is no tool ${params.name} here. There are: ${there}.`);
    }
    try {
      const answer = await tool.call(use, params.arguments ?? {});
      told({ tool: tool.name, outcome: 'done' });
      return result(answer);
    } catch (error) {
      const fault = faultOf(error, tool.name);
      told({ tool: tool.name, outcome: fault.code });
      return result(fault, true);
    }
  });

  server.setRequestHandler(ListResourcesRequestSchema, async () => ({ resources: [...resources.list] }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }) => {
    try {
      return { contents: [{ uri, mimeType: 'text/markdown', text: await resources.read(uri) }] };
    } catch (error) {
      if (isDomainError(error)) throw new McpError(-32002, error.detail, { uri });
      throw error;
    }
  });
  return server;
};
