import type Stripe from 'stripe'
import { PUBLISHABLE_KEY, type RawAnswer, type TestSandbox } from './sandbox.ts'

/** A card as a card form sends it. */
export function typedCard(number: string, changed: Record<string, string> = {}): Record<string, string> {
  const typed = { number, exp_month: '12', exp_year: '2040', cvc: '123', ...changed }
  return {
    'payment_method_data[type]': 'card',
    ...Object.fromEntries(Object.entries(typed).map(([name, value]) => [`payment_method_data[card][${name}]`, value])),
  }
}

/** An account to debit as a form sends it, with what its owner agreed to. */
export function typedDebit(type: 'sepa_debit' | 'bacs_debit', details: Record<string, string>): Record<string, string> {
  return {
    'payment_method_data[type]': type,
    'payment_method_data[billing_details][name]': 'Mika Example',
    'payment_method_data[billing_details][email]': 'mika@example.com',
    'mandate_data[customer_acceptance][type]': 'online',
    'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
    ...Object.fromEntries(
      Object.entries(details).map(([name, value]) => [`payment_method_data[${type}][${name}]`, value]),
    ),
  }
}

/** Confirms as the shop's page does in a browser: with the publishable key and what the server told it. */
export function confirmInBrowser(
  sandbox: TestSandbox,
  intent: Stripe.PaymentIntent,
  params: Record<string, string>,
): Promise<RawAnswer> {
  const body = new URLSearchParams({ client_secret: intent.client_secret ?? '', ...params })
  return sandbox.raw('POST', `/v1/payment_intents/${intent.id}/confirm`, {
    body: body.toString(),
    headers: { authorization: `Bearer ${PUBLISHABLE_KEY}` },
  })
}

/** Reads a PaymentIntent as the shop's page does in a browser. */
export function readInBrowser(sandbox: TestSandbox, id: string, params: Record<string, string>): Promise<RawAnswer> {
  return sandbox.raw('GET', `/v1/payment_intents/${id}?${new URLSearchParams(params)}`, {
    headers: { authorization: `Bearer ${PUBLISHABLE_KEY}` },
  })
}
