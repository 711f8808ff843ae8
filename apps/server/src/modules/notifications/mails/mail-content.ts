/** A mail as its parts, from which both the HTML and the plain text are made, so that they say the same. */
export interface MailContent {
  subject: string
  /** What an inbox shows beside the subject. */
  preview: string
  title: string
  blocks: readonly MailBlock[]
}

export type MailBlock =
  | { kind: 'text'; text: string }
  /** Explains, and may be skipped. */
  | { kind: 'note'; text: string }
  | { kind: 'button'; label: string; url: string }
  | { kind: 'code'; label: string; code: string }
  /** Dates and sums to be found again at a glance. */
  | { kind: 'facts'; rows: readonly Fact[] }
  | { kind: 'bill'; lines: readonly BillLine[]; sums: readonly BillLine[]; total: BillLine }

/** `amount` is money as people read it, `detail` stands below the label. */
export interface BillLine {
  label: string
  detail?: string
  amount: string
}

/** `value` is as people read it. */
export interface Fact {
  label: string
  value: string
}

/** What a mail is told besides its message. */
export interface MailContext {
  shopName: string
  frontUrl: string
  /** When it is written: an outbox may keep a message until what it announced has happened. */
  at: Date
}
