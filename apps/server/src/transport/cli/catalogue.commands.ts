import type { Failure } from '@cashwrap/shared/contracts/failures'
import type { ProductId } from '@cashwrap/shared/ids'
import { formatMoney, fromDecimal, isCurrency, type Money } from '@cashwrap/shared/money'
import type { Result } from '@cashwrap/shared/result'
import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { findProductBySlug, publishProduct, replacePrice, unpublishProduct } from '../../modules/catalogue/index.ts'
import { MISUSED, misused } from './misused.ts'

/** `set-price <slug> <amount> <currency> [month|year]`: orders that were begun keep the price they were begun with. */
export async function setPriceCommand(deps: Deps, [slug, amount, code, interval]: readonly string[]): Promise<number> {
  const price = readPrice(amount, code)
  if (!price || (interval !== undefined && interval !== 'month' && interval !== 'year'))
    return misused('set-price needs a product, an amount and a currency, as in: set-price practice-log 4.50 USD')
  return change(deps, slug, `costs ${formatMoney(price)} now`, (productId) =>
    replacePrice(deps, systemActor('cli'), { productId, price, ...(interval && { interval }) }),
  )
}

/** `publish <slug>`: shows a product in the shop. */
export const publishCommand = (deps: Deps, [slug]: readonly string[]): Promise<number> =>
  change(deps, slug, 'is in the shop', (productId) => publishProduct(deps, systemActor('cli'), { productId }))

/** `unpublish <slug>`: takes a product out of the shop; who bought it keeps it. */
export const unpublishCommand = (deps: Deps, [slug]: readonly string[]): Promise<number> =>
  change(deps, slug, 'is no longer sold', (productId) => unpublishProduct(deps, systemActor('cli'), { productId }))

function readPrice(amount = '', code = ''): Money | undefined {
  const currency = code.toUpperCase()
  return isCurrency(currency) ? fromDecimal(amount, currency) : undefined
}

async function change(
  deps: Deps,
  slug: string | undefined,
  done: string,
  apply: (productId: ProductId) => Promise<Result<unknown, Failure>>,
): Promise<number> {
  const product = slug === undefined ? undefined : await findProductBySlug(deps.db, slug)
  if (!product) {
    console.error(slug === undefined ? 'Say which product, by the end of its address.' : `There is no product ${slug}.`)
    return slug === undefined ? MISUSED : 1
  }
  const changed = await apply(product.id)
  if (changed.ok) {
    console.log(`${product.title} ${done}.`)
    return 0
  }
  console.error(`${product.title} ${whyNot(changed.failure)}`)
  return 1
}

function whyNot(failure: Failure): string {
  if (failure.kind === 'not-for-sale') return 'has no price yet.'
  if (failure.kind !== 'invalid-input') return `stays as it is: ${failure.kind}.`
  return `stays as it is: ${failure.fields.map(({ path, message }) => `${path} ${message}`).join('; ')}.`
}
