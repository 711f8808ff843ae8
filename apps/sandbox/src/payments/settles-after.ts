/** Seconds of sandbox time until a delayed payment settles or fails by itself. */
export const SETTLES_AFTER_SECONDS = 30
