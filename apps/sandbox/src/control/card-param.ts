import { z } from 'zod'
import type { Sandbox } from '../context.ts'
import type { CardInput } from '../payments/confirm-input.ts'

const DEFAULT_CARD = '4242424242424242'

/** A card as its number, or with its date and code. */
export const CardParam = z.union([
  z.string(),
  z.strictObject({
    number: z.string(),
    exp_month: z.int().min(1).max(12).optional(),
    exp_year: z.int().optional(),
    cvc: z.string().optional(),
  }),
])

/** The card to pay with, 4242… unless given, valid for a while unless told otherwise. */
export function cardInput(sandbox: Sandbox, card: z.output<typeof CardParam> = DEFAULT_CARD): CardInput {
  const facts = typeof card === 'string' ? { number: card } : card
  const year = new Date(sandbox.clock.nowMs()).getUTCFullYear()
  return {
    kind: 'card',
    number: facts.number.replaceAll(/[\s-]/g, ''),
    expMonth: facts.exp_month ?? 12,
    expYear: facts.exp_year ?? year + 3,
    cvc: facts.cvc ?? '123',
  }
}
