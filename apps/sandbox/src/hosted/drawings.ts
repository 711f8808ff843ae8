import { trustedHtml } from '../site/html.ts'

/** An arrow to the left, for the way back. */
export const BACK_ARROW = trustedHtml(
  '<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M13.5 8h-11M6.5 3.5 2 8l4.5 4.5"/></svg>',
)

function stamp(kind: string, strokes: string) {
  return trustedHtml(
    `<svg class="stamp ${kind}" viewBox="0 0 56 56" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="28" cy="28" r="26"/>${strokes}</svg>`,
  )
}

export const STAMP_PAID = stamp('is-paid', '<path d="m18 29 7 7 14-16"/>')
export const STAMP_WAITING = stamp('is-waiting', '<path d="M28 16v12l8 5"/>')
export const STAMP_OVER = stamp('is-over', '<path d="M18 28h20"/>')
export const STAMP_SHIELD = stamp(
  'is-over',
  '<path d="M28 15c3 3 7 4 11 4 0 10-3 18-11 22-8-4-11-12-11-22 4 0 8-1 11-4Z"/>',
)
