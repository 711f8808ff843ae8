import { portalPath } from '../portal/sessions.ts'
import { type Html, html } from '../site/html.ts'
import { BACK_ARROW, STAMP_OVER, STAMP_PAID } from './drawings.ts'
import { renderHostedDocument } from './hosted-document.ts'
import { notice } from './notice-pages.ts'
import type { InvoiceRow, MethodView, Mood, PlanView, PortalView } from './portal-view.ts'

/** A sentence about what was just done. */
export type Said = { text: string; isBad: boolean }

/** A page of the portal: whose it is and the way back on the left, what can be done on the right. */
export function renderPortalFrame(
  view: { merchant: string; backUrl: string | null; backText: string },
  title: string,
  lead: string | null,
  body: Html,
): string {
  return renderHostedDocument(
    `${title} · ${view.merchant}`,
    html`<main class="counter portal">
<section class="bill" aria-labelledby="portal-title">
<div class="bill-sheet">
${
  view.backUrl === null
    ? html`<p class="merchant">${view.merchant}</p>`
    : html`<a class="back" href="${view.backUrl}">${BACK_ARROW}<span>${view.backText}</span></a>`
}
<h1 id="portal-title">${title}</h1>
${lead !== null && html`<p class="lead">${lead}</p>`}
</div>
</section>
<section class="till">
<div>
${body}
</div>
</section>
</main>`,
    { styles: ['portal.css'] },
  )
}

/** The first page of a customer's portal. */
export function renderPortalPage(token: string, view: PortalView, said: Said | null): string {
  return renderPortalFrame(
    { merchant: view.merchant, backUrl: view.returnUrl, backText: `Return to ${view.merchant}` },
    'Your billing',
    view.headline ?? `Your plan, cards and invoices at ${view.merchant}.`,
    html`${said && html`<p class="said${said.isBad && ' is-bad'}" role="${said.isBad ? 'alert' : 'status'}">${said.text}</p>`}
<section class="portal-part" aria-labelledby="plan-title">
<h2 id="plan-title">${view.plans.length > 1 ? 'Current plans' : 'Current plan'}</h2>
${view.plans.length === 0 ? html`<p class="soft">You have no plan at the moment.</p>` : view.plans.map((plan) => renderPlan(token, plan))}
</section>
${view.methods && renderMethods(token, view.methods)}
${renderInformation(token, view)}
${view.invoices && renderInvoices(token, view.invoices)}
<p class="foot">This page stands in for Stripe’s customer portal.${view.links.map(({ name, url }) => html` <a href="${url}">${name}</a>`)}</p>`,
  )
}

function renderPlan(token: string, plan: PlanView): Html {
  return html`<div class="plan">
<p class="plan-name">${plan.name} ${renderState(plan)}</p>
<p class="plan-price">${plan.price}</p>
${plan.next !== null && html`<p class="plan-next">${plan.next}${plan.card !== null && plan.isCharged && html`, to ${plan.card}`}</p>`}
${
  (plan.canCancel || plan.canKeep) &&
  html`<div class="acts">
${plan.canKeep && html`<form method="post" action="${portalPath(token, `subscriptions/${plan.id}/keep`)}"><button class="small-button is-strong" type="submit" data-once="Keeping…">Keep this plan</button></form>`}
${plan.canCancel && html`<a class="small-button" href="${portalPath(token, `subscriptions/${plan.id}/cancel`)}">Cancel plan</a>`}
</div>`
}
</div>`
}

const MOODS: Record<Mood, string> = { good: '', waiting: ' is-waiting', bad: ' is-bad', over: ' is-over' }

function renderState({ state, mood }: { state: string; mood: Mood }): Html {
  return html`<span class="state${MOODS[mood]}">${state}</span>`
}

