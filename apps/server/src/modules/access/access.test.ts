import { Library, OpenedCourse } from '@cashwrap/shared/contracts/library'
import { type FileId, newId, type ProductId, type UserId } from '@cashwrap/shared/ids'
import { addMinutes } from '@cashwrap/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertOrderLine } from '../../../test/support/builders/order-line.ts'
import { insertProduct } from '../../../test/support/builders/product.ts'
import { insertUser, visitor } from '../../../test/support/builders/user.ts'
import { cloneDatabase, fixedClock, type TestDatabase } from '../../../test/support/index.ts'
import { transact } from '../../platform/db/transaction.ts'
import type { Actor } from '../auth/index.ts'
import {
  claimGrants,
  type FileStorage,
  findAccess,
  grantAccess,
  listLibrary,
  openCourse,
  openDownload,
  ownedProducts,
  revokeAccess,
} from './index.ts'

let database: TestDatabase
const clock = fixedClock()
const storage: FileStorage = {
  put: async () => undefined,
  signedUrl: async (key, label, expiresAt) => `link:${key}|${label.fileName}|${expiresAt.toISOString()}`,
  openLink: async () => ({ ok: false, failure: { kind: 'missing' } }),
}
const deps = () => ({ db: database.db, clock, storage })

type Signed = Actor & { user: { id: UserId } }
let buyer: Signed
let other: Signed

async function grant(productId: ProductId, owner: { userId?: UserId; email?: string }, quantity = 1, at = clock.now()) {
  const { userId = null, email = null } = owner
  const { orderId, itemId } = await insertOrderLine(database.db, { productId, userId, email })
  const made = { orderId, sourceKind: 'order_item', sourceId: itemId, productId, userId, email, quantity, at } as const
  const isNew = await transact(database.db, (tx) => grantAccess(tx, made))
  return { ...made, isNew }
}

async function insertLessons(productId: ProductId) {
  const lesson = (position: number, isPreview: boolean) => ({
    id: newId(0),
    product_id: productId,
    position,
    title: `Lesson ${position}`,
    minutes: 5,
    is_preview: isPreview,
    body: `Text ${position}`,
  })
  await database.db
    .insertInto('course_lessons')
    .values([lesson(1, true), lesson(2, false), lesson(3, false)])
    .execute()
}

async function insertFile(productId: ProductId, position = 1): Promise<FileId> {
  const id: FileId = newId(clock.now().getTime())
  await database.db
    .insertInto('digital_files')
    .values({
      id,
      product_id: productId,
      position,
      file_name: `file-${position}.pdf`,
      content_type: 'application/pdf',
      size_bytes: 10,
      sha256: 'ab',
      storage_key: `files/${id}`,
    })
    .execute()
  return id
}

const library = async (actor: Actor) => {
  const outcome = await listLibrary(deps(), actor, undefined)
  if (!outcome.ok) throw new Error(outcome.failure.kind)
  return Library.parse(outcome.value).items
}
const lessonsFor = async (actor: Actor, slug: string) => {
  const opened = await openCourse(deps(), actor, { slug })
  return opened.ok ? OpenedCourse.parse(opened.value).lessons.map((lesson) => lesson.position) : opened.failure
}
const NO_COURSE = { kind: 'not-found', what: 'course' }

beforeAll(async () => {
  database = await cloneDatabase()
  buyer = await insertUser(database.db, 'buyer@example.com')
  other = await insertUser(database.db, 'other@example.com')
})
afterAll(() => database[Symbol.asyncDispose]())

