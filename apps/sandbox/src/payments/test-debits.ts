/** How a payment that takes days ends. */
export type SettlesTo = 'succeeds' | 'fails'

/** Stripe's test accounts (docs.stripe.com/testing) whose debit does not go through. Any other does. */
const FAILING_ACCOUNTS: readonly string[] = [
  'DE62370400440532013001',
  'DE78370400440532013003',
  'AT861904300235473202',
  'FR8420041010050500013M02607',
  'NL55ABNA0417164307',
  '33333335',
  '22222227',
  '55555559',
]

/** How the debit of this account (IBAN, or account number) ends. */
export function outcomeOfDebit(account: string): SettlesTo {
  return FAILING_ACCOUNTS.includes(account) ? 'fails' : 'succeeds'
}
