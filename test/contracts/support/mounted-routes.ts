/** Which routes express and oidc-provider mount in this process, from the call on. */
import express from 'express';
import OidcRouter from 'oidc-provider/lib/helpers/router.js';

export type MountedRoutes = {
  /** Paths of express, as they were written; a middleware of all paths is none. */
  readonly express: ReadonlySet<string>;
  /** `GET /oauth/jwks`. */
  readonly issuer: ReadonlySet<string>;
};

const OIDC_METHODS = ['get', 'post', 'put', 'delete', 'options'] as const;

export const recordRoutes = (): MountedRoutes => {
  const seen = { express: new Set<string>(), issuer: new Set<string>() };
  const router: { route: (path: unknown) => unknown; use: (...given: unknown[]) => unknown } = express.Router.prototype;
  const { route, use } = router;
  router.route = function record(path) {
    seen.express.add(String(path));
    return route.call(this, path);
  };
  router.use = function record(...given) {
    if (typeof given[0] !== 'function') seen.express.add(String(given[0]));
    return use.apply(this, given);
  };
  for (const method of OIDC_METHODS) {
    const mount = OidcRouter.prototype[method];
    OidcRouter.prototype[method] = function record(name, path, ...middleware) {
      seen.issuer.add(`${method.toUpperCase()} ${path}`);
      return mount.call(this, name, path, ...middleware);
    };
  }
  return seen;
};
