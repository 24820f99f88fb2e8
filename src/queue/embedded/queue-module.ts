/** For openDatabase's `modules`. */
export const queueModule = new URL('./operations.ts', import.meta.url);
