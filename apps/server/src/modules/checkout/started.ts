import { StartedCheckout } from '@cashwrap/shared/contracts/checkout'
import { Instant, id } from '@cashwrap/shared/contracts/primitives'
import type { OrderId } from '@cashwrap/shared/ids'
import { z } from 'zod'
import type { OpenedCheckout } from '../payments/index.ts'

/** An order that a form of the caller's own has paid, by confirming the intent with its secret. */
const NeedsConfirmation = z.object({
  status: z.literal('needs-confirmation'),
  orderId: id<'order'>(),
  /** `pi_…` */
  sessionId: z.string(),
  clientSecret: z.string(),
  expiresAt: Instant,
})
export type NeedsConfirmation = z.infer<typeof NeedsConfirmation>

/** What a start may lead to. */
export type Started = StartedCheckout | NeedsConfirmation

/** The same as it is kept under a key: an intent's secret is the payer's alone, so the provider is asked for it again. */
export const KeptStart = z.discriminatedUnion('status', [
  ...StartedCheckout.options,
  NeedsConfirmation.omit({ clientSecret: true }),
])
export type KeptStart = z.infer<typeof KeptStart>

export const toKept = (started: Started): KeptStart => KeptStart.parse(started)

export type NeedsPayment = Exclude<Started, { status: 'completed' }>

export function toNeedsPayment(orderId: OrderId, opened: OpenedCheckout): NeedsPayment {
  const { sessionId } = opened
  const expiresAt = opened.expiresAt.toISOString()
  return opened.way === 'page'
    ? { status: 'needs-payment', orderId, sessionId, url: opened.url, expiresAt }
    : { status: 'needs-confirmation', orderId, sessionId, clientSecret: opened.clientSecret, expiresAt }
}
