import { html } from './html.ts'
import { live, renderSitePage } from './layout.ts'
import { spanText, timeText } from './time-text.ts'

const STEPS: readonly { seconds: number; name: string }[] = [
  { seconds: 60, name: '1 minute' },
  { seconds: 31 * 60, name: '31 minutes' },
  { seconds: 3_600, name: '1 hour' },
  { seconds: 86_400, name: '1 day' },
  { seconds: 7 * 86_400, name: '7 days' },
  { seconds: 30 * 86_400, name: '30 days' },
]

/** The sandbox's clock, which only goes forward. */
export function renderClockPage(now: Date, offsetSeconds: number, said: string | undefined): string {
  return renderSitePage({
    place: 'clock',
    title: 'Clock',
    said,
    body: html`${live(
      'now',
      html`<p class="moment">${timeText(now)} <span class="soft">UTC</span></p>
<p class="soft">${offsetSeconds === 0 ? 'The same as the wall clock.' : `${spanText(offsetSeconds)} ahead of the wall clock.`}</p>`,
    )}
<h2>Move it forward</h2>
<p class="soft">Sessions expire, transfers settle and webhooks are retried by this clock. It never goes back, except by a reset.</p>
<form class="steps" method="post" action="/_sandbox/ui/clock">
${STEPS.map(({ seconds, name }) => html`<button class="button" type="submit" name="seconds" value="${seconds}">${name}</button>`)}
</form>
<form class="filter" method="post" action="/_sandbox/ui/clock">
<label for="seconds">Seconds</label>
<input class="entry" id="seconds" name="seconds" type="number" min="1" max="315360000" step="1" inputmode="numeric" required>
<button class="button" type="submit">Move forward</button>
</form>`,
  })
}
