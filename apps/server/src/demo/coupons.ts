/** Amounts in minor units. */
export const DEMO_COUPONS = [
  { code: 'FIRSTPULL', percentBps: 2000, amountOff: null, currency: null, minimumSubtotal: null, maxUsesPerBuyer: 1 },
  { code: 'FIVEOFF', percentBps: null, amountOff: 500, currency: 'USD', minimumSubtotal: 2000, maxUsesPerBuyer: null },
] as const
