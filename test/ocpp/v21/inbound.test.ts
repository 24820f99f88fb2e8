import { describe, expect, it } from 'vitest';
import { v21 } from '../../../src/ocpp/v21/index.ts';
import { v201 } from '../../../src/ocpp/v201/index.ts';
import { AUTHORIZED, createRecordingInbox } from '../support/recording-inbox.ts';

const HASH = { hashAlgorithm: 'SHA256', issuerNameHash: 'a', issuerKeyHash: 'b', serialNumber: '1' };

describe('what 2.1 adds', () => {
  it('repeats what it was asked when it cannot validate a VAT number', async () => {
    const { say } = createRecordingInbox();
    const answer = await say(v21, 'VatNumberValidation', { vatNumber: 'NL123', evseId: 2 });
    expect(answer).toEqual({ status: 'Rejected', vatNumber: 'NL123', evseId: 2 });
  });

  it('answers each certificate of a chain', async () => {
    const { say } = createRecordingInbox();
    const certificateStatusRequests = [
      { certificateHashData: HASH, source: 'OCSP', urls: ['http://ocsp.example'] },
      { certificateHashData: { ...HASH, serialNumber: '2' }, source: 'CRL', urls: ['http://crl.example'] },
    ];
    const answer = await say(v21, 'GetCertificateChainStatus', { certificateStatusRequests });
    expect(answer).toMatchObject({
      certificateStatus: [
        { certificateHashData: HASH, source: 'OCSP', status: 'Failed' },
        { certificateHashData: { serialNumber: '2' }, source: 'CRL', status: 'Failed' },
      ],
    });
    expect(v21.responseCheck('GetCertificateChainStatus')?.(answer)).toEqual([]);
  });

  it('passes on what an event stream sends', async () => {
    const { say, told } = createRecordingInbox();
    const payload = { id: 1, pending: 0, basetime: '2026-03-01T12:00:00Z', data: [{ t: 0, v: '230' }] };
    expect(v21.requestCheck('NotifyPeriodicEventStream')?.(payload)).toEqual([]);
    await say(v21, 'NotifyPeriodicEventStream', payload);
    expect(told.messages).toEqual([{ action: 'NotifyPeriodicEventStream', payload }]);
    expect(v21.responseCheck('NotifyPeriodicEventStream')).toBeNull();
  });

  it('tells groups that are too long for 2.0.1', async () => {
    const authorization = { ...AUTHORIZED, groupId: 'G'.repeat(100) };
    const ask = { idToken: { idToken: '04A1', type: 'ISO14443' } };
    const { say } = createRecordingInbox({ authorization });
    expect(await say(v21, 'Authorize', ask)).toMatchObject({ idTokenInfo: { groupIdToken: { type: 'Central' } } });
    expect(await say(v201, 'Authorize', ask)).not.toHaveProperty('idTokenInfo.groupIdToken');
  });

  it('sends and answers what only 2.1 can', () => {
    expect([v201.sendMessages, v201.resultErrors, v21.sendMessages, v21.resultErrors]).toEqual([
      false,
      false,
      true,
      true,
    ]);
    for (const action of v201.actions) expect(v21.actions.has(action), action).toBe(true);
  });
});
