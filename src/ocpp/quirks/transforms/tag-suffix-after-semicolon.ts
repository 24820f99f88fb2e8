import type { JsonObject } from '../../../domain/json.ts';
import { objectOf } from '../../payload.ts';
import type { Transform } from '../quirk.ts';

const withoutSuffix = (payload: JsonObject, field: string): JsonObject => {
  const value = payload[field];
  if (typeof value !== 'string' || !value.includes(';')) return payload;
  return { ...payload, [field]: value.slice(0, value.indexOf(';')) };
};

/** `04A1B2;something` is the tag 04A1B2. */
export const tagSuffixAfterSemicolon: Transform = (_action, payload) => {
  const changed = withoutSuffix(payload, 'idTag');
  const token = objectOf(changed.idToken);
  const clean = withoutSuffix(token, 'idToken');
  return clean === token ? changed : { ...changed, idToken: clean };
};
