import { ListProductsInput } from '@cashwrap/shared/contracts/catalogue'
import { Library, OpenedCourse } from '@cashwrap/shared/contracts/library'
import { type FileId, newId, type ProductId, type SellerId, type UserId } from '@cashwrap/shared/ids'
import { addMinutes } from '@cashwrap/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertOrderLine } from '../../../test/support/builders/order-line.ts'
import { insertProduct } from '../../../test/support/builders/product.ts'
import { insertSeller } from '../../../test/support/builders/seller.ts'
import { insertUser } from '../../../test/support/builders/user.ts'
import { cloneDatabase, fixedClock, type TestDatabase } from '../../../test/support/index.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Actor } from '../auth/index.ts'
import { getProduct, listProducts } from '../catalogue/index.ts'
import {
  claimGrants,
  closeAccess,
  findAccess,
  grantAccess,
  listLibrary,
  openAccess,
  openCourse,
  openDownload,
  ownedProducts,
} from './index.ts'

let database: TestDatabase
const clock = fixedClock()
const storage = {
  put: async () => undefined,
  signedUrl: async (key: string) => `link:${key}`,
  openLink: async () => ({ ok: false, failure: { kind: 'missing' } }) as const,
}
const deps = () => ({ db: database.db, clock, storage, config: { shop: { currency: 'USD' } } })
const MONTHLY = [{ amount: 900, currency: 'USD', interval: 'month' }] as const
const GONE = { at: clock.now(), reason: 'subscription ended' }

type Signed = Actor & { user: { id: UserId } }

/** A subscriber to a plan, as their first order leaves them. */
async function subscribe(productId: ProductId, owner: { userId: UserId | null; email: string | null }) {
  const { orderId } = await insertOrderLine(database.db, { productId, ...owner })
  const sourceId = newId<'subscription'>(clock.now().getTime())
  const grant = {
    orderId,
    sourceKind: 'subscription',
    sourceId,
    productId,
    ...owner,
    quantity: 1,
    at: clock.now(),
  } as const
  return { ...grant, isNew: await transact(database.db, (tx) => openAccess(tx, grant)) }
}
const subscribed = async (actor: Signed, productId: ProductId) =>
  subscribe(productId, { userId: actor.user.id, email: null })

async function buy(actor: Signed, productId: ProductId, at = clock.now()) {
  const owner = { userId: actor.user.id, email: null }
  const { orderId, itemId } = await insertOrderLine(database.db, { productId, ...owner })
  const source = { sourceKind: 'order_item', sourceId: itemId, productId } as const
  await transact(database.db, (tx) => grantAccess(tx, { ...source, ...owner, orderId, quantity: 1, at }))
  return orderId
}

async function insertFile(productId: ProductId): Promise<FileId> {
  const id: FileId = newId(clock.now().getTime())
  await database.db
    .insertInto('digital_files')
    .values({
      id,
      product_id: productId,
      position: 1,
      file_name: 'file.pdf',
      content_type: 'application/pdf',
      size_bytes: 10,
      sha256: 'ab',
      storage_key: `files/${id}`,
    })
    .execute()
  return id
}

async function insertLessons(productId: ProductId) {
  const lesson = { id: newId(0), product_id: productId, title: 'A lesson', minutes: 5, body: 'Text' }
  await database.db
    .insertInto('course_lessons')
    .values([
      { ...lesson, position: 1, is_preview: true },
      { ...lesson, id: newId(0), position: 2, is_preview: false },
    ])
    .execute()
}

const library = async (actor: Actor) => {
  const outcome = await listLibrary(deps(), actor, undefined)
  if (!outcome.ok) throw new Error(outcome.failure.kind)
  return Library.parse(outcome.value).items
}
const canDownload = async (actor: Actor, fileId: FileId) => (await openDownload(deps(), actor, { fileId })).ok
const lessonsFor = async (actor: Actor, slug: string) => {
  const opened = await openCourse(deps(), actor, { slug })
  return opened.ok ? OpenedCourse.parse(opened.value).lessons.length : opened.failure
}
const hasAccess = async (actor: Signed, productId: ProductId) =>
  (await findAccess(database.db, { userId: actor.user.id, email: null }, productId)) !== null
const isOwned = async (actor: Actor, slug: string) => {
  const product = await getProduct(deps(), actor, { slug })
  return product.ok && product.value.isOwned
}

beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

