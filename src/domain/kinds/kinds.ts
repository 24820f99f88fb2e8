/** Every kind of document: one line each, under the kind's own name. */
export { accounts } from './account.ts';
export { accountNames } from './account-name.ts';
export { auditEntries } from './audit-entry.ts';
export { bulkAnswers } from './bulk-answer.ts';
export { clients } from './client.ts';
export { commands } from './command.ts';
export { emi3Ids } from './emi3-id.ts';
export { evses } from './evse.ts';
export { locations } from './location.ts';
export { meterPublicKeys } from './meter-public-key.ts';
export { outages } from './outage.ts';
export { parties } from './party.ts';
export { quarantinedMessages } from './quarantined-message.ts';
export { sessions } from './session.ts';
export { stations } from './station.ts';
export { stationConfigurations } from './station-configuration.ts';
export { tokens } from './token.ts';
