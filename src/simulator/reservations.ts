/** A connector kept free for one tag until a time. */
import type { Connector } from './connector.ts';
import type { Core } from './core.ts';

export const reserve = (core: Core, connector: Connector, id: number, uid: string, expiresAt: Date): void => {
  connector.reservation?.cancelExpiry();
  const cancelExpiry = core.clock.after(expiresAt.getTime() - core.now().getTime(), () => {
    connector.reservation = null;
    core.operations.statusChanged(connector);
  });
  connector.reservation = { id, uid, cancelExpiry };
  core.operations.statusChanged(connector);
};

/** False: there is none with that id. */
export const cancelReservation = (core: Core, id: number): boolean => {
  const connector = core.connectors.find(({ reservation }) => reservation?.id === id);
  if (connector === undefined) return false;
  connector.reservation?.cancelExpiry();
  connector.reservation = null;
  core.operations.statusChanged(connector);
  return true;
};
