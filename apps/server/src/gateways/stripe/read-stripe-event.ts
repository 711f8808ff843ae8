import type Stripe from 'stripe'
import type { ProviderEvent } from '../../modules/provider-events/index.ts'

const TOLERANCE_SECONDS = 300

/**
 * Verifies Stripe's signature over the raw bytes and puts the event into our words; null when it is forged, too old, from the
 * future, or not an event. Any of the secrets may fit, so that one can be rolled. Signatures live on wall time.
 */
export function readStripeEvent(
  stripe: Stripe,
  rawBody: Buffer,
  signature: string,
  secrets: readonly string[],
  wallMs: number,
): ProviderEvent | null {
  const seconds = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature)?.[1] ?? Number.NaN)
  // The SDK refuses old signatures only; one dated ahead would stay good for as long as it is ahead.
  if (!(Math.abs(wallMs / 1000 - seconds) <= TOLERANCE_SECONDS)) return null
  for (const secret of secrets) {
    try {
      return toProviderEvent(
        stripe.webhooks.constructEvent(rawBody, signature, secret, TOLERANCE_SECONDS, undefined, wallMs),
      )
    } catch {
      // Not signed with this secret; another may fit.
    }
  }
  return null
}

function toProviderEvent(event: Stripe.Event): ProviderEvent {
  const object: { id?: string; object?: string; metadata?: Stripe.Metadata | null } = event.data.object
  const hint = (name: string) => object.metadata?.[name] ?? metadataOfSubscription(event)?.[name] ?? null
  return {
    id: event.id,
    type: event.type,
    objectId: object.id ?? null,
    orderHint: hint('order_id'),
    instanceHint: hint('instance'),
    account: event.account ?? null,
    apiVersion: event.api_version,
    livemode: event.livemode,
    occurredAt: new Date(event.created * 1000),
    payload: event,
  }
}

/** What an invoice repeats of its subscription's metadata; it has none of its own. */
function metadataOfSubscription({ data }: Stripe.Event): Stripe.Metadata | null {
  return data.object.object === 'invoice' ? (data.object.parent?.subscription_details?.metadata ?? null) : null
}
