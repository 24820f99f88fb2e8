/** eMI3's id of an EVSE, ISO 15118's EVSEID and OCPI's evse_id: what is printed on it and what partners call it. */

/** The longest one, with all its separators. */
export const EMI3_ID_MAX = 39;

/**
 * Country, operator, `E`, and what the operator calls the EVSE, of which one at least is a letter or a digit.
 * @see ISO 15118-2:2014, annex H.2.1.1 (EVSEID)
 */
const FORM = /^[A-Z]{2}\*?[A-Z0-9]{3}\*?E(?=\**[A-Z0-9])[A-Z0-9*]{1,31}$/i;

export const isEmi3Id = (text: string): boolean => FORM.test(text);

/** As it is compared: case and separators make no difference. */
export const comparableEmi3Id = (text: string): string => text.replaceAll('*', '').toUpperCase();

/** Whose an eMI3 id is: one document for each id, so that the commit proves that it is one EVSE's at a time. */
export type Emi3IdHolder = {
  /** As it is compared. */
  readonly id: string;
  readonly version: number;
  /** null: it was given up. */
  readonly evseUid: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
