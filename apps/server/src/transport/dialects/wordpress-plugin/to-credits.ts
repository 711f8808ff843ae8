import type { CreditEntryId } from '@cashwrap/shared/ids'

/** All three, also where nothing was ever had: an empty object tells the plugin that nobody answers. */
export const toCredits = (credits: Readonly<Record<string, number>>) => ({
  article_credits: credits['article'] ?? 0,
  image_credits: credits['image'] ?? 0,
  rewrite_credits: credits['rewrite'] ?? 0,
})

export const toTransactionId = (entryId: CreditEntryId): string => `txn_${entryId.replaceAll('-', '')}`
