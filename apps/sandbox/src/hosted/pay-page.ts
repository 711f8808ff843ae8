import { type Html, html } from '../site/html.ts'
import { formatAmount } from '../site/money-text.ts'
import { renderBill } from './bill.ts'
import { groupNumber } from './card-number.ts'
import { renderHostedDocument } from './hosted-document.ts'
import type { PayField } from './pay-form.ts'
import type { PayPageView, TillView } from './pay-view.ts'
import { fillFor, TEST_BUYER, TEST_CARDS } from './test-cards.ts'

/** Where the pages of a session live; `session.url` is the first of them. */
export function payPath(sessionId: string, step?: 'authenticate' | 'code' | 'received' | 'return'): string {
  const path = `/c/pay/${encodeURIComponent(sessionId)}`
  return step === undefined ? path : `${path}/${step}`
}

/** The page a buyer pays on. Whole and usable without a script. */
export function renderPayPage(view: PayPageView): string {
  const hasErrors = view.errors.length > 0 || view.decline !== null
  return renderHostedDocument(
    `${hasErrors ? 'Error: ' : ''}Pay ${view.bill.merchant}`,
    html`<main class="counter">
${renderBill(view.bill)}
<section class="till" aria-label="Payment">
<div>
${renderTill({ ...view, button: buttonOf(view) })}
</div>
</section>
</main>`,
  )
}

function buttonOf({ bill, button, needsPayment, verb }: PayPageView): string {
  return button ?? (needsPayment ? `${verb} ${formatAmount(bill.total, bill.currency)}` : 'Complete order')
}

/** What a buyer fills in: the form, what was wrong with it, and the test cards to fill it with. */
export function renderTill(view: TillView): Html {
  return html`${(view.errors.length > 0 || view.decline !== null) && renderErrorSummary(view)}
${renderForm(view)}
${view.needsPayment && renderTestCards(view)}
<p class="foot">This page stands in for ${view.standsInFor}. Nothing you type here leaves this machine.</p>`
}

function renderErrorSummary(view: TillView): Html {
  const nothing = view.nothingHappened ?? 'Nothing was charged.'
  return html`<div class="summary" role="alert" tabindex="-1" autofocus>
${
  view.decline === null
    ? html`<p>Please check what you entered. ${nothing}</p>`
    : html`<p>${view.decline}</p><p>${nothing} You can try again or use another card.</p>`
}
${
  view.errors.length > 0 &&
  html`<ul>
${view.errors.map((error) => html`<li><a href="#${error.field}">${view.decline === null ? error.message : FIX[error.field]}</a></li>`)}
</ul>`
}
</div>`
}

const FIX: Record<PayField, string> = {
  email: 'Check the email',
  phone: 'Check the phone number',
  number: 'Check the card number or use another card',
  expiry: 'Check the expiry date',
  cvc: 'Check the security code',
  name: 'Check the name',
}

function renderForm(view: TillView): Html {
  return html`<form class="pay-form" method="post" action="${view.formUrl}" novalidate data-pay-form>
${(view.asksEmail || view.asksPhone) && html`<h2>Contact</h2>`}
${view.asksEmail && renderEmail(view)}
${view.asksPhone && renderPhone(view)}
${view.needsPayment && html`<h2>${view.heading ?? 'Payment'}</h2>${!view.isCardOnly && renderMethods(view)}${renderCardPart(view)}${!view.isCardOnly && renderBankPart(view)}`}
${view.extra}
<button class="pay-button" type="submit" data-pay-button data-once="${view.busy ?? 'Paying…'}">${view.button}</button>
${view.note !== null && html`<p class="assurance">${view.note}</p>`}
</form>`
}

function renderEmail(view: TillView): Html {
  if (view.lockedEmail !== null) {
    return field(
      view,
      'email',
      'Email',
      html`<input class="entry" id="email" name="email" type="email" value="${view.lockedEmail}" autocomplete="email" readonly>`,
    )
  }
  return field(
    view,
    'email',
    'Email',
    html`<input class="entry" id="email" name="email" type="email" value="${view.typed.email}" autocomplete="email" inputmode="email" spellcheck="false" maxlength="200" placeholder="you@example.com" required${stateOf(view, 'email')}>`,
  )
}

