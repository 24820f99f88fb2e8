import { describeQueue } from '../../conformance/queue.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createSqlitePlace } from './sqlite-place.ts';

describeQueue('embedded, manual time', () => createSqlitePlace(createManualClock()));
describeQueue('embedded, real time', () => createSqlitePlace(null));
