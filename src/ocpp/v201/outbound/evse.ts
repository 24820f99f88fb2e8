/** EVSEType: the EVSE, or one connector of it. */
export const evseOf = (
  evseId: number | null,
  connectorId: number | null,
): { readonly evse?: { id: number; connectorId?: number } } =>
  evseId === null ? {} : { evse: { id: evseId, ...(connectorId === null ? {} : { connectorId }) } };
