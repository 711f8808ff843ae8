/** What the addresses of these pages may say after the question mark; anything else is dropped. */
type Raw = Record<string, unknown>

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** `?session_id=cs_…` from the payment page, or `?order=` for an order that needed no payment. */
export function readCheckoutReference(raw: Raw): { session_id?: string; order?: string } {
  const sessionId = text(raw.session_id)
  const order = text(raw.order)
  return { ...(sessionId && { session_id: sessionId }), ...(order && { order }) }
}

/** `?lesson=3` */
export function readLesson(raw: Raw): { lesson?: number } {
  const lesson = Number(raw.lesson)
  return Number.isInteger(lesson) && lesson > 0 ? { lesson } : {}
}

/** `?next=/library`: where to go after signing in. */
export function readNext(raw: Raw): { next?: string } {
  const next = text(raw.next)
  return next ? { next } : {}
}

/** `?fix=card`: a mail sent its reader here to use another card. */
export function readFix(raw: Raw): { fix?: 'card' } {
  return raw.fix === 'card' ? { fix: 'card' } : {}
}
