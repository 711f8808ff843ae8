/** Stripe's moments are whole seconds since the epoch. */
export const toUnix = (at: Date): number => Math.floor(at.getTime() / 1000)
export const fromUnix = (seconds: number): Date => new Date(seconds * 1000)
