import type { Sandbox } from '../context.ts'
import type { PaymentIntentObject } from '../state/object-types.ts'
import type { Bill } from './pay-view.ts'

export const INTENT_PAGES = '/_sandbox/payment_intents/:id'

/** What lets a buyer in, and where they go afterwards. */
export type Entry = { client_secret?: string | undefined; return_url?: string | undefined }

/** Where the pages of a PaymentIntent live. */
export function intentPath(intent: PaymentIntentObject, returnUrl: string | null, step?: 'authenticate'): string {
  const query = new URLSearchParams({ client_secret: intent.client_secret ?? '' })
  if (returnUrl !== null) query.set('return_url', returnUrl)
  return `/_sandbox/payment_intents/${intent.id}${step === undefined ? '' : `/${step}`}?${query}`
}

/**
 * The PaymentIntent of a page, with what is due by now already done to it. Undefined without its client secret, just as
 * for an unknown id.
 */
export function findHostedIntent(sandbox: Sandbox, id: string, entry: Entry): PaymentIntentObject | undefined {
  sandbox.timers.runDue()
  const intent = sandbox.store.get('payment_intent', id)
  return intent && intent.client_secret === entry.client_secret ? intent : undefined
}

/** A web address to go back to; anything else, such as a script, is none. */
export function returnUrlOf({ return_url: given }: Entry): string | null {
  if (given === undefined || !URL.canParse(given)) return null
  return ['https:', 'http:'].includes(new URL(given).protocol) ? given : null
}

/** The shop's address with what Stripe adds to it, by which the shop finds the payment again. */
export function wayBack(returnUrl: string, intent: PaymentIntentObject): string {
  const url = new URL(returnUrl)
  url.searchParams.set('payment_intent', intent.id)
  url.searchParams.set('payment_intent_client_secret', intent.client_secret ?? '')
  url.searchParams.set('redirect_status', REDIRECT_STATUS[intent.status] ?? 'failed')
  return url.href
}

const REDIRECT_STATUS: Partial<Record<PaymentIntentObject['status'], string>> = {
  processing: 'pending',
  succeeded: 'succeeded',
}

export const INTENT_MERCHANT = 'the shop'

/** A PaymentIntent knows no lines, only its sum and what the shop calls it. */
export function billOfIntent({ amount, currency, description }: PaymentIntentObject): Bill {
  const line = { name: description ?? 'Payment', quantity: 1, unitAmount: amount, amount }
  return {
    merchant: INTENT_MERCHANT,
    backUrl: null,
    currency,
    lines: [{ ...line, description: null, rhythm: null, imageUrl: null }],
    subtotal: amount,
    discount: 0,
    tax: 0,
    total: amount,
  }
}
