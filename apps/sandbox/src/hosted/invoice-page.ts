import { type Html, html } from '../site/html.ts'
import { BACK_ARROW, STAMP_OVER, STAMP_PAID } from './drawings.ts'
import { renderHostedDocument } from './hosted-document.ts'
import type { InvoiceView } from './invoice-view.ts'
import { notice } from './notice-pages.ts'
import { renderTill } from './pay-page.ts'
import type { TillView } from './pay-view.ts'

export type InvoicePageView = {
  invoice: InvoiceView
  pdfUrl: string
  /** The customer's portal, when they came from there. */
  backUrl: string | null
  /** The form to pay with; null when nothing is to be paid. */
  till: TillView | null
}

/** An invoice to read, and to pay while it is open. */
export function renderInvoicePage({ invoice, pdfUrl, backUrl, till }: InvoicePageView): string {
  const hasErrors = till !== null && (till.errors.length > 0 || till.decline !== null)
  return renderHostedDocument(
    `${hasErrors ? 'Error: ' : ''}Invoice ${invoice.number} from ${invoice.merchant}`,
    html`<main class="counter">
<section class="bill" aria-labelledby="invoice-title">
<div class="bill-sheet">
${
  backUrl === null
    ? html`<p class="merchant">${invoice.merchant}</p>`
    : html`<a class="back" href="${backUrl}">${BACK_ARROW}<span>Back to your billing</span></a>`
}
<h1 id="invoice-title">Invoice from ${invoice.merchant}</h1>
<p class="amount invoice-headline${invoice.status === 'paid' && ' is-paid'}">${invoice.headline}</p>
${renderLines(invoice)}
</div>
</section>
<section class="till" aria-label="${till ? 'Payment' : 'Details'}">
<div>
${till ? renderTill(till) : renderState(invoice)}
${renderFacts(invoice)}
<p><a class="quiet-button" href="${pdfUrl}">Download as PDF</a></p>
</div>
</section>
</main>`,
    { styles: ['portal.css'] },
  )
}

function renderLines({ lines, sums }: InvoiceView): Html {
  return html`<ul class="lines" aria-label="What it is for">
${lines.map(
  (line) => html`<li class="line"><div>
<p class="line-name">${line.description}</p>
${line.period !== null && html`<p class="line-note">${line.period}</p>`}
${line.quantity !== '' && line.quantity !== '1' && html`<p class="line-note">Qty ${line.quantity}, ${line.unit} each</p>`}
</div><p class="line-amount">${line.amount}</p></li>
`,
)}
</ul>
<dl class="sums">
${sums.map(({ name, value, isTotal }) => html`<div${isTotal && html` class="total"`}><dt>${name}</dt><dd>${value}</dd></div>`)}
</dl>`
}

function renderFacts({ facts, billedTo, footer }: InvoiceView): Html {
  return html`<dl class="facts">
${facts.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
${billedTo.length > 0 && html`<div><dt>Billed to</dt><dd>${billedTo.map((part) => html`${part}<br>`)}</dd></div>`}
</dl>
${footer !== null && html`<p class="soft">${footer}</p>`}`
}

function renderState({ status }: InvoiceView): Html {
  switch (status) {
    case 'paid':
      return html`${STAMP_PAID}<h2>Paid. Thank you.</h2>`
    case 'void':
      return html`${STAMP_OVER}<h2>This invoice is void</h2><p>Nothing is to be paid.</p>`
    case 'uncollectible':
      return html`${STAMP_OVER}<h2>This invoice was given up</h2><p>Please ask the shop how to pay it.</p>`
    case 'open':
    case 'draft':
      return html`${STAMP_OVER}<h2>This invoice is not ready yet</h2>`
  }
}

export function renderUnknownInvoicePage(): string {
  return notice(
    'There is no such invoice',
    html`${STAMP_OVER}
<h1>There is no such invoice</h1>
<p class="soft">Check the address, or ask the shop for the invoice again.</p>`,
  )
}
