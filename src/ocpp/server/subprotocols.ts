/** Which OCPP version a handshake agrees on. */
import { cutText } from '../../domain/cut-text.ts';
import type { OcppVersion } from '../../domain/station.ts';
import type { OcppProtocol } from '../protocol.ts';

/** What speaks a version. */
export const edgeOf = <Edge extends { readonly protocol: OcppProtocol }>(
  version: OcppVersion | null,
  known: ReadonlyMap<string, Edge>,
): Edge | null => [...known.values()].find(({ protocol }) => protocol.version === version) ?? null;

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

/** Names that a station chose, for an operator to read: no more than a line of them. */
const LONGEST_OFFER = 100;

/** Why nothing came of a handshake that agreed on no version. */
export const noCommonVersion = (offered: readonly string[], known: Iterable<string>): string => {
  const ours = `the gateway speaks ${[...known].join(', ')}`;
  if (offered.length === 0)
    return `It names no OCPP version (Sec-WebSocket-Protocol), and none is registered for it; ${ours}.`;
  return `It offers ${JSON.stringify(cutText(offered.join(', '), LONGEST_OFFER))}; ${ours}.`;
};

/** The names in a Sec-WebSocket-Protocol header, in their order. */
export const offeredSubprotocols = (header: string | undefined): readonly string[] =>
  header === undefined
    ? []
    : header
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
