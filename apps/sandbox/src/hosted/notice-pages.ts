import { type Html, html } from '../site/html.ts'
import { formatAmount } from '../site/money-text.ts'
import { STAMP_OVER, STAMP_PAID, STAMP_SHIELD, STAMP_WAITING } from './drawings.ts'
import { renderHostedDocument } from './hosted-document.ts'
import { payPath } from './pay-page.ts'

/** A page that says one thing, and what can be done about it. */
export function notice(title: string, body: Html, goOnTo?: string): string {
  return renderHostedDocument(title, html`<main class="notice"><section>${body}</section></main>`, { goOnTo })
}

/** `total` is null where a card is only to be kept. */
export type ChallengeView = {
  answerUrl: string
  merchant: string
  total: number | null
  currency: string
  last4: string
}

/** The bank's page of 3-D Secure, where the buyer confirms or refuses. */
export function renderChallengePage(view: ChallengeView): string {
  const what = view.total === null ? 'card' : 'payment'
  return notice(
    `Confirm this ${what}`,
    html`${STAMP_SHIELD}
<h1>Confirm this ${what}</h1>
<p class="soft">Your bank would ask you here whether this ${what} is yours. In the sandbox you decide the answer.</p>
<dl class="facts">
<div><dt>To</dt><dd>${view.merchant}</dd></div>
${view.total !== null && html`<div><dt>Amount</dt><dd>${formatAmount(view.total, view.currency)}</dd></div>`}
<div><dt>Card</dt><dd>ending in ${view.last4}</dd></div>
</dl>
<form method="post" action="${view.answerUrl}">
<button class="pay-button" type="submit" name="outcome" value="complete" data-once="Confirming…">Complete</button>
</form>
<form method="post" action="${view.answerUrl}">
<button class="quiet-button" type="submit" name="outcome" value="fail" data-once="Refusing…">Fail</button>
</form>`,
  )
}

/** Shown while the shop hears of the payment; the browser goes on by itself. */
export function renderReceivedPage(sessionId: string, merchant: string, isSettled: boolean): string {
  const title = isSettled ? 'Payment received' : 'Order placed'
  return notice(
    title,
    html`${isSettled ? STAMP_PAID : STAMP_WAITING}
<div role="status"><h1>${title}</h1></div>
<p class="soft">${
      isSettled
        ? `Thank you. ${merchant} is being told, and then you are taken back.`
        : `Your bank transfer is on its way. ${merchant} is told when it has arrived.`
    }</p>
<p class="soft">Nothing happens? <a href="${payPath(sessionId, 'return')}" data-onward>Go on to ${merchant}</a></p>`,
    payPath(sessionId, 'return'),
  )
}

export function renderCompletePage(merchant: string, successUrl: string | null, isSettled: boolean): string {
  return notice(
    'Already paid',
    html`${isSettled ? STAMP_PAID : STAMP_WAITING}
<h1>${isSettled ? 'You have already paid' : 'Your order is already placed'}</h1>
<p class="soft">${
      isSettled
        ? 'This checkout is complete. You will not be charged again.'
        : 'Your bank transfer is on its way. You need not do anything more.'
    }</p>
${successUrl !== null && html`<a class="pay-button" href="${successUrl}">Go to your order at ${merchant}</a>`}`,
  )
}

export function renderExpiredPage(merchant: string, backUrl: string | null): string {
  return notice(
    'This checkout has expired',
    html`${STAMP_OVER}
<h1>This checkout has expired</h1>
<p>Nothing was charged.</p>
<p class="soft">A payment page stays open only for a while. Go back to the shop and start again.</p>
${backUrl !== null && html`<a class="quiet-button" href="${backUrl}">Back to ${merchant}</a>`}`,
  )
}

export function renderUnknownPage(): string {
  return notice(
    'There is no such checkout',
    html`${STAMP_OVER}
<h1>There is no such checkout</h1>
<p>Nothing was charged.</p>
<p class="soft">Check the address, or start again from the shop.</p>`,
  )
}

/** Shown to a seller of whom nothing is due any more. */
export function renderAllSetPage(returnUrl: string | null): string {
  return notice(
    'You are all set',
    html`${STAMP_PAID}
<h1>You are all set</h1>
<p class="soft">Nothing is missing. Your share of what you sell is on its way to your account.</p>
${returnUrl !== null && html`<a class="pay-button" href="${returnUrl}">Go back</a>`}`,
  )
}

export function renderLinkOverPage(): string {
  return notice(
    'This link no longer works',
    html`${STAMP_OVER}
<h1>This link no longer works</h1>
<p class="soft">A link like this opens once, and only for a few minutes. Go back to where you got it and ask for a new one.</p>`,
  )
}
