import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Random letters and digits, as Stripe's ids are made of. */
export function randomToken(length: number): string {
  let token = ''
  while (token.length < length) {
    for (const byte of randomBytes(length * 2)) {
      // 248 is the largest multiple of 62 in a byte: above it some letters would come up more often.
      if (byte < 248 && token.length < length) token += ALPHABET[byte % 62]
    }
  }
  return token
}

export const ids = {
  product: () => `prod_${randomToken(14)}`,
  price: () => `price_1${randomToken(23)}`,
  customer: () => `cus_${randomToken(14)}`,
  coupon: () => randomToken(8),
  checkoutSession: () => `cs_test_a1${randomToken(56)}`,
  lineItem: () => `li_1${randomToken(23)}`,
  paymentIntent: () => `pi_3${randomToken(23)}`,
  paymentMethod: () => `pm_1${randomToken(23)}`,
  setupIntent: () => `seti_1${randomToken(23)}`,
  promotionCode: () => `promo_1${randomToken(23)}`,
  taxRate: () => `txr_1${randomToken(23)}`,
  portalConfiguration: () => `bpc_1${randomToken(23)}`,
  portalSession: () => `bps_1${randomToken(23)}`,
  charge: () => `ch_3${randomToken(23)}`,
  pendingCharge: () => `py_3${randomToken(23)}`,
  refund: () => `re_3${randomToken(23)}`,
  balanceTransaction: () => `txn_3${randomToken(23)}`,
  dispute: () => `du_1${randomToken(23)}`,
  event: () => `evt_1${randomToken(23)}`,
  webhookEndpoint: () => `we_1${randomToken(23)}`,
  webhookSecret: () => `whsec_${randomToken(32)}`,
  testClock: () => `clock_1${randomToken(23)}`,
  account: () => `acct_1${randomToken(15)}`,
  bankAccount: () => `ba_1${randomToken(23)}`,
  transfer: () => `tr_3${randomToken(23)}`,
  transferReversal: () => `trr_1${randomToken(23)}`,
  destinationPayment: () => `py_1${randomToken(23)}`,
  paymentRefund: () => `pyr_1${randomToken(23)}`,
  applicationFee: () => `fee_1${randomToken(23)}`,
  feeRefund: () => `fr_1${randomToken(23)}`,
  subscription: () => `sub_1${randomToken(23)}`,
  subscriptionItem: () => `si_${randomToken(14)}`,
  invoice: () => `in_1${randomToken(23)}`,
  invoiceToken: () => `test_${randomToken(60)}`,
  invoiceLine: () => `il_1${randomToken(23)}`,
  invoiceItem: () => `ii_1${randomToken(23)}`,
  invoicePayment: () => `inpay_1${randomToken(23)}`,
  discount: () => `di_1${randomToken(23)}`,
  request: () => `req_${randomToken(14)}`,
  fault: () => `fault_${randomToken(14)}`,
}
