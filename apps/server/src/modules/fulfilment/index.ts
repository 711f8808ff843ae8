export { claimGuestPurchases } from './claim-guest-purchases.ts'
