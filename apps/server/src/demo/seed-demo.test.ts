import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { ListProductsInput, Product, ProductPage } from '@cashwrap/shared/contracts/catalogue'
import { PlanList } from '@cashwrap/shared/contracts/subscriptions'
import { newId } from '@cashwrap/shared/ids'
import { addDays, addMinutes } from '@cashwrap/shared/time'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { insertProduct } from '../../test/support/builders/product.ts'
import { visitor } from '../../test/support/builders/user.ts'
import { cloneDatabase, fixedClock, type TestDatabase } from '../../test/support/index.ts'
import { openStorage } from '../gateways/storage/open-storage.ts'
import type { FileStorage } from '../modules/access/index.ts'
import {
  findProductByExternalId,
  findUnitCredits,
  getProduct,
  listPlans,
  listProducts,
} from '../modules/catalogue/index.ts'
import { seedDemoCommand } from '../transport/cli/seed-demo.command.ts'
import { DEMO_PRODUCTS } from './demo-products.ts'
import { seedDemo } from './seed-demo.ts'

const clock = fixedClock()
let folder: string
let storage: FileStorage
let database: TestDatabase
let mode: 'sandbox' | 'live' = 'sandbox'
const deps = () => ({ db: database.db, clock, storage, config: { shop: { currency: 'USD' }, stripe: { mode } } })
const count = async (
  table: 'products' | 'prices' | 'course_lessons' | 'digital_files' | 'events' | 'sellers' | 'coupons' | 'audit_log',
) =>
  (
    await database.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count
const counts = async () =>
  Promise.all(
    (
      ['products', 'prices', 'course_lessons', 'digital_files', 'events', 'sellers', 'coupons', 'audit_log'] as const
    ).map(count),
  )

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cashwrap-demo-'))
  storage = openStorage(`file:${folder}`, { baseUrl: 'https://shop.example', secret: 'a secret of the test', clock })
})
afterAll(() => rm(folder, { recursive: true }))
describe('seeding', () => {
  beforeEach(async () => {
    database = await cloneDatabase()
  })
  afterEach(() => database[Symbol.asyncDispose]())

  it('fills an empty shop, and does nothing the second time', async () => {
    expect(await seedDemo(deps(), { ifEmpty: true })).toEqual({ added: DEMO_PRODUCTS.length })
    const before = await counts()
    expect(await seedDemo(deps(), { ifEmpty: true })).toEqual({ added: 0 })
    expect(await seedDemo(deps(), { ifEmpty: false })).toEqual({ added: 0 })
    expect(await counts()).toEqual(before)
  })

  const sellers = () =>
    database.db
      .selectFrom('sellers')
      .leftJoin('users', 'users.id', 'sellers.user_id')
      .select(['sellers.slug', 'account_id', 'charges_enabled', 'users.email', 'users.roles', 'users.external_id'])
      .orderBy('sellers.slug')
      .execute()

  it('has sellers who can be paid and signed in as, beside the sandbox', async () => {
    await seedDemo(deps(), { ifEmpty: true })
    const ready = { charges_enabled: true, roles: ['buyer', 'seller'] }
    const expected = [
      {
        slug: 'north-pier',
        account_id: 'acct_demoNorthPier',
        email: 'north-pier@sellers.example',
        external_id: 'user_1AbCdEfGhIjKlMnOpQrStUvW',
        ...ready,
      },
      {
        slug: 'studio-tama',
        account_id: 'acct_demoStudioTama',
        email: 'studio-tama@sellers.example',
        external_id: 'user_2DemoSellerStudioTama',
        ...ready,
      },
    ]
    expect(await sellers()).toEqual(expected)
    await seedDemo(deps(), { ifEmpty: false })
    expect(await sellers()).toEqual(expected)
  })

  it('has sellers without account or user beside real money', async () => {
    mode = 'live'
    await seedDemo(deps(), { ifEmpty: true })
    mode = 'sandbox'
    expect(await sellers()).toMatchObject([
      { slug: 'north-pier', account_id: null, charges_enabled: false, email: null },
      { slug: 'studio-tama', account_id: null, charges_enabled: false, email: null },
    ])
  })

  it('leaves a shop with products alone, or adds the demo to it when told to', async () => {
    await insertProduct(database.db, { externalId: 'prod_1', title: 'Something of their own' })
    expect(await seedDemo(deps(), { ifEmpty: true })).toEqual({ added: 0 })
    expect(await count('products')).toBe(1)
    expect(await seedDemo(deps(), { ifEmpty: false })).toEqual({ added: DEMO_PRODUCTS.length - 1 })
    expect((await findProductByExternalId(database.db, 'prod_1'))?.title).toBe('Something of their own')
  })

  it('is done once when two servers start on one database', async () => {
    await Promise.all([
      seedDemo(deps(), { ifEmpty: true }),
      seedDemo({ ...deps(), db: database.openAnother() }, { ifEmpty: true }),
    ])
    expect(await count('products')).toBe(DEMO_PRODUCTS.length)
    expect(await count('audit_log')).toBe(1)
  })

  it('is whole or not at all', async () => {
    const other = await insertProduct(database.db)
    await database.db
      .insertInto('prices')
      .values({
        id: newId(0),
        external_id: 'price_1KqDAWK0npsJqs8Ma6zyHflo',
        product_id: other,
        currency: 'EUR',
        unit_amount: 1,
        interval: null,
        created_at: clock.now(),
        retired_at: null,
      })
      .execute()
    await expect(seedDemo(deps(), { ifEmpty: false })).rejects.toThrow('prices_external_id_key')
    expect(await count('products')).toBe(1)
    expect(await count('sellers')).toBe(0)
  })

  it('is a command with one option', async () => {
    const lines: string[] = []
    const run = (...args: string[]) => seedDemoCommand(deps(), args, (line) => lines.push(line))
    expect(await run('--if-empty')).toBe(0)
    expect(await run('--if-empty')).toBe(0)
    expect(await run('--force')).toBe(64)
    expect(lines).toEqual([
      `The demo shop is ready: ${DEMO_PRODUCTS.length} products.`,
      'Nothing to do: the shop has its products already.',
      'seed-demo does not know --force: it takes --if-empty or nothing.',
    ])
  })
})