describe('a grant', () => {
  it('is made once per source, however many try', async () => {
    const productId = await insertProduct(database.db)
    const first = await grant(productId, { userId: buyer.user.id })
    expect(first.isNew).toBe(true)
    const again = await Promise.all([1, 2, 3].map(() => transact(database.db, (tx) => grantAccess(tx, first))))
    expect(again).toEqual([false, false, false])
    const rows = await database.db.selectFrom('grants').select('id').where('product_id', '=', productId).execute()
    expect(rows).toHaveLength(1)
  })

  it('is taken back once, and then opens nothing', async () => {
    const productId = await insertProduct(database.db, { slug: 'taken-back' })
    await insertLessons(productId)
    const fileId = await insertFile(productId)
    const made = await grant(productId, { userId: buyer.user.id })
    expect(await lessonsFor(buyer, 'taken-back')).toEqual([1, 2, 3])
    const revoke = () => transact(database.db, (tx) => revokeAccess(tx, made, { at: clock.now(), reason: 'refunded' }))
    expect(await revoke()).toBe(true)
    expect(await revoke()).toBe(false)
    expect(await lessonsFor(buyer, 'taken-back')).toEqual([1])
    expect((await openDownload(deps(), buyer, { fileId })).ok).toBe(false)
    expect((await library(buyer)).map((item) => item.slug)).not.toContain('taken-back')
    expect(await ownedProducts(database.db, { userId: buyer.user.id, email: null }, [productId])).toEqual(new Set())
  })
})

describe("a guest's purchase", () => {
  it('waits for whoever proves the address, who then claims it once', async () => {
    const productId = await insertProduct(database.db, { slug: 'guest-bought' })
    await grant(productId, { email: 'late@example.com' })
    const late = await insertUser(database.db, 'late@example.com')
    expect((await library(late)).map((item) => item.slug)).toEqual(['guest-bought'])
    expect(await library(other)).toEqual([])
    const claim = (user: Signed, email: string) =>
      transact(database.db, (tx) => claimGrants(tx, { userId: user.user.id, email }))
    expect(await claim(late, 'late@example.com')).toBe(1)
    expect(await claim(late, 'late@example.com')).toBe(0)
    expect(await claim(other, 'late@example.com')).toBe(0)
    expect((await library(late)).map((item) => item.slug)).toEqual(['guest-bought'])
  })
})

describe('owned products', () => {
  it('are a user’s own and what waits for their address; of a bare address all bought with it', async () => {
    const [a, b, c] = await Promise.all([
      insertProduct(database.db),
      insertProduct(database.db),
      insertProduct(database.db),
    ])
    const user = await insertUser(database.db, 'owner@example.com')
    await grant(a, { userId: user.user.id, email: 'owner@example.com' })
    await grant(b, { email: 'owner@example.com' })
    await grant(c, { userId: other.user.id, email: 'owner@example.com' })
    const owned = (owner: Parameters<typeof ownedProducts>[1]) => ownedProducts(database.db, owner, [a, b, c])
    expect(await owned({ userId: user.user.id, email: 'owner@example.com' })).toEqual(new Set([a, b]))
    expect(await owned({ userId: user.user.id, email: null })).toEqual(new Set([a]))
    expect(await owned({ userId: null, email: 'owner@example.com' })).toEqual(new Set([a, b, c]))
    expect(await owned({ userId: null, email: 'stranger@example.com' })).toEqual(new Set())
    expect(await owned({ userId: null, email: null })).toEqual(new Set())
  })
})

describe('the library', () => {
  it('shows each product once, newest first, with all its seats and files, in one statement', async () => {
    const reader = await insertUser(database.db, 'reader@example.com')
    const workshop = await insertProduct(database.db, { slug: 'workshop', seats: 8 })
    const sheets = await insertProduct(database.db, { slug: 'sheets', kind: 'digital_product', status: 'unpublished' })
    const fileIds = [await insertFile(sheets, 1), await insertFile(sheets, 2)]
    await grant(workshop, { userId: reader.user.id }, 2, addMinutes(clock.now(), 1))
    const newest = await grant(workshop, { userId: reader.user.id }, 1, addMinutes(clock.now(), 3))
    await grant(sheets, { userId: reader.user.id }, 1, addMinutes(clock.now(), 2))

    const before = database.statements.length
    const items = await library(reader)
    expect(database.statements.length - before).toBe(1)
    expect(items.map((item) => item.slug)).toEqual(['workshop', 'sheets'])
    expect(items[0]).toMatchObject({
      orderId: newest.orderId,
      event: { seats: 3, timeZone: 'Europe/Vienna' },
      files: [],
    })
    expect(items[1]?.files.map((file) => file.id)).toEqual(fileIds)
    expect(items[1]?.event).toBeNull()
  })

  it('is for who signed in', async () => {
    expect(await listLibrary(deps(), visitor, undefined)).toEqual({ ok: false, failure: { kind: 'sign-in-required' } })
  })
})

