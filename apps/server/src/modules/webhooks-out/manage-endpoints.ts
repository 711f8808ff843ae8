import { type WebhookEventType, webhookDataSchema } from '@cashwrap/shared/contracts/webhook-events'
import type {
  CreateWebhookEndpointInput,
  NamedWebhookEndpoint,
  UpdateWebhookEndpointInput,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
  WebhookSideInput,
} from '@cashwrap/shared/contracts/webhooks'
import { newId, type WebhookEndpointId } from '@cashwrap/shared/ids'
import { type Failed, fail, ok, type Result } from '@cashwrap/shared/result'
import { addSeconds, type Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { SecretBox } from '../../platform/secret-box.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { sealedFor } from './address-delivery.ts'
import { cancelWaiting, lockReceiver } from './delivery-store.ts'
import { OLD_SECRET_HOURS } from './domain/sending-rules.ts'
import { newSecret } from './domain/signatures.ts'
import type { WebhookPoster } from './domain/webhook-poster.ts'
import {
  changeEndpoint,
  type Endpoint,
  type EndpointChange,
  findEndpoint,
  insertEndpoint,
  listEndpointsOf,
  lockEndpoint,
  lockOwner,
  type Owner,
} from './endpoint-store.ts'
import { type Invalid, invalid } from './invalid-input.ts'
import { findSide, maySee, type NoSide, type SideDeps } from './own-side.ts'

type Deps = SideDeps & { db: Db; clock: Clock }
type WithPoster = Deps & { webhookPoster: Pick<WebhookPoster, 'refusalOf'> }
type WithSecrets = Deps & { secretBox: SecretBox }

/** Enough for every system of a shop, and no way to have it call hundreds of addresses. */
const MAX_ENDPOINTS = 16

/** From now on events go there, too. The secret is in this answer and in no other. */
export async function createEndpoint(
  deps: WithPoster & WithSecrets,
  actor: Actor,
  input: CreateWebhookEndpointInput,
): Promise<Result<WebhookEndpointWithSecret, NoSide | Invalid>> {
  const side = await findSide(deps, actor, input.side)
  if (!side.ok) return side
  const owner = side.value
  const fault = faultOf(deps, owner, input)
  if (fault) return fault
  return inTransaction(deps.db, async (tx) => {
    await lockOwner(tx, owner)
    if ((await listEndpointsOf(tx, owner)).length >= MAX_ENDPOINTS)
      return invalid('url', `there are ${MAX_ENDPOINTS} endpoints already: remove one first`)
    const at = deps.clock.now()
    const id: WebhookEndpointId = newId(at.getTime())
    const secret = newSecret()
    const { url, description = null, eventTypes, pluginForm } = input
    const sealedSecret = deps.secretBox.seal(secret, sealedFor(id))
    await insertEndpoint(tx, { id, owner, url, description, eventTypes, pluginForm, createdAt: at, sealedSecret })
    const facts = { host: URL.parse(url)?.host, eventTypes, pluginForm, owner: owner.kind }
    await recordAudit(tx, { at, actor, action: 'webhook-endpoint.created', subjectId: id, facts })
    const created = await findEndpoint(tx, id)
    if (!created) throw new Error('the endpoint that was just written is not there')
    return ok({ ...toContract(created), secret })
  })
}

/** An owner's endpoints, the newest first. */
export async function listEndpoints(
  deps: Deps,
  actor: Actor,
  input: WebhookSideInput,
): Promise<Result<WebhookEndpoint[], NoSide>> {
  const side = await findSide(deps, actor, input.side)
  return side.ok ? ok((await listEndpointsOf(deps.db, side.value)).map(toContract)) : side
}

export async function updateEndpoint(
  deps: WithPoster,
  actor: Actor,
  input: UpdateWebhookEndpointInput,
): Promise<Result<WebhookEndpoint, NoSide | Invalid>> {
  const { side: _, endpointId: __, ...given } = input
  const { url, description, eventTypes, pluginForm } = given
  return change(deps, actor, input, async (_tx, endpoint) => {
    const fault = faultOf(deps, endpoint.owner, { url: url ?? endpoint.url, eventTypes: eventTypes ?? [] })
    if (fault) return fault
    const changes: EndpointChange = {
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description }),
      ...(eventTypes !== undefined && { eventTypes }),
      ...(pluginForm !== undefined && { pluginForm }),
    }
    return ok({ action: 'updated', changes, facts: { changed: Object.keys(changes) } })
  })
}

/** A new secret, shown this once. The one before signs beside it for a day, so that receivers can change in their time. */
export async function rotateSecret(
  deps: WithSecrets,
  actor: Actor,
  input: NamedWebhookEndpoint,
): Promise<Result<WebhookEndpointWithSecret, NoSide>> {
  const secret = newSecret()
  const changed = await change<never>(deps, actor, input, async (_tx, endpoint, at) => {
    const sealed = deps.secretBox.seal(secret, sealedFor(endpoint.id))
    const former = canSign(deps.secretBox, endpoint)
      ? { sealed: endpoint.sealedSecret, until: addSeconds(at, OLD_SECRET_HOURS * 3600) }
      : null
    return ok({ action: 'secret-rotated', changes: { secrets: { sealed, former } } })
  })
  return changed.ok ? ok({ ...changed.value, secret }) : changed
}

