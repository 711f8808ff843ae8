import type { Mail } from '../mailbox/mail-store.ts'
import { type Html, html } from './html.ts'
import { emptyList, live, renderSitePage } from './layout.ts'
import { timeText } from './time-text.ts'

/** The mailbox, newest first. */
export function renderMailbox(mails: readonly Mail[], to: string | undefined, smtpUrl: string): string {
  return renderSitePage({
    place: 'mail',
    title: 'Mail',
    body: html`<form class="filter" method="get" action="/_sandbox/ui/mail" role="search">
<label for="to">Sent to</label>
<input class="entry" id="to" name="to" type="text" inputmode="email" spellcheck="false" value="${to}" placeholder="Every address">
<button class="button" type="submit">Show</button>
</form>
${live(
  'mails',
  mails.length === 0
    ? emptyList(to ? `No mail to ${to} yet.` : `No mail yet. Mail sent to ${smtpUrl} lands here.`)
    : renderMailList(mails),
)}`,
  })
}

export function renderMailList(mails: readonly Mail[]): Html {
  return html`<ul class="rows">
${mails.map(
  (mail) => html`<li><a class="row" href="/_sandbox/ui/mail/${mail.id}">
<span class="row-title">${mail.subject || '(no subject)'}</span>
<span class="row-note">to ${mail.to.join(', ')}</span>
<span class="row-time">${timeText(new Date(mail.received_at))}</span>
</a></li>
`,
)}
</ul>`
}

/** One mail: as it looks, in a frame that can neither run scripts nor reach this page, and as plain text. */
export function renderMailPage(mail: Mail): string {
  return renderSitePage({
    place: 'mail',
    title: mail.subject || '(no subject)',
    body: html`<dl class="facts">
<div><dt>From</dt><dd>${mail.from_name !== '' && `${mail.from_name} `}&lt;${mail.from}&gt;</dd></div>
<div><dt>To</dt><dd>${mail.to.join(', ')}</dd></div>
<div><dt>Received</dt><dd>${timeText(new Date(mail.received_at))}</dd></div>
${mail.attachments.length > 0 && html`<div><dt>Attached</dt><dd>${mail.attachments.map(({ filename, bytes }) => `${filename} (${bytes} bytes)`).join(', ')}</dd></div>`}
</dl>
<div class="mail-parts">
<section aria-labelledby="as-html">
<h2 id="as-html">As it looks</h2>
${
  mail.html === null
    ? emptyList('This mail has no HTML part.')
    : html`<iframe class="mail-frame" title="The mail as it looks" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation" referrerpolicy="no-referrer" srcdoc="${`<base target="_top">${mail.html}`}"></iframe>`
}
</section>
<section aria-labelledby="as-text">
<h2 id="as-text">As plain text</h2>
${mail.text === null ? emptyList('This mail has no plain text part.') : html`<pre class="mail-text" tabindex="0">${withLinks(mail.text.trimEnd())}</pre>`}
</section>
</div>
<p><a href="/_sandbox/ui/mail">All mail</a></p>`,
  })
}

/** Web addresses in a text become links; everything else stays text. */
function withLinks(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"')]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : html`${part}`))
}
