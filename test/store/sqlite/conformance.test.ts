import { describeStore } from '../../conformance/store.ts';
import { openTemporaryStore } from './temporary-store.ts';

describeStore('sqlite', openTemporaryStore);
