import type { StationTemplate, TemplateRollout } from '../station-template.ts';
import { kindOf } from './kind.ts';
import { ownerField } from './scope-fields.ts';

/** A party's: who is bound to places, groups or tokens of it sees none. */
export const stationTemplates = kindOf<StationTemplate>()({
  name: 'stationTemplates',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    vendor: { type: 'text', of: ({ vendor }) => vendor.trim(), ignoresCase: true, filters: true },
    model: { type: 'text', of: ({ model }) => model.trim(), ignoresCase: true, filters: true },
    partyId: ownerField,
  },
  orders: ['updatedAt'],
  scope: { party: 'partyId' },
  retention: null,
  removable: true,
  audit: {
    object: 'station_template',
    fields: {
      id: 'shown',
      version: 'shown',
      vendor: 'shown',
      model: 'shown',
      evses: 'shown',
      partyId: 'shown',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
});

/** There while stations may still have what a template said before; made with its write, taken away when they have not. */
export const templateRollouts = kindOf<TemplateRollout>()({
  name: 'templateRollouts',
  key: { name: 'id', of: ({ id }) => id },
  fields: {},
  orders: [],
  scope: {},
  retention: null,
  removable: true,
  audit: null,
});
