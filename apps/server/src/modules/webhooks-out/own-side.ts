import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { type Actor, isStaff } from '../auth/index.ts'
import type { Endpoint, Owner } from './endpoint-store.ts'
import type { OwnSeller } from './ports.ts'

export type NoSide = FailureOf<'not-allowed' | 'not-found'>
export type SideDeps = { ownSeller: OwnSeller }

/** As whom an actor deals with webhooks: the operator for the shop, a seller for themselves. */
export async function findSide(deps: SideDeps, actor: Actor, side: WebhookSide): Promise<Result<Owner, NoSide>> {
  if (side === 'shop')
    return actor.kind === 'system' || isStaff(actor) ? ok({ kind: 'shop' }) : fail({ kind: 'not-allowed' })
  const sellerId = await deps.ownSeller(actor)
  return sellerId === null ? fail({ kind: 'not-found', what: 'seller' }) : ok({ kind: 'seller', sellerId })
}

/** The operator sees to everybody's endpoints; a seller to their own, and others do not exist for them. */
export const maySee = (owner: Owner, endpoint: Pick<Endpoint, 'owner'>): boolean =>
  owner.kind === 'shop' || (endpoint.owner.kind === 'seller' && endpoint.owner.sellerId === owner.sellerId)
