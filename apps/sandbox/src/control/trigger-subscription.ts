import { createPrice } from '../api/create-price.ts'
import { buildProduct } from '../api/products.ts'
import { payInvoice } from '../billing/pay-invoice.ts'
import { startSubscription } from '../billing/start-subscription.ts'
import type { Call } from '../context.ts'
import { createCustomer } from '../payments/customers.ts'
import { setDefaultMethod } from '../payments/keep-method.ts'
import { methodOfNumber } from '../payments/stored-cards.ts'
import type { InvoiceObject, SubscriptionObject } from '../state/billing-types.ts'

const AMOUNT = 1900
const GOOD_CARD = '4242424242424242'

export type Begun = { subscription: SubscriptionObject; invoice: InvoiceObject }

/** A monthly subscription of a new customer to a new plan, whose first invoice was tried with a card. */
export function beginSubscription(call: Call, given: { card?: string; trialEnd?: number } = {}): Begun {
  const newcomer = createCustomer(call, { email: 'subscriber@example.com', name: null })
  const product = call.store.put('product', buildProduct(call, { name: 'Monthly plan' }))
  const price = createPrice(call, {
    product: product.id,
    currency: 'usd',
    unit_amount: AMOUNT,
    recurring: { interval: 'month' },
  })
  const method = call.store.put('payment_method', {
    ...methodOfNumber(call, given.card ?? GOOD_CARD),
    customer: newcomer.id,
  })
  const customer = setDefaultMethod(call, newcomer, method.id)
  const { subscription, invoice } = startSubscription(call, {
    customer,
    items: [{ price, quantity: 1 }],
    trialEnd: given.trialEnd ?? null,
  })
  const tried = invoice.status === 'open' ? payInvoice(call, invoice, { isAutomatic: true }).invoice : invoice
  return { subscription: call.store.get('subscription', subscription.id) ?? subscription, invoice: tried }
}
