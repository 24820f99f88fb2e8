/** Has a message that was kept in quarantine handled as its protocol version does, without a connection, on any node. */

import { DomainError } from '../domain/error.ts';
import type { JsonObject } from '../domain/json.ts';
import type { StationInbox } from '../services/inbox.ts';
import type { ApplyAgain } from '../services/ports/apply-again.ts';
import type { Log } from '../services/ports/observing.ts';
import { isKeptWhole, withOrigin } from './message-origin.ts';
import type { InboundContext, OcppProtocol } from './protocol.ts';
import { checkRequest } from './rpc/request-check.ts';
import { faultText, levelThatTakes, propertyOf, rulesOfRequest } from './rpc/validation.ts';

type Handle = (payload: JsonObject, context: InboundContext) => Promise<object>;

export const createApplyAgain =
  ({
    protocols,
    inbox,
    log,
  }: {
    readonly protocols: readonly OcppProtocol[];
    readonly inbox: StationInbox;
    readonly log: Log;
  }): ApplyAgain =>
  async ({ message, station, applying }) => {
    const { stationId, action, payload, receivedAt } = message;
    const protocol = protocols.find(({ version }) => version === message.protocol);
    const handle = protocol?.inbound.get(action);
    // Others may not be late: a status or a boot of long ago is not what is now.
    if (protocol === undefined || handle === undefined || !isKeptWhole(action))
      throw new DomainError('not_supported', { detail: 'Only messages of transactions and meters can be applied.' });

    const { validation, vendor, model, firmwareVersion } = station;
    const product = { vendor, model, firmwareVersion };
    const checked = checkRequest(protocol, { validation, product, action, payload });
    if (checked.refused !== null) {
      const { refused } = checked;
      return applying.refused({
        reason: faultText(refused),
        property: propertyOf(refused.place),
        errorCode: message.errorCode,
        level: levelThatTakes(validation, rulesOfRequest(protocol, action), payload),
      });
    }
    // Its clock and its times are of then.
    const then: StationInbox = { ...inbox, clockSeen: () => undefined };
    // The table pairs each action with the handler of its own request type, which the check has just confirmed.
    await (handle as unknown as Handle)(checked.payload, {
      stationId,
      receivedAt,
      inbox: withOrigin(then, { action, payload, receivedAt, applying }),
      log,
      product,
      registered: () => undefined,
    });
  };
