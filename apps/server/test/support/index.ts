export { type FixedClock, fixedClock } from './fixed-clock.ts'
export { type House, openHouse } from './house.ts'
export { type EnqueuedJob, recordingEnqueue } from './recording-enqueue.ts'
export { cloneDatabase, type TestDatabase } from './test-database.ts'
