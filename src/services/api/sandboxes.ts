import type { Caller } from '../../domain/access.ts';
import type { Sandbox, SandboxStation } from '../../domain/sandbox.ts';
import type { ActionInput } from '../../domain/sandbox-actions/action.ts';
import type { SandboxActionName } from '../../domain/sandbox-actions/actions.ts';
import type { OcppVersion } from '../../domain/station.ts';
import type { Page, PageInput } from './paging.ts';

export type Sandboxes = {
  readonly list: (caller: Caller, page: PageInput) => Promise<Page<Sandbox>>;
  readonly get: (caller: Caller, id: string) => Promise<Sandbox>;
  /**
   * For who is bound in nothing. With a party, a client, a location, tokens and a station of each OCPP version. clientSecret: in clear, here alone.
   * Throws DomainError('conflict') when there are as many as there may be.
   */
  readonly create: (
    caller: Caller,
    input: { readonly name: string },
  ) => Promise<{ readonly sandbox: Sandbox; readonly clientSecret: string }>;
  /** Its client loses its tokens, and its stations go; what they told stays for the retention time. */
  readonly remove: (caller: Caller, id: string) => Promise<void>;

  /** The caller's own; none of who is no client of a sandbox, to whom the others are forbidden. */
  readonly stations: (caller: Caller) => Promise<readonly SandboxStation[]>;
  readonly addStation: (
    caller: Caller,
    input: { readonly protocol: OcppVersion; readonly connectors: number },
  ) => Promise<SandboxStation>;
  readonly act: (
    caller: Caller,
    input: { readonly stationId: string; readonly action: SandboxActionName } & ActionInput,
  ) => Promise<SandboxStation>;
};
