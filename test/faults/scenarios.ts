import type { Scenario } from './scenario.ts';
import { clockSet } from './scenarios/clock-set.ts';
import { cutApart } from './scenarios/cut-apart.ts';
import { cutTails } from './scenarios/cut-tails.ts';
import { diskFull } from './scenarios/disk-full.ts';
import { flippedBits } from './scenarios/flipped-bits.ts';
import { killed } from './scenarios/killed.ts';
import { killedThenUpgraded } from './scenarios/killed-then-upgraded.ts';
import { ownerKilled } from './scenarios/owner-killed.ts';
import { restoredBackup } from './scenarios/restored-backup.ts';
import { mongoAway, redisAway } from './scenarios/servers-away.ts';

export const SCENARIOS: readonly Scenario[] = [
  killed,
  diskFull,
  clockSet,
  flippedBits,
  cutTails,
  restoredBackup,
  killedThenUpgraded,
  redisAway,
  mongoAway,
  cutApart,
  ownerKilled,
];
