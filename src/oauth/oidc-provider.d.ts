/** The parts themselves: the package's entry point only adds a warning on releases of Node that are not LTS yet. */
declare module 'oidc-provider/lib/provider.js' {
  import Provider from 'oidc-provider';

  export { Provider };
}

declare module 'oidc-provider/lib/helpers/errors.js' {
  import { errors } from 'oidc-provider';

  export const InvalidGrant: typeof errors.InvalidGrant;
  export const InvalidRequest: typeof errors.InvalidRequest;
  export const InvalidScope: typeof errors.InvalidScope;
  export const InvalidTarget: typeof errors.InvalidTarget;
  export const UnsupportedTokenType: typeof errors.UnsupportedTokenType;
}

declare module 'oidc-provider/lib/helpers/interaction_policy/index.js' {
  import { interactionPolicy } from 'oidc-provider';

  export const base: typeof interactionPolicy.base;
  export const Check: typeof interactionPolicy.Check;
}

/** Private to the package: tests look there at which routes it has. */
declare module 'oidc-provider/lib/helpers/router.js' {
  type Mount = (name: string, path: string, ...middleware: unknown[]) => unknown;
  export default class Router {
    get: Mount;
    post: Mount;
    put: Mount;
    delete: Mount;
    options: Mount;
  }
}
