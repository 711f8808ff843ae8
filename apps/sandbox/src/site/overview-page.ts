import { intentPath } from '../hosted/hosted-intent.ts'
import type { Mail } from '../mailbox/mail-store.ts'
import type { PaymentIntentObject, SessionObject, WebhookEndpointObject } from '../state/object-types.ts'
import { type LoggedEvent, renderEventList } from './event-pages.ts'
import { type Html, html } from './html.ts'
import { emptyList, live, renderSitePage, state } from './layout.ts'
import { renderMailList } from './mail-pages.ts'
import { formatAmount } from './money-text.ts'
import { secondsText, spanText, timeText } from './time-text.ts'

export type OverviewView = {
  urls: { public: string; smtp: string }
  now: Date
  offsetSeconds: number
  endpoints: readonly WebhookEndpointObject[]
  sessions: readonly SessionObject[]
  /** Those that no checkout belongs to. */
  intents: readonly PaymentIntentObject[]
  mails: readonly Mail[]
  events: readonly LoggedEvent[]
  faults: number
  said: string | undefined
}

/** What the sandbox is, where it listens, and what happened last. */
export function renderOverviewPage(view: OverviewView): string {
  return renderSitePage({
    place: 'overview',
    title: 'Overview',
    said: view.said,
    body: html`<p class="lead">This stands in for Stripe, for a mail server and for WhatsApp. What would have left the house is here to look at.</p>
${live(
  'overview',
  html`<dl class="facts">
<div><dt>Stripe API</dt><dd class="is-code">${view.urls.public}</dd></div>
<div><dt>Mail</dt><dd class="is-code">${view.urls.smtp}</dd></div>
<div><dt>Webhooks go to</dt><dd>${
    view.endpoints.length === 0
      ? 'nobody yet'
      : view.endpoints.map(
          (endpoint) =>
            html`<p class="is-code">${endpoint.url}${endpoint.connect && ' (what happens in sellers’ accounts)'}${endpoint.status !== 'enabled' && ' (disabled)'}</p>`,
        )
  }</dd></div>
<div><dt>Clock</dt><dd>${timeText(view.now)} UTC${view.offsetSeconds > 0 && `, ${spanText(view.offsetSeconds)} ahead`}</dd></div>
<div><dt>Faults</dt><dd>${view.faults === 0 ? 'none' : html`<a href="/_sandbox/ui/faults">${view.faults} in force</a>`}</dd></div>
</dl>
<h2>Checkouts</h2>
${view.sessions.length === 0 ? emptyList('No checkout has been started yet.') : renderSessions(view.sessions)}
<h2>Payments without a checkout</h2>
${view.intents.length === 0 ? emptyList('No payment by card form has been started yet.') : renderIntents(view.intents)}
<h2>Last mail</h2>
${view.mails.length === 0 ? emptyList('No mail yet.') : renderMailList(view.mails)}
<h2>Last events</h2>
${view.events.length === 0 ? emptyList('No events yet.') : renderEventList(view.events)}`,
)}
<details class="danger">
<summary>Start over</summary>
<p>Removes every object, mail, message, event and fault, and sets the clock back. The shop’s own database is not touched.</p>
<form method="post" action="/_sandbox/ui/reset"><button class="button is-strong" type="submit">Remove everything</button></form>
</details>`,
  })
}

function renderSessions(sessions: readonly SessionObject[]): Html {
  return html`<ul class="rows">${sessions.map(renderSession)}</ul>`
}

function renderSession(session: SessionObject): Html {
  const buyer = session.customer_details?.email ?? session.customer_email ?? 'buyer not known yet'
  return html`<li><a class="row" href="/c/pay/${session.id}">
<span class="row-title">${formatAmount(session.amount_total ?? 0, session.currency ?? 'usd')}</span>
<span class="row-note">${buyer}</span>
<span class="row-states">${sessionState(session)}</span>
<span class="row-time">${secondsText(session.created)}</span>
</a></li>
`
}

function sessionState(session: SessionObject): Html {
  if (session.status === 'open') return state('waiting', 'open')
  if (session.status === 'expired') return state('quiet', 'expired')
  return session.payment_status === 'unpaid' ? state('waiting', 'money on its way') : state('paid', 'paid')
}

function renderIntents(intents: readonly PaymentIntentObject[]): Html {
  return html`<ul class="rows">${intents.map(renderIntent)}</ul>`
}

function renderIntent(intent: PaymentIntentObject): Html {
  return html`<li><a class="row" href="${intentPath(intent, null)}">
<span class="row-title">${formatAmount(intent.amount, intent.currency)}</span>
<span class="row-note">${intent.description ?? intent.receipt_email ?? intent.id}</span>
<span class="row-states">${intentState(intent)}</span>
<span class="row-time">${secondsText(intent.created)}</span>
</a></li>
`
}

function intentState(intent: PaymentIntentObject): Html {
  switch (intent.status) {
    case 'succeeded':
      return state('paid', 'paid')
    case 'processing':
      return state('waiting', 'money on its way')
    case 'canceled':
      return state('quiet', 'canceled')
    case 'requires_action':
      return state('waiting', 'asks for 3-D Secure')
    default:
      return intent.last_payment_error === null ? state('waiting', 'open') : state('failed', 'declined')
  }
}
