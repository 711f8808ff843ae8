export { type SiteUser, siteUserOf } from './account-store.ts'
export { adjustCredits } from './adjust-credits.ts'
export { type CreditLine, grantPurchase, takeBackPurchase } from './grant-purchase.ts'
export { balancesOf, purchasesOf, takenBackOf } from './ledger-store.ts'
export type { AccountName } from './named-account-report-store.ts'
export { exportStatement, showBalances, showStatement, spendOwnCredits } from './own-credits.ts'
export { showAccount } from './show-account.ts'
export {
  ensureSiteAccount,
  type NamedSiteUser,
  readSiteCredits,
  type SiteCreditsDeps,
  type SiteSpending,
  spendSiteCredits,
} from './site-credits.ts'
