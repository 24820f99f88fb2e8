/** Reads the event stream of a gateway until something has happened. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects and fails where it is not there
type Json = any;

/** Resolves with the first event, of all that the gateway keeps, that matches. Rejects when the stream ends before. */
export const eventsUntil = async (
  gateway: { readonly url: string; readonly token: string },
  matches: (event: Json) => boolean,
  type: string,
): Promise<Json> => {
  const stop = new AbortController();
  const headers = { authorization: `Bearer ${gateway.token}` };
  const stream = `${gateway.url}/api/v1/events/stream?types=${type}`;
  const response = await fetch(stream, { headers, signal: stop.signal });
  if (response.status !== 200 || response.body === null) throw new Error(`${stream}: ${response.status}`);
  // What came before the stream was open is in the log.
  const log = await fetch(`${gateway.url}/api/v1/events?types=${type}&limit=1000`, { headers });
  const earlier = ((await log.json()) as Json[]).find(matches);
  try {
    if (earlier !== undefined) return earlier;
    let text = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const parts = (text + chunk).split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const data = /^data: ?(.*)$/m.exec(part)?.[1];
        const event = data === undefined ? null : JSON.parse(data);
        if (event !== null && matches(event)) return event;
      }
    }
  } finally {
    stop.abort();
  }
  throw new Error(`The stream of ${type} ended.`);
};
