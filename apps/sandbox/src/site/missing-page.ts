import { html } from './html.ts'
import { renderSitePage } from './layout.ts'

/** What stands where a mail or an event is gone, or never was. */
export function renderMissingPage(): string {
  return renderSitePage({
    place: 'overview',
    title: 'Not here',
    body: html`<p class="lead">It may have been removed since. <a href="/_sandbox">Back to the overview</a></p>`,
  })
}