/** Not where the key that sealed its secret is lost: then a new secret is the way out, and has to stand alone. */
function canSign(secretBox: SecretBox, { id, sealedSecret }: Endpoint): boolean {
  try {
    secretBox.open(sealedSecret, sealedFor(id))
    return true
  } catch {
    return false
  }
}

/** Nothing goes there until it is enabled again; what waits is cancelled, and can be replayed. */
export const disableEndpoint = (
  deps: Deps,
  actor: Actor,
  input: NamedWebhookEndpoint,
): Promise<Result<WebhookEndpoint, NoSide>> =>
  change(deps, actor, input, async (tx, endpoint, at) => {
    if (endpoint.state === 'disabled') return ok(null)
    await cancelWaiting(tx, endpoint.id, at, 'the endpoint was disabled')
    return ok({ action: 'disabled', changes: { state: { state: 'disabled', reason: 'disabled by its owner' } } })
  })

export const enableEndpoint = (
  deps: Deps,
  actor: Actor,
  input: NamedWebhookEndpoint,
): Promise<Result<WebhookEndpoint, NoSide>> =>
  change(deps, actor, input, async (_tx, endpoint) =>
    ok(endpoint.state === 'active' ? null : { action: 'enabled', changes: { state: { state: 'active' } } }),
  )

/** It is listed no more, and nothing goes there. What was sent stays written down. */
export async function removeEndpoint(
  deps: Deps,
  actor: Actor,
  input: NamedWebhookEndpoint,
): Promise<Result<{ isRemoved: true }, NoSide>> {
  const changed = await change<never>(deps, actor, input, async (tx, endpoint, at) => {
    await cancelWaiting(tx, endpoint.id, at, 'the endpoint was removed')
    return ok({ action: 'removed', changes: { removedAt: at } })
  })
  return changed.ok ? ok({ isRemoved: true }) : changed
}

interface Changed {
  action: string
  changes: EndpointChange
  facts?: Record<string, unknown>
}

/** Looks whether the actor may, changes, and writes down who did. A decision of null changes nothing. */
async function change<F>(
  deps: Deps,
  actor: Actor,
  input: NamedWebhookEndpoint,
  decide: (tx: Tx, endpoint: Endpoint, at: Date) => Promise<Result<Changed | null, F>>,
): Promise<Result<WebhookEndpoint, NoSide | F>> {
  const side = await findSide(deps, actor, input.side)
  if (!side.ok) return side
  const { endpointId } = input
  return inTransaction<WebhookEndpoint, NoSide | F>(deps.db, async (tx) => {
    await lockReceiver(tx, endpointId)
    const endpoint = await lockEndpoint(tx, endpointId)
    if (!endpoint || !maySee(side.value, endpoint)) return fail({ kind: 'not-found', what: 'webhook-endpoint' })
    const at = deps.clock.now()
    const decided = await decide(tx, endpoint, at)
    if (!decided.ok) return decided
    if (decided.value === null) return ok(toContract(endpoint))
    const { action, changes, facts } = decided.value
    await changeEndpoint(tx, endpointId, changes)
    const audited = { at, actor, action: `webhook-endpoint.${action}`, subjectId: endpointId }
    await recordAudit(tx, { ...audited, ...(facts && { facts }) })
    return ok(toContract((await findEndpoint(tx, endpointId)) ?? endpoint))
  })
}

/** Why an endpoint cannot be so. */
function faultOf(
  deps: WithPoster,
  owner: Owner,
  wanted: { url: string; eventTypes: readonly WebhookEventType[] },
): Failed<Invalid> | null {
  const refusal = deps.webhookPoster.refusalOf(wanted.url, 'endpoint')
  if (refusal !== null) return invalid('url', refusal)
  const untold = wanted.eventTypes.find((type) => webhookDataSchema(type, owner.kind) === undefined)
  return untold === undefined ? null : invalid('eventTypes', `${untold} is not told to a ${owner.kind}`)
}

const toContract = (endpoint: Endpoint): WebhookEndpoint => ({
  id: endpoint.id,
  url: endpoint.url,
  description: endpoint.description,
  eventTypes: endpoint.eventTypes,
  pluginForm: endpoint.pluginForm,
  state: endpoint.state,
  disabledReason: endpoint.disabledReason,
  failingSince: endpoint.failingSince?.toISOString() ?? null,
  lastSuccessAt: endpoint.lastSuccessAt?.toISOString() ?? null,
  oldSecretUntil: endpoint.oldSecretUntil?.toISOString() ?? null,
  createdAt: endpoint.createdAt.toISOString(),
})
