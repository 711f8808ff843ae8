/** How the bank refuses a card. */
export type Decline = {
  code: string
  declineCode?: string
  message: string
  adviceCode?: 'do_not_try_again' | 'try_again_later' | 'confirm_card_data'
  networkDeclineCode?: string
}

export type TestCard = {
  brand: string
  country: string
  funding: 'credit' | 'debit' | 'prepaid'
  threeDSecure?: boolean
  /** Once its owner has answered the bank, it is charged without asking while they are away. */
  asksOnce?: boolean
  decline?: Decline
  /** What becomes of refunds to it after a while, when that is not plain success at once. */
  refunds?: 'succeed_later' | 'fail_later'
  /** It is good until it is charged: it can be kept for later, and what is charged to it then is refused. */
  isRefusedOnlyWhenCharged?: boolean
  /** Its money need not wait to be used. */
  isAvailableAtOnce?: boolean
}

const GENERIC: Decline = {
  code: 'card_declined',
  declineCode: 'generic_decline',
  message: 'Your card was declined.',
  adviceCode: 'try_again_later',
  networkDeclineCode: '01',
}

const visa = (traits: Partial<TestCard> = {}): TestCard => ({
  brand: 'visa',
  country: 'US',
  funding: 'credit',
  ...traits,
})
const declined = (decline: Decline): TestCard => visa({ decline })

/** Stripe's test cards (docs.stripe.com/testing) by number. */
const TEST_CARDS: Record<string, TestCard> = {
  '4242424242424242': visa(),
  '4000056655665556': visa({ funding: 'debit' }),
  '5555555555554444': visa({ brand: 'mastercard' }),
  '2223003122003222': visa({ brand: 'mastercard' }),
  '5200828282828210': visa({ brand: 'mastercard', funding: 'debit' }),
  '378282246310005': visa({ brand: 'amex' }),
  '6011111111111117': visa({ brand: 'discover' }),
  '3056930009020004': visa({ brand: 'diners' }),
  '3566002020360505': visa({ brand: 'jcb', country: 'JP' }),
  '6200000000000005': visa({ brand: 'unionpay', country: 'CN' }),
  '4000002760000016': visa({ country: 'DE' }),
  '4000008260000000': visa({ country: 'GB' }),
  '4000003920000003': visa({ country: 'JP' }),
  '4000000000000077': visa({ isAvailableAtOnce: true }),
  '4000000000007726': visa({ refunds: 'succeed_later' }),
  '4000000000005126': visa({ refunds: 'fail_later' }),
  // Works when it is kept for later and declines when it is charged.
  '4000000000000341': visa({ decline: GENERIC, isRefusedOnlyWhenCharged: true }),
  '4000000000000002': declined(GENERIC),
  '4000000000009995': declined({
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
    adviceCode: 'try_again_later',
    networkDeclineCode: '51',
  }),
  '4000000000009987': declined({
    code: 'card_declined',
    declineCode: 'lost_card',
    message: 'Your card was declined.',
    adviceCode: 'do_not_try_again',
    networkDeclineCode: '41',
  }),
  '4000000000009979': declined({
    code: 'card_declined',
    declineCode: 'stolen_card',
    message: 'Your card was declined.',
    adviceCode: 'do_not_try_again',
    networkDeclineCode: '43',
  }),
  '4000000000006975': declined({
    code: 'card_declined',
    declineCode: 'card_velocity_exceeded',
    message: 'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    adviceCode: 'try_again_later',
    networkDeclineCode: '61',
  }),
  '4000000000000069': declined({
    code: 'expired_card',
    message: 'Your card has expired.',
    adviceCode: 'confirm_card_data',
    networkDeclineCode: '54',
  }),
  '4000000000000127': declined({
    code: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    adviceCode: 'confirm_card_data',
    networkDeclineCode: 'N7',
  }),
  '4000000000000119': declined({
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    adviceCode: 'try_again_later',
    networkDeclineCode: '96',
  }),
  '4242424242424241': declined({ code: 'incorrect_number', message: 'Your card number is incorrect.' }),
  '4000002760003184': visa({ country: 'DE', threeDSecure: true }),
  '4000002500003155': visa({ country: 'FR', threeDSecure: true, asksOnce: true }),
  '4000000000003220': visa({ threeDSecure: true }),
  '4000008400001629': visa({ threeDSecure: true, decline: GENERIC }),
}

const INCORRECT_NUMBER: Decline = { code: 'incorrect_number', message: 'Your card number is incorrect.' }

/** What a card does. A number off the list is refused, as Stripe refuses real cards in test mode. */
export function findTestCard(number: string): TestCard {
  const known = TEST_CARDS[number]
  if (known) return known
  if (!passesLuhn(number)) return declined(INCORRECT_NUMBER)
  return declined({
    code: 'card_declined',
    declineCode: 'live_mode_test_card',
    message: 'Your card was declined. Your request was in test mode, but used a non test card.',
  })
}

/** The names Stripe gives to ready-made payment methods, such as `pm_card_visa`. */
export const NAMED_PAYMENT_METHODS: Record<string, string> = {
  pm_card_visa: '4242424242424242',
  pm_card_visa_debit: '4000056655665556',
  pm_card_bypassPending: '4000000000000077',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_visa_chargeDeclined: '4000000000000002',
  pm_card_chargeDeclined: '4000000000000002',
  pm_card_visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_visa_chargeDeclinedLostCard: '4000000000009987',
  pm_card_chargeDeclinedExpiredCard: '4000000000000069',
  pm_card_chargeDeclinedIncorrectCvc: '4000000000000127',
  pm_card_chargeDeclinedProcessingError: '4000000000000119',
  pm_card_chargeCustomerFail: '4000000000000341',
  pm_card_authenticationRequired: '4000002760003184',
  pm_card_threeDSecure2Required: '4000000000003220',
}

/** The card behind Stripe's test token of this name, such as `tok_visa`: each has a payment method of the same name. */
export function numberOfToken(token: string): string | undefined {
  return NAMED_PAYMENT_METHODS[token.replace(/^tok_/, 'pm_card_')]
}

/** Whether a number can be a card's at all. */
export function passesLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false
  let sum = 0
  for (const [position, digit] of [...number].reverse().entries()) {
    const doubled = Number(digit) * (position % 2 === 1 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

export function allTestCards(): string[] {
  return Object.keys(TEST_CARDS)
}
