import type { Client } from '../../domain/access.ts';
import type { OrderOf } from '../../domain/kinds/documents.ts';
import type { ListQuery, Slice } from './list.ts';

export type ClientStore = {
  readonly client: (id: string) => Promise<Client | null>;
  readonly clients: (query: ListQuery<OrderOf<'clients'>>) => Promise<Slice<Client>>;
};
