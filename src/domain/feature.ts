/** What stations have or lack as a whole; 1.6 calls them feature profiles, 2.x has a controller for each. */
export const FEATURES = [
  'CORE',
  'FIRMWARE_MANAGEMENT',
  'LOCAL_AUTH_LIST',
  'RESERVATION',
  'SMART_CHARGING',
  'REMOTE_TRIGGER',
] as const;
export type Feature = (typeof FEATURES)[number];

export const FEATURE_NAMES: Readonly<Record<Feature, string>> = {
  CORE: 'core',
  FIRMWARE_MANAGEMENT: 'firmware management',
  LOCAL_AUTH_LIST: 'local authorisation list',
  RESERVATION: 'reservation',
  SMART_CHARGING: 'smart charging',
  REMOTE_TRIGGER: 'remote trigger',
};
