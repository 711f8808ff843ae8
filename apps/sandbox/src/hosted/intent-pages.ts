import { type Html, html } from '../site/html.ts'
import { formatAmount } from '../site/money-text.ts'
import type { PaymentIntentObject } from '../state/object-types.ts'
import { STAMP_OVER, STAMP_PAID, STAMP_WAITING } from './drawings.ts'
import { INTENT_MERCHANT, intentPath, wayBack } from './hosted-intent.ts'
import { notice } from './notice-pages.ts'

/** What is said of a payment that takes no card any more: it went through, is on its way, or was called off. */
export function renderIntentEndPage(intent: PaymentIntentObject, returnUrl: string | null): string {
  const { title, stamp, sentence } = endOf(intent)
  return notice(
    title,
    html`${stamp}
<div role="status"><h1>${title}</h1></div>
<p class="soft">${sentence}</p>
<dl class="facts">
<div><dt>Amount</dt><dd>${formatAmount(intent.amount, intent.currency)}</dd></div>
${intent.description !== null && html`<div><dt>For</dt><dd>${intent.description}</dd></div>`}
</dl>
${intent.status === 'processing' && html`<p class="soft"><a href="${intentPath(intent, returnUrl)}">Look again</a></p>`}
${returnUrl !== null && html`<a class="pay-button" href="${wayBack(returnUrl, intent)}">Go on to ${INTENT_MERCHANT}</a>`}`,
  )
}

function endOf(intent: PaymentIntentObject): { title: string; stamp: Html; sentence: string } {
  if (intent.status === 'succeeded') {
    return { title: 'Payment received', stamp: STAMP_PAID, sentence: 'Thank you. You will not be charged again.' }
  }
  if (intent.status === 'processing') {
    return {
      title: 'Payment on its way',
      stamp: STAMP_WAITING,
      sentence: 'The bank answers later. The shop is told when the money has arrived. You need not do anything more.',
    }
  }
  return { title: 'This payment was canceled', stamp: STAMP_OVER, sentence: 'Nothing was charged.' }
}

export function renderUnknownIntentPage(): string {
  return notice(
    'There is no such payment',
    html`${STAMP_OVER}
<h1>There is no such payment</h1>
<p>Nothing was charged.</p>
<p class="soft">Check the address, or start again from the shop.</p>`,
  )
}