describe('the demo shop', () => {
  beforeAll(async () => {
    database = await cloneDatabase()
    await seedDemo(deps(), { ifEmpty: true })
  })
  afterAll(() => database[Symbol.asyncDispose]())

  it('has every kind, and each product has its page', async () => {
    const page = await listProducts(deps(), visitor, ListProductsInput.parse({ limit: 100 }))
    if (!page.ok) throw new Error('a list cannot fail')
    const { items } = ProductPage.parse(page.value)
    expect(items.map((item) => item.slug)).toEqual(DEMO_PRODUCTS.map((product) => product.slug))
    expect(new Set(items.map((item) => item.kind)).size).toBe(7)
    expect(new Set(items.map((item) => item.pictureSeed)).size).toBe(items.length)
    for (const { slug, kind } of items) {
      const found = await getProduct(deps(), visitor, { slug })
      if (!found.ok) throw new Error(`${slug} has no page`)
      const product = Product.parse(found.value)
      expect(product.description.length).toBeGreaterThan(100)
      expect(product.includes.length).toBeGreaterThan(0)
      if (kind === 'course') expect(product.lessons.length).toBeGreaterThanOrEqual(8)
      if (kind === 'digital_product') expect(product.files.length).toBeGreaterThan(0)
    }
  })

  it('knows what older clients ask for', async () => {
    const find = async (externalId: string) => {
      const product = await findProductByExternalId(database.db, externalId)
      return product?.prices.map(
        (price) => `${price.amount} ${price.currency}${price.interval ? ` a ${price.interval}` : ''}`,
      )
    }
    expect(await find('prod_1')).toEqual(['4999 USD'])
    expect(await find('123e4567-e89b-12d3-a456-426614174000')).toEqual(['1200 USD'])
    expect(await find('article_starter')).toEqual(['750 JPY'])
    expect(await find('pkg_article_10')).toEqual(['750 JPY'])
    expect(await find('image_starter')).toEqual(['300 JPY'])
    expect(await find('rewrite_starter')).toEqual(['3000 JPY'])
    expect(await find('credit_unit')).toEqual(['100 USD'])
    expect(await find('plan_practice_room')).toEqual(['900 USD a month', '9000 USD a year'])
    const priced = await database.db
      .selectFrom('prices')
      .innerJoin('products', 'products.id', 'prices.product_id')
      .leftJoin('sellers', 'sellers.id', 'products.seller_id')
      .select(['prices.external_id', 'products.external_id as product', 'sellers.external_id as seller'])
      .where('prices.external_id', 'in', ['price_1AbCdEfGhIjKlMnOpQrStUvW', 'price_1KqDAWK0npsJqs8Ma6zyHflo'])
      .orderBy('prices.external_id')
      .execute()
    expect(priced).toEqual([
      {
        external_id: 'price_1AbCdEfGhIjKlMnOpQrStUvW',
        product: '123e4567-e89b-12d3-a456-426614174000',
        seller: 'user_1AbCdEfGhIjKlMnOpQrStUvW',
      },
      { external_id: 'price_1KqDAWK0npsJqs8Ma6zyHflo', product: 'plan_practice_room', seller: null },
    ])
  })

  it('has lessons that are sold with videos of their seller', async () => {
    const parts = await database.db
      .selectFrom('product_parts')
      .innerJoin('products as whole', 'whole.id', 'product_parts.product_id')
      .innerJoin('products as part', 'part.id', 'product_parts.part_id')
      .select(['whole.external_id as whole', 'part.external_id as part', 'part.kind'])
      .where('whole.kind', '=', 'lesson')
      .whereRef('whole.seller_id', '=', 'part.seller_id')
      .orderBy('whole.external_id')
      .orderBy('product_parts.position')
      .execute()
    expect(parts).toEqual([
      { whole: 'lesson_aim', part: 'video_before_the_catch', kind: 'video' },
      { whole: 'lesson_lighthouse', part: 'video_airplane_slowly', kind: 'video' },
      { whole: 'lesson_lighthouse', part: 'video_candle_held', kind: 'video' },
    ])
  })

  it('has plans: a smaller and a larger one of the shop, and one of a seller', async () => {
    const listed = await listPlans(deps(), visitor, undefined)
    const plans = PlanList.parse(listed.value).items.map((plan) => ({
      slug: plan.slug,
      seller: plan.seller?.slug ?? null,
      trialDays: plan.trialDays,
      prices: plan.prices.map(({ interval, price, credits }) => [interval, price.amount, credits]),
      opens: plan.opens.sellerName ?? plan.opens.products.map((product) => product.slug),
    }))
    const room = ['twelve-trick-sheets', 'practice-log', 'moshikame-at-a-hundred']
    expect(plans).toEqual([
      {
        slug: 'practice-room',
        seller: null,
        trialDays: 14,
        prices: [
          ['month', 900, 20],
          ['year', 9000, 240],
        ],
        opens: room,
      },
      {
        slug: 'whole-school',
        seller: null,
        trialDays: 0,
        prices: [
          ['month', 1900, 60],
          ['year', 19_000, 720],
        ],
        opens: ['premium-course', 'first-pull', ...room],
      },
      {
        slug: 'studio-tama-club',
        seller: 'studio-tama',
        trialDays: 0,
        prices: [
          ['month', 1200, null],
          ['year', 12_000, null],
        ],
        opens: 'Demo seller: Studio Tama',
      },
    ])
  })

  it('sells credits one by one', async () => {
    expect(await findUnitCredits(deps(), visitor, undefined)).toEqual({
      ok: true,
      value: { product: 'credit_unit', kinds: ['credit_package'], creditType: 'credit' },
    })
  })

  it('has files that download as they were described', async () => {
    const files = await database.db.selectFrom('digital_files').selectAll().execute()
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) {
      const label = { fileName: file.file_name, contentType: file.content_type }
      const url = new URL(await storage.signedUrl(file.storage_key, label, addMinutes(clock.now(), 1)))
      const opened = await storage.openLink({
        key: url.pathname.replace('/downloads/', ''),
        query: Object.fromEntries(url.searchParams),
      })
      if (!opened.ok) throw new Error(`${file.file_name} is ${opened.failure.kind}`)
      const bytes = await buffer(opened.value.read())
      expect(bytes.length).toBe(file.size_bytes)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256)
      if (file.content_type === 'application/pdf') expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    }
  })

  it('has events on weekends to come, with few seats', async () => {
    const events = await database.db.selectFrom('events').selectAll().orderBy('capacity').execute()
    expect(events.map((event) => event.capacity)).toEqual([8, 24])
    for (const event of events) {
      expect(event.starts_at.getTime()).toBeGreaterThan(addDays(clock.now(), 13).getTime())
      expect(event.starts_at.getUTCDay()).toBe(6)
    }
  })

  it('takes its coupons', async () => {
    const coupons = await database.db
      .selectFrom('coupons')
      .select(['code', 'percent_bps', 'amount_off'])
      .orderBy('code')
      .execute()
    expect(coupons).toEqual([
      { code: 'FIRSTPULL', percent_bps: 2000, amount_off: null },
      { code: 'FIVEOFF', percent_bps: null, amount_off: 500 },
    ])
  })
})
