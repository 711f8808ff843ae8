/** Stripe's test cards as the page offers them: the number and what paying with it does. */
export const TEST_CARDS = [
  { number: '4242424242424242', does: 'Payment succeeds' },
  { number: '5555555555554444', does: 'Payment succeeds, Mastercard' },
  { number: '378282246310005', does: 'Payment succeeds, American Express' },
  { number: '4000002500003155', does: 'Asks for 3-D Secure' },
  { number: '4000000000000341', does: 'Can be kept, declined when charged' },
  { number: '4000000000000002', does: 'Declined' },
  { number: '4000000000009995', does: 'Declined: insufficient funds' },
  { number: '4000000000000069', does: 'Declined: expired card' },
  { number: '4000000000000127', does: 'Declined: wrong security code' },
  { number: '4000000000000119', does: 'Declined: processing error' },
] as const

/** Name that a test card is filled in with when none is typed yet. */
export const TEST_BUYER = 'Test Buyer'

export type TestCardFill = { number: string; expiry: string; cvc: string }

/** Everything to type for a test card, with an expiry that is still far off by the sandbox's clock. */
export function fillFor(number: string, now: Date): TestCardFill {
  const year = String((now.getUTCFullYear() + 3) % 100).padStart(2, '0')
  return { number, expiry: `12 / ${year}`, cvc: number.startsWith('3') ? '1234' : '123' }
}
