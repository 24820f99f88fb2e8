import type { Caller } from '../../domain/access.ts';
import type { StationTemplate, TemplateEvse } from '../../domain/station-template.ts';
import type { Page, PageInput } from './paging.ts';

export type StationTemplateInput = Pick<StationTemplate, 'vendor' | 'model' | 'evses'> & {
  /** As it is named, such as NL-VGT; null or left out: the caller's. */
  readonly party?: string | null;
};

/** What stations of a model have, where neither an operator nor the station says it. One of a party for each model. */
export type StationTemplates = {
  readonly list: (
    caller: Caller,
    page: PageInput,
    filter: { readonly vendor: string | null; readonly model: string | null },
  ) => Promise<Page<StationTemplate>>;
  readonly get: (caller: Caller, id: string) => Promise<StationTemplate>;
  /** For who changes it: needs the scope of the update alone. */
  readonly current: (caller: Caller, id: string) => Promise<StationTemplate>;
  /** Throws DomainError('conflict') when the party has one of the model. */
  readonly create: (caller: Caller, input: StationTemplateInput) => Promise<StationTemplate>;
  /** The stations that take from it follow, some moments later. */
  readonly update: (
    caller: Caller,
    id: string,
    evses: readonly TemplateEvse[],
    ifVersion: number | null,
  ) => Promise<StationTemplate>;
  /** Answers it as it was; its stations lose what it said. */
  readonly remove: (caller: Caller, id: string, ifVersion: number | null) => Promise<StationTemplate>;
};
