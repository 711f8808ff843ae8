import { createHash } from 'node:crypto'
import type { ProductId, SellerId } from '@cashwrap/shared/ids'
import { addMinutes, type Clock } from '@cashwrap/shared/time'
import type { FileStorage } from '../modules/access/index.ts'
import { recordAudit } from '../modules/audit/index.ts'
import { systemActor } from '../modules/auth/index.ts'
import type { Db } from '../platform/db/database.ts'
import { transact } from '../platform/db/transaction.ts'
import { DEMO_COUPONS } from './coupons.ts'
import type { DemoProduct } from './demo-product.ts'
import { DEMO_PRODUCTS } from './demo-products.ts'
import {
  hasProducts,
  insertDemoCoupon,
  insertDemoEvent,
  insertDemoFiles,
  insertDemoLessons,
  insertDemoPackage,
  insertDemoParts,
  insertDemoPlan,
  insertDemoPrices,
  insertDemoProduct,
  insertSeller,
  openDemoSeller,
  type StoredDemoFile,
} from './demo-store.ts'
import { eventDates } from './event-dates.ts'
import { DEMO_SELLERS } from './sellers.ts'

interface Deps {
  db: Db
  clock: Clock
  storage: FileStorage
  config: { stripe: { mode: 'sandbox' | 'test' | 'live' } }
}

/**
 * Fills the shop with the demo's products, sellers and coupons, in one transaction. What is there already stays as it is, so it
 * may be run again at any time; with `ifEmpty` it does nothing at all in a shop that has a product. Answers how many products
 * are new. Beside the sandbox its sellers have accounts, and users of their own.
 */
export async function seedDemo(deps: Deps, options: { ifEmpty: boolean }): Promise<{ added: number }> {
  const { db, clock, storage } = deps
  if (options.ifEmpty && (await hasProducts(db))) return { added: 0 }

  const at = clock.now()
  // Files first: one that nothing points to does no harm, a row without its file would.
  const filesOf = new Map<DemoProduct, StoredDemoFile[]>()
  for (const product of DEMO_PRODUCTS) filesOf.set(product, await storeFiles(storage, product))

  return transact(db, async (tx) => {
    if (options.ifEmpty && (await hasProducts(tx))) return { added: 0 }
    const sellerIds = new Map<string, SellerId>()
    for (const [slug, seller] of Object.entries(DEMO_SELLERS))
      sellerIds.set(slug, await insertSeller(tx, { ...seller, slug, at }))
    if (deps.config.stripe.mode === 'sandbox')
      for (const { email, externalId, accountId } of Object.values(DEMO_SELLERS))
        await openDemoSeller(tx, { email, externalId, accountId, at })

    let added = 0
    const wholes: { productId: ProductId; parts: readonly string[] }[] = []
    for (const [index, product] of DEMO_PRODUCTS.entries()) {
      const sellerId = sellerIds.get(product.seller ?? '') ?? null
      const productId = await insertDemoProduct(tx, product, {
        sellerId,
        position: (index + 1) * 10,
        // A minute apart, so that the newest-first list keeps the order of the shelf.
        createdAt: addMinutes(at, -index),
        at,
      })
      if (productId === undefined) continue
      added++
      const { event, lessons = [], parts = [] } = product
      const files = filesOf.get(product) ?? []
      await insertDemoPrices(tx, productId, product.prices, at)
      if (lessons.length > 0) await insertDemoLessons(tx, productId, lessons, at)
      if (files.length > 0) await insertDemoFiles(tx, productId, files, at)
      if (product.credits) await insertDemoPackage(tx, productId, product.credits)
      if (product.plan) await insertDemoPlan(tx, productId, product.plan, sellerId)
      if (event) await insertDemoEvent(tx, productId, { ...event, ...eventDates(event, at) })
      if (parts.length > 0) wholes.push({ productId, parts })
    }
    for (const { productId, parts } of wholes) await insertDemoParts(tx, productId, parts)
    for (const coupon of DEMO_COUPONS) await insertDemoCoupon(tx, coupon, at)
    if (added > 0) await recordAudit(tx, { at, actor: systemActor('cli'), action: 'demo.seeded', facts: { added } })
    return { added }
  })
}

async function storeFiles(storage: FileStorage, product: DemoProduct): Promise<StoredDemoFile[]> {
  const stored: StoredDemoFile[] = []
  for (const { fileName, contentType, content } of product.files ?? []) {
    const bytes = content()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    // By its content: seeding again writes the same file over itself, and never another.
    const storageKey = `demo/${product.slug}/${sha256.slice(0, 16)}-${fileName.toLowerCase().replace(/[^a-z0-9.]+/g, '-')}`
    await storage.put(storageKey, bytes, contentType)
    stored.push({ fileName, contentType, sizeBytes: bytes.length, sha256, storageKey })
  }
  return stored
}
