import type { OpenPortalInput, PortalLink } from '@cashwrap/shared/contracts/subscriptions'
import { fail, type Result } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import type { SettleDeps } from '../checkout/index.ts'
import { type CommandRefused, type OwnFailure, ownSubscription, toRefused } from './own-subscription.ts'

/** A link to the provider's own pages about a subscription's customer; from there the buyer comes back to its page here. */
export async function openPortal(
  deps: SettleDeps & { config: { frontUrl: string } },
  actor: Actor,
  input: OpenPortalInput,
): Promise<Result<PortalLink, OwnFailure | CommandRefused>> {
  const own = await ownSubscription(deps, actor, input.subscriptionId)
  if (!own.ok) return own
  const opened = await deps.subscriptionGateway.openPortal({
    customerId: own.value.providerCustomerId,
    returnUrl: `${deps.config.frontUrl}/account/subscriptions/${own.value.id}`,
    flow: input.flow,
  })
  return opened.ok ? opened : fail(toRefused(opened.failure))
}
