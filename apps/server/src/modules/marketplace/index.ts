export { beginSelling } from './begin-selling.ts'
export type {
  AccountFacts,
  AccountFailure,
  SellerAccounts,
  TransferFailure,
  TransferRequest,
} from './domain/seller-accounts.ts'
export { openDashboard } from './open-dashboard.ts'
export { type RefreshFailure, refreshAccount } from './refresh-account.ts'
export { type OwnAccount, showAccount } from './show-account.ts'
export { listOwnProducts, listSales, listSalesByDay, totalSales } from './show-sales.ts'
