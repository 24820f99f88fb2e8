/** Who gets every event of the log from the start on, one line each; docs/recipes/subscriber.md adds one. */
import type { Subscriber } from '../services/deliveries/subscriber.ts';

export const subscribers = (): readonly Subscriber[] => [];
