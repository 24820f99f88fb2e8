/** What helmet sets on the answers of faces that programs call, and that no browser shows as a page. */
export const programHeaders = (publicUrl: string) => ({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  strictTransportSecurity: publicUrl.startsWith('https:'),
});
