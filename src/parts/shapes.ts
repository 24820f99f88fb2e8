/** REST's shapes of objects, for faces that show the same JSON. */
import type { PartyNames } from '../domain/party.ts';
import type { FaultShapes, Shapes } from '../mcp/shapes.ts';
import { fromCommand } from '../rest/command.ts';
import { fromEvent } from '../rest/event.ts';
import { fromFound } from '../rest/evse.ts';
import { fromLocation } from '../rest/location.ts';
import { fromOutage } from '../rest/outage.ts';
import { PROBLEMS, toPointer } from '../rest/problem.ts';
import { fromSession } from '../rest/session.ts';
import { fromOneStation, fromStation } from '../rest/station.ts';
import { fromToken } from '../rest/token.ts';

export const shapesOf = (names: PartyNames): Shapes => ({
  location: (location) => fromLocation(location, names),
  station: (station) => fromStation(station, names),
  oneStation: (station) => fromOneStation(station, names),
  evse: (evse) => fromFound(evse, names),
  session: (session) => fromSession(session, names),
  command: (command) => fromCommand(command, names),
  token: (token) => fromToken(token, names),
  outage: (outage) => fromOutage(outage, names),
  event: (event) => fromEvent(event, names),
});

export const faultShapes: FaultShapes = { statusOf: (code) => PROBLEMS[code].status, pointerOf: toPointer };
