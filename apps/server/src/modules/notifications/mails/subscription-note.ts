import type { Fact, MailBlock } from './mail-content.ts'

/** A mail about a subscription, before the way to its page that ends every one of them. */
export interface SubscriptionNote {
  subject: string
  preview: string
  title: string
  blocks: readonly MailBlock[]
  /** What stands on the button. */
  label: string
}

/** An end of a subscription takes what it opened, and nothing that is owned in another way. */
export const STAYS_OPEN = 'What you bought by itself, or have by another subscription, stays open.'

export const text = (words: string): MailBlock => ({ kind: 'text', text: words })

export const facts = (...rows: readonly (Fact | null)[]): MailBlock => ({
  kind: 'facts',
  rows: rows.filter((row) => row !== null),
})
