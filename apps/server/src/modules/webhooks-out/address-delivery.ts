import type { Db } from '../../platform/db/database.ts'
import type { SecretBox } from '../../platform/secret-box.ts'
import { siteReceiver } from '../plugin-sites/index.ts'
import type { PendingDelivery } from './delivery-store.ts'
import { composeForEndpoint, composeForSite, pluginAddress } from './domain/compose-body.ts'
import { keyOfSecret, pluginHeaders, standardHeaders } from './domain/signatures.ts'
import type { ReceiverKind } from './domain/webhook-poster.ts'
import { type Endpoint, findEndpoint } from './endpoint-store.ts'

/** What is sent where, ready to be signed for the moment it goes out. */
export interface Letter {
  kind: 'letter'
  to: ReceiverKind
  url: string
  body: string
  headers(timestamp: number): Record<string, string>
}
export type Addressed = Letter | { kind: 'never'; reason: string }

type Deps = { db: Db; secretBox: SecretBox }

/** Who gets it, in which form. `at` decides whether a former secret still signs. */
export async function addressDelivery(deps: Deps, delivery: PendingDelivery, at: Date): Promise<Addressed> {
  const { endpointId, siteId } = delivery
  if (endpointId !== null) {
    const endpoint = await findEndpoint(deps.db, endpointId)
    if (!endpoint) return { kind: 'never', reason: 'the endpoint was removed' }
    if (endpoint.state === 'disabled') return { kind: 'never', reason: 'the endpoint is disabled' }
    return toEndpoint(deps.secretBox, endpoint, delivery, at)
  }
  const site = siteId === null ? undefined : await siteReceiver(deps, siteId)
  if (siteId === null || !site) return { kind: 'never', reason: 'there is no such site' }
  const composed = composeForSite(delivery.message, { siteId, instanceId: site.instanceId })
  if (composed.kind === 'never') return composed
  const body = delivery.body ?? composed.body
  const key = Buffer.from(site.secret)
  return {
    kind: 'letter',
    to: 'site',
    url: pluginAddress(site.siteUrl),
    body,
    headers: (timestamp) => ({
      ...COMMON,
      ...standardHeaders({ id: delivery.message.id, timestamp, body }, [key]),
      ...pluginHeaders(body, site.secret),
    }),
  }
}

const COMMON = { 'content-type': 'application/json', 'user-agent': 'Cashwrap-Webhooks/1.0' }

/** What an endpoint's secrets are sealed for. */
export const sealedFor = (endpointId: string): string => `webhook-endpoint:${endpointId}`

function toEndpoint(secretBox: SecretBox, endpoint: Endpoint, delivery: PendingDelivery, at: Date): Letter {
  const body = delivery.body ?? composeForEndpoint(delivery.message)
  const open = (sealed: Buffer) => secretBox.open(sealed, sealedFor(endpoint.id))
  const secret = open(endpoint.sealedSecret)
  const hasOld = endpoint.oldSecretUntil !== null && endpoint.oldSecretUntil > at
  const old = hasOld && endpoint.sealedOldSecret ? [open(endpoint.sealedOldSecret)] : []
  return {
    kind: 'letter',
    to: 'endpoint',
    url: endpoint.url,
    body,
    headers: (timestamp) => ({
      ...COMMON,
      ...standardHeaders({ id: delivery.message.id, timestamp, body }, [secret, ...old].map(keyOfSecret)),
      ...(endpoint.pluginForm && pluginHeaders(body, secret)),
    }),
  }
}