describe('a course', () => {
  it('opens whole to its owner, as previews to anyone else, and not at all once hidden', async () => {
    const productId = await insertProduct(database.db, { slug: 'course' })
    await insertLessons(productId)
    await grant(productId, { userId: buyer.user.id })
    expect(await lessonsFor(buyer, 'course')).toEqual([1, 2, 3])
    expect(await lessonsFor(other, 'course')).toEqual([1])
    expect(await lessonsFor(visitor, 'course')).toEqual([1])
    await database.db.updateTable('products').set({ status: 'unpublished' }).where('id', '=', productId).execute()
    expect(await lessonsFor(buyer, 'course')).toEqual([1, 2, 3])
    expect(await lessonsFor(other, 'course')).toEqual(NO_COURSE)
    expect(await lessonsFor(visitor, 'course')).toEqual(NO_COURSE)
  })

  it('without lessons, or that is not there, is not found', async () => {
    const productId = await insertProduct(database.db, { slug: 'no-lessons' })
    await grant(productId, { userId: buyer.user.id })
    for (const slug of ['no-lessons', 'nowhere', "' or true --", 'a\0'])
      expect(await lessonsFor(buyer, slug)).toEqual(NO_COURSE)
  })
})

describe('a download', () => {
  it('is a link of ten minutes, for the owner alone', async () => {
    const productId = await insertProduct(database.db, { kind: 'digital_product' })
    const fileId = await insertFile(productId)
    await grant(productId, { userId: buyer.user.id })
    const expiresAt = addMinutes(clock.now(), 10).toISOString()
    expect(await openDownload(deps(), buyer, { fileId })).toEqual({
      ok: true,
      value: { url: `link:files/${fileId}|file-1.pdf|${expiresAt}`, fileName: 'file-1.pdf', expiresAt },
    })
    const notFound = { ok: false, failure: { kind: 'not-found', what: 'file' } }
    expect(await openDownload(deps(), other, { fileId })).toEqual(notFound)
    expect(await openDownload(deps(), buyer, { fileId: newId(0) })).toEqual(notFound)
    expect(await openDownload(deps(), visitor, { fileId })).toEqual({
      ok: false,
      failure: { kind: 'sign-in-required' },
    })
  })
})

describe('a lesson that is made of videos', () => {
  it('opens each of them to who owns it, and nothing the other way', async () => {
    const at = clock.now()
    const lesson = await insertProduct(database.db, { kind: 'lesson' })
    const videos = [
      await insertProduct(database.db, { kind: 'video' }),
      await insertProduct(database.db, { kind: 'video' }),
    ] as const
    await database.db
      .insertInto('product_parts')
      .values(videos.map((part_id, index) => ({ product_id: lesson, part_id, position: index + 1 })))
      .execute()
    const fileId = await insertFile(videos[1])
    await grant(lesson, { userId: buyer.user.id })
    await grant(videos[0], { userId: other.user.id })

    const owned = (actor: Signed) =>
      ownedProducts(database.db, { userId: actor.user.id, email: null }, [lesson, ...videos])
    expect(await owned(buyer)).toEqual(new Set([lesson, ...videos]))
    expect(await owned(other)).toEqual(new Set([videos[0]]))
    const library = await listLibrary(deps(), buyer, undefined)
    const shown = library.ok ? library.value.items.map((item) => item.productId) : []
    expect(shown).toEqual(expect.arrayContaining([lesson, ...videos]))
    expect((await openDownload(deps(), buyer, { fileId })).ok).toBe(true)
    expect((await openDownload(deps(), other, { fileId })).ok).toBe(false)
    expect(await findAccess(database.db, { userId: buyer.user.id, email: null }, videos[1])).toMatchObject({
      grantedAt: at,
    })
    expect(await findAccess(database.db, { userId: other.user.id, email: null }, videos[1])).toBeNull()
  })
})
