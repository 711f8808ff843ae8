import { dayText } from '../site/day-text.ts'
import { type Html, html } from '../site/html.ts'
import { formatAmount } from '../site/money-text.ts'
import { BACK_ARROW } from './drawings.ts'
import type { Bill, BillLine, CodeEntry, PlanBill } from './pay-view.ts'

/** The left side of the page: for whom, how much, and for what. */
export function renderBill(bill: Bill): Html {
  const total = formatAmount(bill.total, bill.currency)
  return html`<section class="bill" aria-labelledby="bill-title">
<div class="bill-sheet">
${
  bill.backUrl === null
    ? html`<p class="merchant">${bill.merchant}</p>`
    : html`<a class="back" href="${bill.backUrl}">${BACK_ARROW}<span>Back to ${bill.merchant}</span></a>`
}
${bill.plan ? renderPlan(bill.plan, bill.currency) : html`<h1 id="bill-title">Pay ${bill.merchant}</h1><p class="amount">${total}</p>`}
<ul class="lines" aria-label="What you are buying">
${bill.lines.map((line) => renderLine(line, bill.currency))}
</ul>
<dl class="sums">
<div><dt>Subtotal</dt><dd>${formatAmount(bill.subtotal, bill.currency)}</dd></div>
${bill.discount > 0 && html`<div><dt>${bill.code?.applied ? renderApplied(bill.code.applied) : 'Discount'}</dt><dd>${formatAmount(-bill.discount, bill.currency)}</dd></div>`}
${bill.tax > 0 && html`<div><dt>Tax</dt><dd>${formatAmount(bill.tax, bill.currency)}</dd></div>`}
<div class="total"><dt>Total due today</dt><dd>${total}</dd></div>
</dl>
${bill.code && renderCodeEntry(bill.code, bill.discount > 0)}
</div>
</section>`
}

function renderPlan({ name, amount, rhythm, trial }: PlanBill, currency: string): Html {
  const price = formatAmount(amount, currency)
  if (!trial) {
    return html`<h1 id="bill-title">Subscribe to ${name}</h1>
<p class="amount">${price} <span class="amount-rhythm">${rhythm}</span></p>`
  }
  return html`<h1 id="bill-title">Try ${name}</h1>
<p class="amount">${trial.length} free</p>
<p class="amount-then">then ${price} ${rhythm} from ${dayText(trial.until)}</p>`
}

function renderApplied({ code, does }: { code: string; does: string }): Html {
  return html`<span class="code">${code}</span> ${does}`
}

/** A code that takes nothing off today is named here, as it has no row among the sums. */
function renderCodeEntry({ formUrl, applied, typed, error }: CodeEntry, hasRow: boolean): Html {
  if (applied) {
    return html`<form class="code-form" method="post" action="${formUrl}" data-code-form>
${!hasRow && html`<p class="code-later">${renderApplied(applied)}: it counts for what is charged later</p>`}
<input type="hidden" name="code" value="">
<button class="link-button" type="submit">Remove code ${applied.code}</button>
</form>`
  }
  return html`<details class="code-entry"${error !== null && html` open`}>
<summary>Add a promotion code</summary>
<form class="code-form" method="post" action="${formUrl}" novalidate data-code-form>
<div class="field">
<label for="code">Promotion code</label>
<div class="code-line"><input class="entry" id="code" name="code" type="text" value="${typed}" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="100"${error !== null && html` aria-invalid="true" aria-describedby="code-error" autofocus`}><button class="small-button" type="submit">Apply</button></div>
${error !== null && html`<p class="field-error" id="code-error" role="alert">${error}</p>`}
</div>
</form>
</details>`
}

function renderLine(line: BillLine, currency: string): Html {
  const unit = formatAmount(line.unitAmount, currency)
  const notes = [line.quantity > 1 ? `Qty ${line.quantity}, ${unit} each` : null, line.rhythm].filter(
    (note) => note !== null,
  )
  return html`<li class="line${line.imageUrl !== null && ' pictured'}">
${line.imageUrl !== null && html`<img src="${line.imageUrl}" alt="" width="56" height="56">`}
<div>
<p class="line-name">${line.name}</p>
${line.description !== null && html`<p class="line-note">${line.description}</p>`}
${notes.length > 0 && html`<p class="line-note">${notes.join(' · ')}</p>`}
</div>
<p class="line-amount">${line.instead ?? formatAmount(line.amount, currency)}</p>
</li>
`
}