function renderPhone(view: TillView): Html {
  return field(
    view,
    'phone',
    'Phone number',
    html`<input class="entry" id="phone" name="phone" type="tel" value="${view.typed.phone}" autocomplete="tel" inputmode="tel" maxlength="40" placeholder="+1 201 555 0123" required${stateOf(view, 'phone')}>`,
  )
}

function renderMethods(view: TillView): Html {
  const { method } = view.typed
  return html`<fieldset class="methods">
<legend class="visually-hidden">Payment method</legend>
<div class="method"><label for="method-card"><input id="method-card" type="radio" name="method" value="card"${method === 'card' && checked}><span>Card</span></label></div>
<div class="method"><label for="method-bank"><input id="method-bank" type="radio" name="method" value="bank"${method === 'bank' && checked}><span>Bank transfer <span class="method-note">(settles later)</span></span></label></div>
</fieldset>`
}

const checked = html` checked`

function renderCardPart(view: TillView): Html {
  const { typed } = view
  return html`<div class="card-part">
${field(
  view,
  'number',
  'Card number',
  html`<div class="number-entry"><input class="entry" id="number" name="number" type="text" value="${groupNumber(typed.number.replace(/\s/g, ''))}" autocomplete="cc-number" inputmode="numeric" spellcheck="false" maxlength="30" placeholder="1234 1234 1234 1234" required${stateOf(view, 'number')}><span class="brand" data-brand aria-hidden="true"></span></div>`,
)}
<div class="pair">
${field(
  view,
  'expiry',
  'Expiry',
  html`<input class="entry" id="expiry" name="expiry" type="text" value="${typed.expiry}" autocomplete="cc-exp" inputmode="numeric" maxlength="9" placeholder="MM / YY" required${stateOf(view, 'expiry')}>`,
)}
${field(
  view,
  'cvc',
  'CVC',
  html`<input class="entry" id="cvc" name="cvc" type="text" autocomplete="cc-csc" inputmode="numeric" maxlength="4" placeholder="123" required${stateOf(view, 'cvc')}>`,
)}
</div>
${field(
  view,
  'name',
  'Name on card',
  html`<input class="entry" id="name" name="name" type="text" value="${typed.name}" autocomplete="cc-name" maxlength="200" spellcheck="false" required${stateOf(view, 'name')}>`,
)}
</div>`
}

function renderBankPart(view: TillView): Html {
  const { bankOutcome } = view.typed
  return html`<div class="bank-part">
<p>Your order is placed now; the bank answers half a minute later. Choose what it will say:</p>
<fieldset class="outcome">
<legend class="visually-hidden">How the transfer ends</legend>
<label for="bank-settles"><input id="bank-settles" type="radio" name="bank_outcome" value="settles"${bankOutcome === 'settles' && checked}>It settles</label>
<label for="bank-fails"><input id="bank-fails" type="radio" name="bank_outcome" value="fails"${bankOutcome === 'fails' && checked}>It fails</label>
</fieldset>
</div>`
}

function renderTestCards(view: TillView): Html {
  return html`<details class="test-cards">
<summary>Test cards</summary>
<ul>
${TEST_CARDS.map(({ number, does }) => {
  const fill = fillFor(number, view.now)
  return html`<li><a class="test-card" href="${view.fillUrl(number)}" data-fill-number="${number}" data-fill-expiry="${fill.expiry}" data-fill-cvc="${fill.cvc}" data-fill-name="${TEST_BUYER}"><span class="card-digits">${groupNumber(number)}</span> <span class="card-does">${does}</span></a></li>
`
})}
</ul>
</details>`
}

function field(view: TillView, name: PayField, label: string, entry: Html): Html {
  const error = errorAt(view, name)
  return html`<div class="field">
<label for="${name}">${label}</label>
${entry}
${error !== undefined && html`<p class="field-error" id="${name}-error">${error}</p>`}
</div>`
}

function stateOf(view: TillView, name: PayField): Html | false {
  return errorAt(view, name) !== undefined && html` aria-invalid="true" aria-describedby="${name}-error"`
}

function errorAt(view: TillView, name: PayField): string | undefined {
  return view.errors.find((error) => error.field === name)?.message
}
