import type Stripe from 'stripe'

export type MetadataParam = '' | Record<string, string> | undefined

/** The stored pairs after an update: given pairs are merged in, an empty value deletes its key, '' deletes all. */
export function mergeMetadata(existing: Stripe.Metadata | null, given: MetadataParam): Stripe.Metadata {
  if (given === undefined) return existing ?? {}
  if (given === '') return {}
  const merged = Object.entries({ ...existing, ...given }).filter(([, value]) => value !== '')
  return Object.fromEntries(merged)
}

export const newMetadata = (given: MetadataParam): Stripe.Metadata => mergeMetadata({}, given)
