export type CardInput = { kind: 'card'; number: string; expMonth: number; expYear: number; cvc: string }
export type DelayedInput = { kind: 'delayed'; outcome: 'succeeds' | 'fails' }

export type ConfirmInput = {
  /** Null when the session already knows the buyer's address. */
  email: string | null
  name?: string
  /** E.164; wanted when the session collects phone numbers. */
  phone?: string
  method: CardInput | DelayedInput
  /** The buyer's answer to the bank's question, once `requires_action` has been answered. */
  threeDS?: 'complete' | 'fail'
}