describe('a plan of the shop', () => {
  it('opens its products while one subscribes, the videos of its lessons too, and nothing else', async () => {
    const { db } = database
    const subscriber = await insertUser(db, 'room@example.com')
    const video = await insertProduct(db, { kind: 'video', slug: 'room-video', title: 'Video' })
    const lesson = await insertProduct(db, { kind: 'lesson', slug: 'room-lesson', title: 'Lesson', parts: [video] })
    const course = await insertProduct(db, { slug: 'room-course', title: 'Course' })
    const beside = await insertProduct(db, { slug: 'room-beside' })
    const plan = await insertProduct(db, {
      kind: 'plan',
      slug: 'room',
      title: 'Room',
      prices: MONTHLY,
      parts: [lesson, course],
      plan: {},
    })
    await insertLessons(course)
    const fileId = await insertFile(video)
    const otherFile = await insertFile(beside)
    const grant = await subscribed(subscriber, plan)

    const through = { title: 'Room', slug: 'room' }
    const items = await library(subscriber)
    expect(items.map((item) => [item.slug, item.through]).sort()).toEqual([
      ['room-course', through],
      ['room-lesson', through],
      ['room-video', through],
    ])
    expect(items[0]?.orderId).toBe(grant.orderId)
    expect(await lessonsFor(subscriber, 'room-course')).toBe(2)
    expect(await canDownload(subscriber, fileId)).toBe(true)
    expect(await canDownload(subscriber, otherFile)).toBe(false)
    expect(await Promise.all([plan, lesson, video, course].map((id) => hasAccess(subscriber, id)))).not.toContain(false)
    expect(await hasAccess(subscriber, beside)).toBe(false)
    expect(await Promise.all(['room', 'room-video', 'room-course'].map((slug) => isOwned(subscriber, slug)))).toEqual([
      true,
      true,
      true,
    ])
    expect(await isOwned(subscriber, 'room-beside')).toBe(false)

    await transact(db, (tx) => closeAccess(tx, { ...grant, except: null }, GONE))
    expect(await library(subscriber)).toEqual([])
    expect(await lessonsFor(subscriber, 'room-course')).toBe(1)
    expect(await canDownload(subscriber, fileId)).toBe(false)
    expect(await hasAccess(subscriber, course)).toBe(false)
    expect(await isOwned(subscriber, 'room-course')).toBe(false)
  })

  it('leaves what it opens for sale, and what was bought shows as bought', async () => {
    const { db } = database
    const subscriber = await insertUser(db, 'both@example.com')
    const bought = await insertProduct(db, { slug: 'bought-too' })
    const opened = await insertProduct(db, { slug: 'opened-only' })
    const plan = await insertProduct(db, { kind: 'plan', slug: 'both', prices: MONTHLY, parts: [bought, opened] })
    const orderId = await buy(subscriber, bought, addMinutes(clock.now(), -60))
    await subscribed(subscriber, plan)

    const owner = { userId: subscriber.user.id, email: null }
    expect(await ownedProducts(db, owner, [bought, opened, plan])).toEqual(new Set([bought]))
    const items = await library(subscriber)
    expect(items.map((item) => item.slug)).toEqual(['opened-only', 'bought-too'])
    expect(items[1]).toMatchObject({
      through: null,
      orderId,
      grantedAt: addMinutes(clock.now(), -60).toISOString(),
    })
  })

  it('opens to a guest who proves the address later', async () => {
    const { db } = database
    const course = await insertProduct(db, { slug: 'guest-course' })
    const plan = await insertProduct(db, { kind: 'plan', slug: 'guest-plan', prices: MONTHLY, parts: [course] })
    await subscribe(plan, { userId: null, email: 'guest@example.com' })
    const guest = await insertUser(db, 'guest@example.com')
    expect((await library(guest)).map((item) => item.slug)).toEqual(['guest-course'])
    await transact(db, (tx) => claimGrants(tx, { userId: guest.user.id, email: 'guest@example.com' }))
    expect(await hasAccess(guest, course)).toBe(true)
  })
})

