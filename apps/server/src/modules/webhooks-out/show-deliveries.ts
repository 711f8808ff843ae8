import type {
  ListWebhookDeliveriesInput,
  NamedWebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
} from '@cashwrap/shared/contracts/webhooks'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import { toPage } from '../../platform/db/keyset.ts'
import type { Actor } from '../auth/index.ts'
import { listAttempts } from './attempt-store.ts'
import { findDeliveryRow, listDeliveryRows, toDelivery } from './delivery-report-store.ts'
import { findSide, type NoSide, type SideDeps } from './own-side.ts'

type Deps = SideDeps & { db: Db }

/** What was told to whom, the newest first: to the operator everything, to a seller what goes to their endpoints. */
export async function listDeliveries(
  deps: Deps,
  actor: Actor,
  input: ListWebhookDeliveriesInput,
): Promise<Result<WebhookDeliveryPage, NoSide>> {
  const side = await findSide(deps, actor, input.side)
  if (!side.ok) return side
  const rows = await listDeliveryRows(deps.db, side.value, input)
  return ok(toPage(rows, input.limit, (row) => [row.position], toDelivery))
}

/** One delivery with every attempt at it, the first first. */
export async function showDelivery(
  deps: Deps,
  actor: Actor,
  input: NamedWebhookDelivery,
): Promise<Result<WebhookDeliveryDetail, NoSide>> {
  const side = await findSide(deps, actor, input.side)
  if (!side.ok) return side
  const row = await findDeliveryRow(deps.db, side.value, input.deliveryId)
  if (!row) return fail({ kind: 'not-found', what: 'webhook-delivery' })
  return ok({ ...toDelivery(row), body: row.body, attemptList: await listAttempts(deps.db, row.id) })
}
