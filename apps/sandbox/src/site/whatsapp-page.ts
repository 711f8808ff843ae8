import type { WhatsappMessage } from '../whatsapp/message-store.ts'
import { type Html, html } from './html.ts'
import { emptyList, live, renderSitePage } from './layout.ts'
import { timeText } from './time-text.ts'

/** WhatsApp messages, newest first. */
export function renderWhatsappPage(messages: readonly WhatsappMessage[]): string {
  return renderSitePage({
    place: 'whatsapp',
    title: 'WhatsApp',
    body: live(
      'messages',
      messages.length === 0
        ? emptyList('No messages yet. What is sent through the Cloud API lands here.')
        : html`<ul class="bubbles">${messages.map(renderMessage)}</ul>`,
    ),
  })
}

function renderMessage(message: WhatsappMessage): Html {
  return html`<li>
<p class="row-note">to +${message.wa_id} · ${timeText(new Date(message.received_at))}</p>
<div class="bubble">
${message.text !== null && html`<p class="bubble-text">${message.text}</p>`}
${
  message.template !== null &&
  html`<p class="bubble-text">Template <b>${message.template.name}</b> (${message.template.language})</p>
${message.template.parameters.length > 0 && html`<ol class="parameters">${message.template.parameters.map((text) => html`<li>${text}</li>`)}</ol>`}`
}
</div>
</li>
`
}