function renderMethods(token: string, methods: readonly MethodView[]): Html {
  return html`<section class="portal-part" aria-labelledby="methods-title">
<h2 id="methods-title">Payment methods</h2>
${
  methods.length === 0
    ? html`<p class="soft">No card is kept.</p>`
    : html`<ul class="rows">
${methods.map(
  (method) => html`<li>
<div class="row-name"><span>${method.name}</span> <span class="soft">${method.expires}</span>${method.isDefault && renderState({ state: 'Default', mood: 'good' })}</div>
<div class="row-acts">
${!method.isDefault && html`<form method="post" action="${portalPath(token, `methods/${method.id}/default`)}"><button class="link-button" type="submit">Make default</button></form>`}
${method.canRemove && html`<form method="post" action="${portalPath(token, `methods/${method.id}/remove`)}"><button class="link-button" type="submit">Remove<span class="visually-hidden"> ${method.name}</span></button></form>`}
</div>
</li>
`,
)}
</ul>`
}
<div class="acts"><a class="small-button" href="${portalPath(token, 'card')}">Add a card</a></div>
</section>`
}

function renderInformation(token: string, { information, canChangeInformation }: PortalView): Html {
  const { name, email, phone, address } = information
  const place = [
    address?.line1,
    address?.line2,
    [address?.postal_code, address?.city].filter(Boolean).join(' '),
    address?.state,
    address?.country,
  ].filter((part) => part)
  const facts = [
    ['Name', name],
    ['Email', email],
    ['Phone', phone],
    ['Address', place.join(', ')],
  ].filter(([, value]) => value)
  return html`<section class="portal-part" aria-labelledby="information-title">
<h2 id="information-title">Billing information</h2>
${
  facts.length === 0
    ? html`<p class="soft">Nothing is known yet.</p>`
    : html`<ul class="rows">${facts.map(([fact, value]) => html`<li><span class="soft">${fact}</span> <span>${value}</span></li>`)}</ul>`
}
${canChangeInformation && html`<div class="acts"><a class="small-button" href="${portalPath(token, 'information')}">Change</a></div>`}
</section>`
}

function renderInvoices(token: string, invoices: readonly InvoiceRow[]): Html {
  return html`<section class="portal-part" aria-labelledby="invoices-title">
<h2 id="invoices-title">Invoices</h2>
${
  invoices.length === 0
    ? html`<p class="soft">There are none yet.</p>`
    : html`<ul class="rows">
${invoices.map(
  (invoice) => html`<li><div class="invoice-row">
<span>${invoice.url === null ? invoice.day : html`<a href="${invoice.url}">${invoice.day}<span class="visually-hidden">, invoice ${invoice.what}</span></a>`}</span>
<span class="invoice-amount">${invoice.amount}</span>
<span>${renderState(invoice)}</span>
<span class="row-acts">
${invoice.canPay && html`<form method="post" action="${portalPath(token, `invoices/${invoice.id}/pay`)}"><button class="small-button is-strong" type="submit" data-once="Paying…">Pay now</button></form>`}
${invoice.pdfUrl !== null && html`<a href="${invoice.pdfUrl}">PDF<span class="visually-hidden"> of ${invoice.what}</span></a>`}
</span>
</div></li>
`,
)}
</ul>`
}
</section>`
}

/** Shown once the one thing that a session was for is done. */
export function renderFlowDonePage(message: string, merchant: string, returnUrl: string | null): string {
  return notice(
    'Done',
    html`${STAMP_PAID}
<div role="status"><h1>Done</h1></div>
<p class="soft">${message}</p>
${returnUrl !== null && html`<a class="pay-button" href="${returnUrl}">Return to ${merchant}</a>`}`,
  )
}

export function renderPortalOverPage(): string {
  return notice(
    'This link no longer works',
    html`${STAMP_OVER}
<h1>This link no longer works</h1>
<p>Nothing was changed.</p>
<p class="soft">A way into your billing lasts only for a short while. Go back to the shop and open it from there again.</p>`,
  )
}
