import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import { newId, type PriceId, type ProductId } from '@cashwrap/shared/ids'
import { isCurrency, type Money, smallestStep } from '@cashwrap/shared/money'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { announcePackage } from './announce-package.ts'
import { mayChangeCatalogue } from './may-change-catalogue.ts'
import { findActivePrice, insertPrice, retirePrice } from './price-store.ts'
import { lockProduct } from './product-store.ts'

export interface ReplacePriceInput {
  productId: ProductId
  price: Money
  /** For plans, which cost nothing else; a product has one active price per currency and interval. */
  interval?: 'month' | 'year'
}

type PriceFailure = FailureOf<'not-allowed' | 'not-found' | 'invalid-input'>

/** Sets what a product costs: the old price is retired, as orders point to it, and a new one takes its place. */
export async function replacePrice(
  deps: { db: Db; clock: Clock; enqueue: Enqueue },
  actor: Actor,
  input: ReplacePriceInput,
): Promise<Result<{ priceId: PriceId }, PriceFailure>> {
  if (!mayChangeCatalogue(actor)) return fail({ kind: 'not-allowed' })
  const { amount, currency } = input.price
  if (!Number.isSafeInteger(amount) || amount < 0)
    return fail({
      kind: 'invalid-input',
      fields: [{ path: 'price.amount', message: 'must be zero or more minor units' }],
    })
  if (!isCurrency(currency))
    return fail({
      kind: 'invalid-input',
      fields: [{ path: 'price.currency', message: 'is not a currency this shop takes' }],
    })
  if (amount % smallestStep(currency) !== 0)
    return fail({
      kind: 'invalid-input',
      fields: [{ path: 'price.amount', message: `must be a multiple of ${smallestStep(currency)} in ${currency}` }],
    })

  const at = deps.clock.now()
  const place = { productId: input.productId, currency, interval: input.interval ?? null }
  return inTransaction(deps.db, async (tx): Promise<Result<{ priceId: PriceId }, PriceFailure>> => {
    const product = await lockProduct(tx, input.productId)
    if (!product) return fail({ kind: 'not-found', what: 'product' })
    const fault = intervalFault(product.kind, input)
    if (fault !== null) return fail({ kind: 'invalid-input', fields: [fault] })
    const old = await findActivePrice(tx, place)
    if (old?.amount === amount) return ok({ priceId: old.id })
    if (old) await retirePrice(tx, old.id, at)
    const priceId: PriceId = newId(at.getTime())
    await insertPrice(tx, {
      ...place,
      id: priceId,
      externalId: `price_${priceId.replaceAll('-', '')}`,
      amount,
      createdAt: at,
    })
    await announcePackage(tx, deps, input.productId, at)
    await recordAudit(tx, {
      at,
      actor,
      action: 'price.replaced',
      subjectId: input.productId,
      facts: { priceId, currency, interval: place.interval, was: old?.amount ?? null, now: amount },
    })
    return ok({ priceId })
  })
}

function intervalFault(kind: ProductKind, { price, interval }: ReplacePriceInput) {
  if ((kind === 'plan') !== (interval !== undefined))
    return {
      path: 'interval',
      message: kind === 'plan' ? 'must be month or year, as it is a plan' : 'is for plans alone',
    }
  return kind === 'plan' && price.amount === 0
    ? { path: 'price.amount', message: 'must be above zero for a plan' }
    : null
}
