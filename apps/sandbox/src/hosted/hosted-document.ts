import { renderDocument } from '../site/document.ts'
import { type Html, html } from '../site/html.ts'

/** A page of the hosted checkout, under the band that says no real money moves. */
export function renderHostedDocument(title: string, body: Html, goOnTo?: string): string {
  return renderDocument({
    title,
    layout: 'pay',
    styles: ['tokens.css', 'pay.css'],
    scripts: ['pay.js'],
    body: html`<p class="test-band" role="note"><strong>Test money</strong> — no real card is charged</p>
${body}`,
    ...(goOnTo === undefined ? {} : { goOnTo }),
  })
}
