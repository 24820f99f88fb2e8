/** /commands: reading, waiting for and cancelling them, and one POST for each type. */
import type { Response } from 'express';
import type { Caller } from '../domain/access.ts';
import type { Command, CommandStatus } from '../domain/command.ts';
import { COMMAND_REASONS, type CommandReason, type Observation } from '../domain/command-reason.ts';
import { shownParameters } from '../domain/commands/audited.ts';
import { BULK_COMMAND_TYPES, COMMAND_TYPES, type CommandType } from '../domain/commands/commands.ts';
import { bulkOperationOf, operationOf } from '../domain/commands/names.ts';
import type { PartyNames } from '../domain/party.ts';
import { createCommandInput } from '../services/api/command-input.ts';
import { knowsWhoAsked } from '../services/commands/permissions.ts';
import { sendVersioned } from './etags.ts';
import { fromDate, fromDateOrNull, toDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { fromOwner } from './party.ts';
import { partProblem } from './problem.ts';
import {
  beginWaiting,
  type Handle,
  pathOf,
  queryOf,
  queryText,
  type RouteDependencies,
  type Routes,
} from './request.ts';
import { snakeCase, snakeCaseKeys, snakeCaseValue } from './snake-case.ts';
import { textOnce } from './text-once.ts';

const fromReason = (reason: CommandReason) => ({
  code: reason,
  text: COMMAND_REASONS[reason].text,
  what_to_do: COMMAND_REASONS[reason].advice,
});

const fromObservation = ({ seenAt, what, evseId, connectorId, value, detail }: Observation) => ({
  seen_at: fromDate(seenAt),
  what,
  evse_id: evseId,
  connector_id: connectorId,
  value,
  detail,
});

/** Without who asked for it, whom not everybody may know: the same for all who see it. */
export const fromCommand = (command: Command, names: PartyNames): components['schemas']['Command'] => ({
  id: command.id,
  version: command.version,
  type: command.type,
  ...fromOwner(command, names),
  status: command.status,
  parameters: snakeCaseKeys(shownParameters(command)),
  station_id: command.stationId,
  location_id: command.locationId,
  evse_id: command.evseId,
  evse_uid: command.evseUid,
  session_id: command.sessionId,
  result: snakeCaseValue(command.result),
  error: command.error === null ? null : { code: command.error.code, detail: command.error.detail },
  reason: command.reason === undefined || command.reason === null ? null : fromReason(command.reason),
  seen: (command.seen ?? []).map(fromObservation),
  late_outcome:
    command.lateOutcome === null
      ? null
      : {
          status: command.lateOutcome.status,
          session_id: command.lateOutcome.sessionId,
          detail: command.lateOutcome.detail,
          seen_at: fromDate(command.lateOutcome.seenAt),
        },
  batch_id: command.batchId ?? null,
  not_before: fromDateOrNull(command.notBeforeAt ?? null),
  created_at: fromDate(command.createdAt),
  updated_at: fromDate(command.updatedAt),
  expires_at: fromDate(command.expiresAt),
  sent_at: fromDateOrNull(command.sentAt),
  answered_at: fromDateOrNull(command.answeredAt),
});

const withAsker = (command: Command, names: PartyNames): components['schemas']['Command'] => ({
  ...fromCommand(command, names),
  requested_by: { client_id: command.requestedBy.clientId, user_id: command.requestedBy.userId },
});

const forCaller = (caller: Caller, command: Command, names: PartyNames) =>
  knowsWhoAsked(caller, command) ? withAsker(command, names) : fromCommand(command, names);

export const inputOf = createCommandInput({
  spell: snakeCase,
  instant: (value, pointer) => toDate(String(value), pointer),
});

/** Aborts when the client has gone, so that nobody waits for nobody. */
const untilGone = (response: Response): AbortSignal => {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
};

const textOfCommand = textOnce(fromCommand);
const textWithAsker = textOnce(withAsker);

export const commandRoutes = ({
  services: {
    commands,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => {
  const requesting =
    (type: CommandType): Handle =>
    async (request, response, caller) => {
      const asked = inputOf(type, request.body, {
        idempotencyKey: request.get('Idempotency-Key') ?? null,
        traceparent: request.get('traceparent'),
      });
      const { command, repeated } = await commands.request(caller, asked);
      if (repeated) response.set('Idempotency-Replayed', 'true');
      response
        .status(202)
        .location(`${publicUrl}/api/v1/commands/${encodeURIComponent(command.id)}`)
        .json(forCaller(caller, command, names));
    };

  const requestingMany =
    (type: CommandType): Handle =>
    async (request, response, caller) => {
      const { station_ids = null, location_id = null, group_id = null, ...input } = request.body;
      const asked = inputOf(type, input, {
        idempotencyKey: request.get('Idempotency-Key') ?? null,
        traceparent: request.get('traceparent'),
      });
      const target = { stationIds: station_ids, locationId: location_id, groupId: group_id };
      const { id, results, repeated } = await commands.requestMany(caller, { request: asked, target });
      if (repeated) response.set('Idempotency-Replayed', 'true');
      const batch: components['schemas']['CommandBatch'] = {
        batch_id: id,
        requested: results.filter(({ fault }) => fault === null).length,
        refused: results.filter(({ fault }) => fault !== null).length,
        results: results.map(({ stationId, command, fault }, index) => ({
          index,
          station_id: stationId,
          command: command === null ? null : forCaller(caller, command, names),
          problem: fault === null ? null : partProblem(fault, publicUrl, ''),
        })),
      };
      response
        .status(202)
        .location(`${publicUrl}/api/v1/commands?batch_id=${encodeURIComponent(id)}`)
        .json(batch);
    };

  return {
    ...Object.fromEntries(COMMAND_TYPES.map((type) => [operationOf(type), requesting(type)])),
    ...Object.fromEntries(BULK_COMMAND_TYPES.map((type) => [bulkOperationOf(type), requestingMany(type)])),
    listCommands: async (request, response, caller) => {
      const input = pageInputOf(request);
      const page = await commands.list(caller, input, {
        stationId: queryText(request, 'station_id'),
        sessionId: queryText(request, 'session_id'),
        type: queryOf<CommandType>(request, 'type'),
        status: queryOf<CommandStatus>(request, 'status'),
        evseUid: queryText(request, 'evse_uid'),
        batchId: queryText(request, 'batch_id'),
        locationId: queryText(request, 'location_id'),
      });
      sendPage(request, response, { page, limit: input.limit, publicUrl }, (command) =>
        (knowsWhoAsked(caller, command) ? textWithAsker : textOfCommand)(command, names),
      );
    },
    getCommand: async (request, response, caller) => {
      const id = pathOf(request, 'id');
      const waitS = queryOf<number>(request, 'wait') ?? 0;
      if (waitS > 0) beginWaiting(response);
      const command =
        waitS > 0 ? await commands.wait(caller, id, waitS * 1000, untilGone(response)) : await commands.get(caller, id);
      sendVersioned(response, command, forCaller(caller, command, names));
    },
    cancelCommand: async (request, response, caller) => {
      const command = await commands.cancel(caller, pathOf(request, 'id'));
      sendVersioned(response, command, forCaller(caller, command, names));
    },
  };
};
