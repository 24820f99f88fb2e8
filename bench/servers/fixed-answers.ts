/** What a central system answers that knows nobody and stores nothing. */
import type { BenchVersion } from '../load/session.ts';

export const fixedAnswer = (version: BenchVersion, action: string, transactionId: number): object => {
  switch (action) {
    case 'BootNotification':
      return { status: 'Accepted', interval: 3600, currentTime: new Date().toISOString() };
    case 'Heartbeat':
      return { currentTime: new Date().toISOString() };
    case 'Authorize':
      return version === '1.6' ? { idTagInfo: { status: 'Accepted' } } : { idTokenInfo: { status: 'Accepted' } };
    case 'StartTransaction':
      return { transactionId, idTagInfo: { status: 'Accepted' } };
    case 'StopTransaction':
      return { idTagInfo: { status: 'Accepted' } };
    case 'TransactionEvent':
      return { idTokenInfo: { status: 'Accepted' } };
    default:
      return {};
  }
};
