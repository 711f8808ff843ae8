export { beginSelling } from './begin-selling.ts'
export type {
  AccountFacts,
  AccountFailure,
  SellerAccounts,
  TransferFailure,
  TransferRequest,
} from './domain/seller-accounts.ts'
export type { OrderShare, SplitLine } from './domain/split.ts'
export { exportSales } from './export-sales.ts'
export { ownSellerBy } from './find-seller.ts'
export { type ListedSeller, listSellers } from './list-sellers.ts'
export { openDashboard } from './open-dashboard.ts'
export { type RefreshDeps, type RefreshFailure, refreshAccount } from './refresh-account.ts'
export { type RetryFailure, retryTransfer } from './retry-transfer.ts'
export { isSellersAccount } from './seller-store.ts'
export { sendTransfer, sweepTransfers } from './send-transfer.ts'
export { setSellerFee } from './set-seller-fee.ts'
export { completeShares, planSharesFor, sharesFor } from './share-order.ts'
export { insertShares, noteFee, noteReversal, sharesOf } from './share-store.ts'
export { type OwnAccount, showAccount } from './show-account.ts'
export { listOwnProducts, listSales, listSalesByDay, totalSales } from './show-sales.ts'
