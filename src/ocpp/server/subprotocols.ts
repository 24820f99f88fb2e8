/** Which OCPP version a handshake agrees on. */
import type { OcppProtocol } from '../protocol.ts';

/** The first one in the client's order that we know (OCPP 2.0.1 part 4, 3.1.2); null: none in common. */
export const chooseProtocol = <Edge extends { readonly protocol: OcppProtocol }>(
  offered: Iterable<string>,
  known: ReadonlyMap<string, Edge>,
): Edge | null => {
  for (const name of offered) {
    const edge = known.get(name);
    if (edge !== undefined) return edge;
  }
  return null;
};

/** The names in a Sec-WebSocket-Protocol header, in their order. */
export const offeredSubprotocols = (header: string | undefined): readonly string[] =>
  header === undefined ? [] : header.split(',').map((name) => name.trim());
