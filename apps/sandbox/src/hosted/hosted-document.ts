import type { AssetName } from '../site/assets.ts'
import { renderDocument } from '../site/document.ts'
import { type Html, html } from '../site/html.ts'

/** A page of the hosted checkout, under the band that says no real money moves. */
export function renderHostedDocument(
  title: string,
  body: Html,
  more: { goOnTo?: string | undefined; styles?: readonly AssetName[] } = {},
): string {
  const { goOnTo, styles = [] } = more
  return renderDocument({
    title,
    layout: 'pay',
    styles: ['tokens.css', 'pay.css', ...styles],
    scripts: ['pay.js'],
    body: html`<aside class="test-band" aria-label="Test mode"><strong>Test money</strong> — no real card is charged</aside>
${body}`,
    ...(goOnTo === undefined ? {} : { goOnTo }),
  })
}
