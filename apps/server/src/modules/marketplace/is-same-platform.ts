import type { SellerAccounts } from './domain/seller-accounts.ts'

/**
 * Whether what the provider refuses about a seller's account can be believed. To the key of another of the provider's customers
 * every account looks as if it were gone, so only a key of the platform that made the account tells. Where that was never noted
 * any key does.
 */
export async function isSamePlatform(
  deps: { sellerAccounts: SellerAccounts },
  account: { platformId: string | null },
): Promise<boolean> {
  if (account.platformId === null) return true
  const now = await deps.sellerAccounts.platform()
  return now.ok && now.value.platformId === account.platformId
}
