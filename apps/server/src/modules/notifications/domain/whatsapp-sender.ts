import type { Result } from '@cashwrap/shared/result'

/** One plain text to one person. */
export interface WhatsAppText {
  /** E.164: a plus, the country's code, digits. */
  to: string
  /** At most 4096 characters. */
  text: string
}

/**
 * - `refused`: WhatsApp will not send this to this person, however often it is asked
 * - `unavailable`: it may at another time, or it is not known whether it did
 *
 * `code` is WhatsApp's own number where it gave one, and never says anything of the person or the text.
 */
export type WhatsAppFailure = { kind: 'refused'; code: string } | { kind: 'unavailable'; code: string }

export interface WhatsAppSender {
  /** Succeeds when WhatsApp took the message; whether it arrives is another matter. Never throws. */
  send(message: WhatsAppText): Promise<Result<'taken', WhatsAppFailure>>
}
