import type { PaymentCard } from '@cashwrap/shared/contracts/subscriptions'

const BRANDS: Readonly<Record<string, string>> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'Eftpos',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
  link: 'Link',
  sepa_debit: 'SEPA debit',
}

/** `Visa ending in 4242`, `SEPA debit`; an unknown brand by its own name. */
export function cardWords({ brand, last4 }: Pick<PaymentCard, 'brand' | 'last4'>): string {
  const known = Object.hasOwn(BRANDS, brand) ? BRANDS[brand] : undefined
  const name = known ?? (brand === 'unknown' || brand === '' ? 'Card' : brand.replaceAll('_', ' '))
  return last4 === null ? name : `${name} ending in ${last4}`
}

/** `12/34`; null for what does not end. */
export const cardEnd = ({ expMonth, expYear }: PaymentCard): string | null =>
  expMonth === null || expYear === null
    ? null
    : `${String(expMonth).padStart(2, '0')}/${String(expYear % 100).padStart(2, '0')}`
