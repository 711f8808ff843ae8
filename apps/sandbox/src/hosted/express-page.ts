import type Stripe from 'stripe'
import { type Html, html } from '../site/html.ts'
import { formatAmount } from '../site/money-text.ts'
import { secondsText } from '../site/time-text.ts'
import type { AccountObject, ChargeObject } from '../state/object-types.ts'
import { renderHostedDocument } from './hosted-document.ts'

export type ExpressView = {
  account: AccountObject
  balance: Stripe.Balance
  /** Newest first; fees refunded by their payment's id, in minor units. */
  payments: readonly { payment: ChargeObject; fee: number }[]
}

/** What a seller sees of their money: a small part of Stripe's Express dashboard. */
export function renderExpressPage({ account, balance, payments }: ExpressView): string {
  const name = account.business_profile.name ?? account.email ?? account.id
  return renderHostedDocument(
    `${name} · Payments`,
    html`<main class="notice ledger"><section>
<p class="soft">${account.id}</p>
<h1>${name}</h1>
<dl class="facts">
${balance.available.map(
  ({ amount, currency }) =>
    html`<div><dt>Available, ${currency.toUpperCase()}</dt><dd>${formatAmount(amount, currency)}</dd></div>`,
)}
${balance.pending.map(
  ({ amount, currency }) =>
    html`<div><dt>On its way, ${currency.toUpperCase()}</dt><dd>${formatAmount(amount, currency)}</dd></div>`,
)}
</dl>
<h2>Payments received</h2>
${
  payments.length === 0
    ? html`<p class="soft">Nothing has been sold yet.</p>`
    : html`<ul class="lines">${payments.map(({ payment, fee }) => renderPayment(payment, fee))}</ul>`
}
<p class="foot">This page stands in for Stripe’s Express dashboard. There are no payouts here.</p>
</section></main>`,
    { styles: ['account.css'] },
  )
}

function renderPayment(payment: ChargeObject, fee: number): Html {
  const { amount, amount_refunded: back, currency } = payment
  return html`<li class="line">
<div><p class="line-name">${formatAmount(amount, currency)}</p><p class="line-note">${secondsText(payment.created)}${fee > 0 && ` · fee ${formatAmount(fee, currency)}`}${back > 0 && ` · taken back ${formatAmount(back, currency)}`}</p></div>
<p class="line-amount">${formatAmount(amount - fee - back, currency)}</p>
</li>
`
}
