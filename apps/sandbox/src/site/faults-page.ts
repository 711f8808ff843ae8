import type { Fault } from '../control/faults.ts'
import { type Html, html } from './html.ts'
import { emptyList, live, renderSitePage } from './layout.ts'

const ACTIONS: readonly { action: Fault['action']; name: string }[] = [
  { action: 'server_error', name: 'Stripe answers 500' },
  { action: 'rate_limit', name: 'Stripe answers 429' },
  { action: 'time_out', name: 'Stripe never answers' },
  { action: 'delay_request', name: 'Stripe answers late' },
  { action: 'drop', name: 'Webhook is never sent' },
  { action: 'delay', name: 'Webhook is sent late' },
  { action: 'duplicate', name: 'Webhook is sent twice' },
  { action: 'reorder', name: 'Webhooks are sent in reverse' },
]

/** Deliberate failures: the ones in force, and a form for one more. */
export function renderFaultsPage(
  faults: readonly Fault[],
  said: string | undefined,
  refused: string | undefined,
): string {
  return renderSitePage({
    place: 'faults',
    title: 'Faults',
    said,
    body: html`${live(
      'faults',
      faults.length === 0
        ? emptyList('No faults. Everything works as it should.')
        : html`<ul class="rows">${faults.map(renderFault)}</ul>`,
    )}
<h2>Let something go wrong</h2>
${refused !== undefined && html`<p class="refused" role="alert">${refused}</p>`}
<form class="stack" method="post" action="/_sandbox/ui/faults">
<p><label for="action">What</label>
<select class="entry" id="action" name="action">${ACTIONS.map(({ action, name }) => html`<option value="${action}">${name}</option>`)}</select></p>
<p><label for="target">Which call or event</label>
<input class="entry" id="target" name="target" type="text" spellcheck="false" placeholder="All of them" aria-describedby="target-hint">
<span class="hint" id="target-hint">Such as POST /v1/checkout/sessions or checkout.session.completed</span></p>
<p><label for="when">When</label>
<select class="entry" id="when" name="when"><option value="before_commit">Before the call takes effect</option><option value="after_commit">After the call took effect</option></select></p>
<p><label for="count">How often</label>
<input class="entry" id="count" name="count" type="number" min="1" step="1" inputmode="numeric" placeholder="Until removed"></p>
<p><label for="delay">Seconds late</label>
<input class="entry" id="delay" name="seconds" type="number" min="0" step="any" inputmode="decimal" placeholder="Its own default"></p>
<button class="button is-strong" type="submit">Add fault</button>
</form>`,
  })
}

function renderFault(fault: Fault): Html {
  const name = ACTIONS.find(({ action }) => action === fault.action)?.name ?? fault.action
  const limits = [
    fault.operation ?? fault.event ?? 'everything',
    fault.count === undefined ? 'until removed' : `${fault.count} times`,
    fault.rate === undefined ? null : `with probability ${fault.rate}`,
    fault.seconds === undefined ? null : `${fault.seconds} s`,
    `struck ${fault.hits} times`,
  ]
  return html`<li><div class="row">
<span class="row-title">${name}</span>
<span class="row-note">${limits.filter((limit) => limit !== null).join(' · ')}</span>
<form class="row-action" method="post" action="/_sandbox/ui/faults/${fault.id}/remove"><button class="button" type="submit" aria-label="Remove: ${name}">Remove</button></form>
</div></li>
`
}
