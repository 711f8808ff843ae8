/** What the address of the seller area says: `/selling?currency=JPY&days=90`, and `?onboarding=` on the way back from the provider. */
export interface SellingSearch {
  /** `done`: back from the provider's page - `again`: the link to it was used already or too old */
  onboarding?: 'done' | 'again'
  currency?: string
  days?: 90 | 365
}

/** Keeps what is meant and drops the rest: an address is never wrong. */
export function readSellingSearch(raw: Record<string, unknown>): SellingSearch {
  const { onboarding, currency } = raw
  const days = Number(raw.days)
  return {
    ...((onboarding === 'done' || onboarding === 'again') && { onboarding }),
    ...(typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) && { currency }),
    ...((days === 90 || days === 365) && { days }),
  }
}
