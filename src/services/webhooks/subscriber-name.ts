/** An endpoint's name among the subscribers of the log. */
export const subscriberOf = (endpointId: string): string => `webhook:${endpointId}`;
