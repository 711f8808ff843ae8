import { WEBHOOK_EVENT_TYPES, WEBHOOK_EVENTS, webhookDataSchema } from '@cashwrap/shared/contracts/webhook-events'
import type { WebhookEventChoice, WebhookSideInput } from '@cashwrap/shared/contracts/webhooks'
import { ok, type Result } from '@cashwrap/shared/result'
import type { Actor } from '../auth/index.ts'
import { findSide, type NoSide, type SideDeps } from './own-side.ts'

/** What can be told to endpoints of a side, in the order of the catalogue. A test is told whatever was chosen. */
export async function listEventTypes(
  deps: SideDeps,
  actor: Actor,
  input: WebhookSideInput,
): Promise<Result<WebhookEventChoice[], NoSide>> {
  const side = await findSide(deps, actor, input.side)
  if (!side.ok) return side
  const told = WEBHOOK_EVENT_TYPES.filter((type) => webhookDataSchema(type, side.value.kind) !== undefined)
  return ok(
    told.map((type) => ({
      type,
      summary: WEBHOOK_EVENTS[type].summary,
    })),
  )
}
