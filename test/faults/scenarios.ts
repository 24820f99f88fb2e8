import type { Scenario } from './scenario.ts';
import { clockSet } from './scenarios/clock-set.ts';
import { cutApart } from './scenarios/cut-apart.ts';
import { diskFull } from './scenarios/disk-full.ts';
import { killed } from './scenarios/killed.ts';
import { ownerKilled } from './scenarios/owner-killed.ts';
import { mongoAway, redisAway } from './scenarios/servers-away.ts';

export const SCENARIOS: readonly Scenario[] = [killed, diskFull, clockSet, redisAway, mongoAway, cutApart, ownerKilled];
