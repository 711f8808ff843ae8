/** How much is let through: `points` calls in `seconds` from the first of them on. */
export interface RateLimit {
  points: number
  seconds: number
}

/** Everything that is limited, with what holds unless `RATE_LIMITS` says otherwise. */
export const USUAL_RATE_LIMITS = {
  /** Calls of one site of the WordPress plugin. */
  plugin: { points: 100, seconds: 60 },
  /** Registrations of sites from one network. */
  register: { points: 20, seconds: 3600 },
  /** Links followed to a payment page from one network. */
  links: { points: 60, seconds: 60 },
} as const satisfies Record<string, RateLimit>

export type RateLimitName = keyof typeof USUAL_RATE_LIMITS
export type RateLimitTable = Readonly<Record<RateLimitName, RateLimit>>
export const isRateLimitName = (name: string): name is RateLimitName => Object.hasOwn(USUAL_RATE_LIMITS, name)
