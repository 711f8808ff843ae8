import { renderDocument } from './document.ts'
import { type Html, html } from './html.ts'

export type SitePlace = 'overview' | 'mail' | 'whatsapp' | 'accounts' | 'events' | 'clock' | 'faults'

const PLACES: readonly { place: SitePlace; path: string; name: string }[] = [
  { place: 'overview', path: '/_sandbox', name: 'Overview' },
  { place: 'mail', path: '/_sandbox/ui/mail', name: 'Mail' },
  { place: 'whatsapp', path: '/_sandbox/ui/whatsapp', name: 'WhatsApp' },
  { place: 'accounts', path: '/_sandbox/ui/accounts', name: 'Sellers' },
  { place: 'events', path: '/_sandbox/ui/events', name: 'Events' },
  { place: 'clock', path: '/_sandbox/ui/clock', name: 'Clock' },
  { place: 'faults', path: '/_sandbox/ui/faults', name: 'Faults' },
]

export type SitePage = {
  place: SitePlace
  title: string
  body: Html
  /** One line on what the last action did. */
  said?: string | undefined
}

/** A page of the sandbox's own site, under its navigation. */
export function renderSitePage(page: SitePage): string {
  return renderDocument({
    title: `${page.title} · Sandbox`,
    layout: 'site',
    styles: ['tokens.css', 'site.css'],
    scripts: ['site.js'],
    body: html`<a class="skip" href="#main">Skip to content</a>
<aside class="test-band" aria-label="Test mode"><strong>Test money</strong> — nothing here reaches the outside world</aside>
<header class="top">
<p class="sign"><span class="tama" aria-hidden="true"></span>Sandbox</p>
<nav aria-label="Sandbox">
<ul>
${PLACES.map(
  ({ place, path, name }) =>
    html`<li><a href="${path}"${place === page.place && html` aria-current="page"`}>${name}</a></li>`,
)}
</ul>
</nav>
</header>
<main id="main">
<h1>${page.title}</h1>
${page.said !== undefined && html`<p class="said" role="status">${page.said}</p>`}
${page.body}
</main>`,
  })
}

/** A region that the page's script renews by itself. `name` is its element id. */
export function live(name: string, body: Html): Html {
  return html`<div id="${name}" data-live>${body}</div>`
}

/** What a list says while there is nothing in it. */
export function emptyList(sentence: string): Html {
  return html`<p class="empty">${sentence}</p>`
}

export type Tone = 'paid' | 'waiting' | 'failed' | 'quiet'

/** A state in a word and a colour. */
export function state(tone: Tone, word: string): Html {
  return html`<span class="state is-${tone}">${word}</span>`
}
