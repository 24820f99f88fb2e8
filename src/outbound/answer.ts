/** An answer, read up to a bound. */
import type { Dispatcher } from 'undici';

export const readBody = async (
  body: Dispatcher.ResponseData['body'],
  maxBytes: number,
): Promise<{ readonly kept: Buffer; readonly isLonger: boolean }> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  return { kept: Buffer.concat(chunks).subarray(0, maxBytes), isLonger: length > maxBytes };
};

export const plainHeaders = (headers: Dispatcher.ResponseData['headers']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
