import type { PayField } from './pay-form.ts'

const FIELDS: Record<string, PayField> = {
  expired_card: 'expiry',
  invalid_expiry_month: 'expiry',
  invalid_expiry_year: 'expiry',
  incorrect_cvc: 'cvc',
  invalid_cvc: 'cvc',
}

/** The field a refusal of the bank is about, by Stripe's error code. */
export function fieldOfDecline(code: string | undefined): PayField {
  return FIELDS[code ?? ''] ?? 'number'
}

/** What the buyer reads of a refusal. Stripe's sentence for a failed 3-D Secure is meant for developers. */
export function sentenceOfDecline({ code, message }: { code?: string; message?: string }): string {
  if (code === 'payment_intent_authentication_failure' || code === 'setup_intent_authentication_failure') {
    return 'We are unable to authenticate your payment method. Please choose a different payment method and try again.'
  }
  return message ?? 'Your card was declined.'
}
