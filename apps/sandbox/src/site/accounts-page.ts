import type Stripe from 'stripe'
import type { AccountObject } from '../state/object-types.ts'
import { type Html, html } from './html.ts'
import { emptyList, live, renderSitePage, state } from './layout.ts'
import { formatAmount } from './money-text.ts'
import { secondsText } from './time-text.ts'

export type AccountsView = {
  /** The shop's own balance. */
  platform: Stripe.Balance
  accounts: readonly { account: AccountObject; balance: Stripe.Balance }[]
}

/** What the shop and each of its sellers hold. */
export function renderAccountsPage({ platform, accounts }: AccountsView): string {
  return renderSitePage({
    place: 'accounts',
    title: 'Sellers',
    body: html`<p class="lead">Where the money of every sale has gone. Nothing is paid out here, so it stays to be looked at.</p>
${live(
  'accounts',
  html`<dl class="facts">
<div><dt>The shop holds</dt><dd>${heldText(platform)}</dd></div>
</dl>
<h2>Accounts</h2>
${accounts.length === 0 ? emptyList('No seller has an account yet.') : html`<ul class="rows">${accounts.map(renderAccount)}</ul>`}`,
)}`,
  })
}

function renderAccount({ account, balance }: AccountsView['accounts'][number]): Html {
  const due = account.requirements.currently_due?.length ?? 0
  const isReady = account.charges_enabled && account.payouts_enabled
  return html`<li><div class="row">
<span class="row-title">${account.business_profile.name ?? account.email ?? account.id}</span>
<span class="row-note">${account.id} · ${heldText(balance)}</span>
<span class="row-states">${isReady ? state('paid', 'ready') : state('waiting', due > 0 ? `${due} things due` : 'closed')}</span>
<span class="row-time">${secondsText(account.created)}</span>
</div></li>
`
}

/** Each currency once, what is on its way included. */
function heldText({ available, pending }: Stripe.Balance): string {
  return available
    .map(({ amount, currency }) => {
      const onItsWay = pending.find((part) => part.currency === currency)?.amount ?? 0
      return formatAmount(amount + onItsWay, currency)
    })
    .join(', ')
}
