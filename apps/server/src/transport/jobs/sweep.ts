import { addDays } from '@cashwrap/shared/time'
import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { sweepSubscriptions } from '../../modules/billing/index.ts'
import { sweepCarts } from '../../modules/cart/index.ts'
import { sweepCheckouts } from '../../modules/checkout/index.ts'
import { sweepTransfers } from '../../modules/marketplace/index.ts'
import { requeueDueNotifications } from '../../modules/notifications/index.ts'
import { sweepEvents } from '../../modules/provider-events/index.ts'
import { sweepRefunds } from '../../modules/refunds/index.ts'
import { requeueDueDeliveries } from '../../modules/webhooks-out/index.ts'
import { forgetOldKeys } from '../../platform/idempotency/idempotency-store.ts'

const MAILS_AT_ONCE = 100
const WEBHOOKS_AT_ONCE = 200

/** One look at everything that is due and that nobody finished. Each part fails by itself, and none waits for another. */
export async function sweepOnce(deps: Deps, signal?: AbortSignal): Promise<void> {
  const actor = systemActor('sweep')
  const parts: Record<string, () => Promise<unknown>> = {
    events: () => sweepEvents(deps),
    checkouts: () => sweepCheckouts(deps, actor, signal),
    subscriptions: () => sweepSubscriptions(deps, actor, signal),
    refunds: () => sweepRefunds(deps),
    transfers: () => sweepTransfers(deps),
    mails: () => requeueDueNotifications(deps, actor, { limit: MAILS_AT_ONCE }),
    webhooks: () => requeueDueDeliveries(deps, actor, { limit: WEBHOOKS_AT_ONCE }),
    carts: () => sweepCarts(deps),
    keys: () => forgetOldKeys(deps.db, addDays(deps.clock.now(), -1)),
  }
  await Promise.all(
    Object.entries(parts).map(async ([part, run]) => {
      try {
        await run()
      } catch (err) {
        deps.log.error({ err, part }, 'sweep failed; it runs again')
      }
    }),
  )
}

/** Sweeps again and again, never two at once in this process. */
export function startSweeping(deps: Deps): AsyncDisposable {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const stopping = new AbortController()
  const next = () => {
    if (stopping.signal.aborted) return
    timer = setTimeout(() => {
      running = sweepOnce(deps, stopping.signal).then(next)
    }, deps.config.sweepSeconds * 1000)
  }
  running = sweepOnce(deps, stopping.signal).then(next)
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}
