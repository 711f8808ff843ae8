import type { SendTestWebhookInput, SentTestWebhook } from '@cashwrap/shared/contracts/webhooks'
import type { WebhookEndpointId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import type { SecretBox } from '../../platform/secret-box.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { siteReceiver } from '../plugin-sites/index.ts'
import { findEndpoint, type Owner } from './endpoint-store.ts'
import { type Invalid, invalid } from './invalid-input.ts'
import type { Audience, Receiver } from './message-store.ts'
import { findSide, maySee, type NoSide, type SideDeps } from './own-side.ts'
import { send } from './publish-event.ts'

type Deps = SideDeps & { db: Db; clock: Clock; enqueue: Enqueue; secretBox: SecretBox }
type SendTestFailure = NoSide | Invalid
type Target = { audience: Audience; receiver: Receiver }

const DATA = { message: 'This is a test.' }

/** Sends `webhook.test` to one receiver, whatever types it chose; how it went is in the delivery. */
export async function sendTest(
  deps: Deps,
  actor: Actor,
  input: SendTestWebhookInput,
): Promise<Result<SentTestWebhook, SendTestFailure>> {
  const side = await findSide(deps, actor, input.side)
  if (!side.ok) return side
  return inTransaction<SentTestWebhook, SendTestFailure>(deps.db, async (tx) => {
    const target = 'endpointId' in input ? await endpointTarget(tx, side.value, input.endpointId) : await siteTarget()
    if (!target.ok) return target
    const { audience, receiver } = target.value
    const at = deps.clock.now()
    const subjectId = receiver.endpointId ?? receiver.siteId
    // A key of its own: a test does not wait for what waits.
    const orderingKey = `test:${crypto.randomUUID()}`
    const message = { type: 'webhook.test', at, orderingKey, orderId: null, audience, data: DATA } as const
    const [deliveryId] = await send(tx, deps, message, [receiver])
    if (deliveryId === undefined) throw new Error('the test was not written down')
    await recordAudit(tx, { at, actor, action: 'webhook.test-sent', subjectId })
    return ok({ deliveryId })

    async function siteTarget(): Promise<Result<Target, SendTestFailure>> {
      if (!('siteId' in input)) throw new Error('a test goes to an endpoint or to a site')
      const { siteId } = input
      const site = await siteReceiver({ db: tx, secretBox: deps.secretBox }, siteId)
      if (!site) return fail({ kind: 'not-found', what: 'site' })
      return ok({ audience: { kind: 'site', siteId }, receiver: { endpointId: null, siteId } })
    }
  })
}

async function endpointTarget(
  tx: Tx,
  owner: Owner,
  endpointId: WebhookEndpointId,
): Promise<Result<Target, SendTestFailure>> {
  const endpoint = await findEndpoint(tx, endpointId)
  if (!endpoint || !maySee(owner, endpoint)) return fail({ kind: 'not-found', what: 'webhook-endpoint' })
  if (endpoint.state === 'disabled') return invalid('endpointId', 'is disabled: enable it first')
  return ok({ audience: endpoint.owner, receiver: { endpointId, siteId: null } })
}
