/** What was typed into the form, kept for this tab so that it survives leaving for the payment page and coming back. */
export interface CheckoutDraft {
  email: string
  country: string
}

const KEY = 'checkout-draft'
const EMPTY: CheckoutDraft = { email: '', country: '' }

export function readDraft(): CheckoutDraft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return EMPTY
    const text = (name: keyof CheckoutDraft) => String((kept as Record<string, unknown>)[name] ?? '')
    return { email: text('email'), country: text('country') }
  } catch {
    return EMPTY
  }
}

export function keepDraft(draft: CheckoutDraft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft))
  } catch {
    // Storage is switched off: what was typed lasts as long as the page.
  }
}
