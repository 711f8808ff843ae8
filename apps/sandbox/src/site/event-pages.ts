import type { EventObject } from '../state/object-types.ts'
import type { Delivery } from '../webhooks/deliver.ts'
import { type Html, html } from './html.ts'
import { emptyList, live, renderSitePage, state } from './layout.ts'
import { secondsText, timeText } from './time-text.ts'

export type LoggedEvent = { event: EventObject; deliveries: readonly Delivery[] }

export type EventsView = {
  events: readonly LoggedEvent[]
  /** Types that can be triggered. */
  triggers: readonly string[]
  said: string | undefined
}

/** The event log, newest first, with what became of each event. */
export function renderEventsPage(view: EventsView): string {
  return renderSitePage({
    place: 'events',
    title: 'Events',
    said: view.said,
    body: html`<form class="filter" method="post" action="/_sandbox/ui/trigger">
<label for="type">Trigger an event</label>
<select class="entry" id="type" name="type">
${view.triggers.map((type) => html`<option>${type}</option>`)}
</select>
<button class="button" type="submit">Trigger</button>
</form>
${live(
  'events',
  view.events.length === 0
    ? emptyList('No events yet. They appear when something happens to a payment.')
    : renderEventList(view.events),
)}`,
  })
}

export function renderEventList(events: readonly LoggedEvent[]): Html {
  return html`<ul class="rows">
${events.map(
  ({ event, deliveries }) => html`<li><a class="row" href="/_sandbox/ui/events/${event.id}">
<span class="row-title is-code">${breakable(event.type)}</span>
<span class="row-note">${event.data.object.id}</span>
<span class="row-states">${deliveryStates(deliveries)}</span>
<span class="row-time">${secondsText(event.created)}</span>
</a></li>
`,
)}
</ul>`
}

/** One event: who was told of it, and its content. */
export function renderEventPage(
  { event, deliveries }: LoggedEvent,
  urlOf: (endpointId: string) => string,
  said?: string,
): string {
  return renderSitePage({
    place: 'events',
    title: event.type,
    said,
    body: html`<dl class="facts">
<div><dt>Event</dt><dd class="is-code">${event.id}</dd></div>
<div><dt>About</dt><dd class="is-code">${event.data.object.id}</dd></div>
<div><dt>Happened</dt><dd>${secondsText(event.created)}</dd></div>
</dl>
<h2>Deliveries</h2>
${live(
  'deliveries',
  deliveries.length === 0
    ? emptyList('No webhook endpoint listened to this event.')
    : html`<ul class="rows">${deliveries.map((delivery) => renderDelivery(delivery, urlOf(delivery.endpoint_id)))}</ul>`,
)}
<form class="after-list" method="post" action="/_sandbox/ui/events/${event.id}/resend"><button class="button" type="submit">Send again</button></form>
<h2>Content</h2>
<pre class="code" tabindex="0">${JSON.stringify(event, null, 2)}</pre>
<p><a href="/_sandbox/ui/events">All events</a></p>`,
  })
}

function renderDelivery(delivery: Delivery, url: string): Html {
  const attempts = delivery.attempts === 1 ? '1 attempt' : `${delivery.attempts} attempts`
  const answer = delivery.last_status === null ? delivery.last_error : `answered ${delivery.last_status}`
  return html`<li><div class="row">
<span class="row-title">${url}</span>
<span class="row-note">${[attempts, answer].filter(Boolean).join(', ')}</span>
<span class="row-states">${deliveryStates([delivery])}</span>
<span class="row-time">${delivery.state === 'pending' && html`due `}${timeText(new Date(delivery.due))}</span>
</div></li>
`
}

function deliveryStates(deliveries: readonly Delivery[]): Html {
  if (deliveries.length === 0) return state('quiet', 'nobody listens')
  return html`${deliveries.map(deliveryState)}`
}

function deliveryState({ state: reached, attempts }: Delivery): Html {
  switch (reached) {
    case 'delivered':
      return state('paid', 'delivered')
    case 'pending':
      return state('waiting', attempts === 0 ? 'on its way' : 'to be retried')
    case 'failed':
    case 'dropped':
      return state('failed', reached)
  }
}

/** A type that may break after its dots and underscores. */
function breakable(type: string): Html[] {
  return type.split(/(?<=[._])/).map((part) => html`${part}<wbr>`)
}