describe("a seller's plan", () => {
  let sellerId: SellerId
  let subscriber: Signed
  const slugs = ['theirs-course', 'theirs-video', 'theirs-lesson', 'lesson-part']

  beforeAll(async () => {
    const { db } = database
    sellerId = await insertSeller(db, 'pia', 'Pia')
    const other = await insertSeller(db, 'leo', 'Leo')
    subscriber = await insertUser(db, 'fan@example.com')
    await insertProduct(db, { slug: 'theirs-course', sellerId })
    await insertProduct(db, { slug: 'theirs-video', kind: 'video', sellerId })
    const part = await insertProduct(db, { slug: 'lesson-part', kind: 'video' })
    await insertProduct(db, { slug: 'theirs-lesson', kind: 'lesson', sellerId, parts: [part] })
    const closed = [
      { slug: 'theirs-draft', sellerId, status: 'draft' },
      { slug: 'theirs-hidden', sellerId, status: 'unpublished' },
      { slug: 'theirs-event', sellerId, seats: 4 },
      { slug: 'theirs-credits', sellerId, kind: 'credit_package' },
      { slug: 'theirs-other-plan', sellerId, kind: 'plan', prices: MONTHLY, plan: { opensSellerId: sellerId } },
      { slug: 'of-another-seller', sellerId: other },
      { slug: 'of-the-shop' },
    ] as const
    for (const product of closed) await insertProduct(db, product)
    const plan = await insertProduct(db, {
      kind: 'plan',
      slug: 'pia-club',
      title: 'Pia Club',
      prices: MONTHLY,
      sellerId,
      plan: { opensSellerId: sellerId },
    })
    await subscribed(subscriber, plan)
  })

  const idOf = async (slug: string) =>
    (await database.db.selectFrom('products').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id

  it('opens everything they have in the shop, and none of their drafts, plans, credits and seats', async () => {
    const items = await library(subscriber)
    expect(items.map((item) => item.slug).sort()).toEqual([...slugs].sort())
    expect(items.map((item) => item.through?.slug)).toEqual(slugs.map(() => 'pia-club'))
    for (const slug of slugs) expect(await hasAccess(subscriber, await idOf(slug)), slug).toBe(true)
    for (const slug of ['draft', 'hidden', 'event', 'credits', 'other-plan'].map((word) => `theirs-${word}`))
      expect(await hasAccess(subscriber, await idOf(slug)), slug).toBe(false)
    for (const slug of ['of-another-seller', 'of-the-shop'])
      expect(await hasAccess(subscriber, await idOf(slug)), slug).toBe(false)
    const cards = await listProducts(deps(), subscriber, ListProductsInput.parse({ limit: 100 }))
    if (!cards.ok) throw new Error('a list cannot fail')
    const owned = cards.value.items.filter((card) => card.isOwned).map((card) => card.slug)
    expect(owned.sort()).toEqual([...slugs, 'pia-club'].sort())
  })

  it('opens what they add on the day it is shown, and its files', async () => {
    const added = await insertProduct(database.db, { slug: 'theirs-new', kind: 'video', sellerId, status: 'draft' })
    const fileId = await insertFile(added)
    expect(await canDownload(subscriber, fileId)).toBe(false)
    await database.db.updateTable('products').set({ status: 'published' }).where('id', '=', added).execute()
    expect(await canDownload(subscriber, fileId)).toBe(true)
    await database.db.updateTable('products').set({ status: 'unpublished' }).where('id', '=', added).execute()
  })
})

describe('the grant of a subscription', () => {
  it('is made once, closed once, and opened again as it was', async () => {
    const { db } = database
    const subscriber = await insertUser(db, 'again@example.com')
    const course = await insertProduct(db, { slug: 'again-course' })
    const plan = await insertProduct(db, { kind: 'plan', slug: 'again', prices: MONTHLY, parts: [course] })
    const grant = await subscribed(subscriber, plan)
    expect(grant.isNew).toBe(true)
    const open = () => transact(db, (tx) => openAccess(tx, { ...grant, at: addMinutes(clock.now(), 5) }))
    const close = () => transact(db, (tx) => closeAccess(tx, { ...grant, except: null }, GONE))
    expect(await open()).toBe(false)
    expect(await close()).toBe(1)
    expect(await close()).toBe(0)
    expect(await hasAccess(subscriber, course)).toBe(false)
    expect((await Promise.all([open(), open(), open()])).filter(Boolean)).toHaveLength(1)
    const rows = await db.selectFrom('grants').selectAll().where('source_id', '=', grant.sourceId).execute()
    expect(rows).toMatchObject([{ granted_at: grant.at, revoked_at: null, revoke_reason: null }])
    expect(await hasAccess(subscriber, course)).toBe(true)
  })

  it('goes with a change of plan, and comes back with the change back', async () => {
    const { db } = database
    const subscriber = await insertUser(db, 'switch@example.com')
    const [small, large] = [await insertProduct(db, { slug: 'small' }), await insertProduct(db, { slug: 'large' })]
    const [from, to] = [
      await insertProduct(db, { kind: 'plan', slug: 'plan-small', prices: MONTHLY, parts: [small] }),
      await insertProduct(db, { kind: 'plan', slug: 'plan-large', prices: MONTHLY, parts: [large] }),
    ]
    const others = await subscribed(subscriber, from)
    const grant = await subscribed(subscriber, from)
    const change = (productId: ProductId) =>
      transact(db, async (tx) => {
        await openAccess(tx, { ...grant, productId })
        await closeAccess(tx, { ...grant, except: productId }, { at: clock.now(), reason: 'changed plan' })
      })
    await transact(db, (tx) => closeAccess(tx, { ...others, except: null }, GONE))
    await change(to)
    expect([await hasAccess(subscriber, small), await hasAccess(subscriber, large)]).toEqual([false, true])
    await change(from)
    expect([await hasAccess(subscriber, small), await hasAccess(subscriber, large)]).toEqual([true, false])
    expect((await library(subscriber)).map((item) => item.slug)).toEqual(['small'])
  })

  it('costs no statement more', async () => {
    const { db } = database
    const reader = await insertUser(db, 'counter@example.com')
    const course = await insertProduct(db, { slug: 'counted-course' })
    await insertLessons(course)
    const fileId = await insertFile(course)
    await subscribed(
      reader,
      await insertProduct(db, { kind: 'plan', slug: 'counted', prices: MONTHLY, parts: [course] }),
    )
    const owner = { userId: reader.user.id, email: null }
    const asked = [
      () => library(reader),
      () => lessonsFor(reader, 'counted-course'),
      () => canDownload(reader, fileId),
      () => listProducts(deps(), reader, ListProductsInput.parse({})),
      () => ownedProducts(db, owner, [course]),
      () => findAccess(db, owner, course),
    ]
    for (const ask of asked) {
      const before = database.statements.length
      await ask()
      expect(database.statements.length - before).toBe(1)
    }
  })
})
