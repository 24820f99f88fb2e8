/** Reads server-sent events, each stream on a connection of its own. */
import { type IncomingMessage, request } from 'node:http';

export type SentEvent = { readonly id: string | null; readonly event: string; readonly data: string };

/** Fields of one event, as text between two blank lines; null: a comment or a bare retry. */
const parse = (block: string): SentEvent | null => {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    fields.set(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''));
  }
  const event = fields.get('event');
  return event === undefined ? null : { id: fields.get('id') ?? null, event, data: fields.get('data') ?? '' };
};

async function* eventsIn(answer: IncomingMessage): AsyncGenerator<SentEvent> {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parse(block);
      if (event !== null) yield event;
    }
  }
}

/** Resolves when the stream is open. It ends when the server ends it, and throws when it breaks or is aborted. */
export const openSentEvents = (
  url: string,
  options: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
    readonly signal: AbortSignal;
  },
): Promise<AsyncGenerator<SentEvent>> =>
  new Promise((resolve, reject) => {
    const { method, headers, body, signal } = options;
    const asking = request(url, { method, headers, signal, agent: false }, (answer) => {
      if (answer.statusCode === 200) resolve(eventsIn(answer));
      else reject(new Error(`no stream of events: ${answer.statusCode}`));
    });
    asking.on('error', reject);
    asking.end(body);
  });
