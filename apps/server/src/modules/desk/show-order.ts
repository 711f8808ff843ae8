import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { GetOrderInput } from '@cashwrap/shared/contracts/orders'
import type { StaffOrder } from '@cashwrap/shared/contracts/staff'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { z } from 'zod'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { findAnyOrder } from '../orders/index.ts'
import { tell } from './domain/timeline.ts'
import { findNewestSession, findSubscriptionOf, listTimeline } from './timeline-report-store.ts'

/** One order with everything that happened to it, for staff. The caller's role is checked before this. */
export async function showOrder(
  deps: { db: Db },
  _actor: Actor,
  input: z.infer<typeof GetOrderInput>,
): Promise<Result<StaffOrder, FailureOf<'not-found'>>> {
  const [found, session, subscription, happened] = await Promise.all([
    findAnyOrder(deps.db, input.orderId),
    findNewestSession(deps.db, input.orderId),
    findSubscriptionOf(deps.db, input.orderId),
    listTimeline(deps.db, input.orderId),
  ])
  if (!found) return fail({ kind: 'not-found', what: 'order' })
  return ok({
    ...found,
    session: session
      ? {
          id: session.session_id,
          status: session.status,
          paymentStatus: session.payment_status,
          expiresAt: session.expires_at.toISOString(),
        }
      : null,
    subscription: subscription
      ? {
          providerId: subscription.provider_subscription_id,
          status: subscription.status,
          orderId: subscription.order_id,
          orderNumber: subscription.order_number,
        }
      : null,
    timeline: happened.map(tell),
  })
}
