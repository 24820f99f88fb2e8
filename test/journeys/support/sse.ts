/** Reads server-sent events from an answer's body. */
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
  return event === undefined
    ? null
    : { id: fields.get('id') ?? null, event, data: fields.get('data') ?? '' };
};

/** Ends when the server ends it; rejects when the connection breaks or is aborted. */
export async function* readSentEvents(response: Response): AsyncGenerator<SentEvent> {
  if (response.body === null) throw new Error('the answer has no body');
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parse(block);
      if (event !== null) yield event;
    }
  }
}
